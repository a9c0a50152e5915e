import { contactReplaced, delegationEnded, delegationGranted } from "../../shared/events/access.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { callBackCodeGiven, secondWayChanged } from "../../shared/events/second-ways.ts";
import { otherRole } from "../../shared/kernel/two-people.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { callBackLetter, delegationLetter, replacementLetter, secondWayLetter } from "./letters-access.ts";
import { type Owed, oweFew } from "./step-owe.ts";

type Heard = EventOf<typeof callBackCodeGiven | typeof secondWayChanged>;

/** A mailbox that stays has one reader, who is told that they came. */
function lettersOfReplacement(event: EventOf<typeof contactReplaced>): Owed[] {
  const { leftPersonId, personId, societyCode, role } = event.payload;
  const about = { at: event.at, societyCode, role };
  const common = { template: "contact-replaced", roundId: null, group: `society#${societyCode}` } as const;
  return [
    ...(leftPersonId === personId
      ? []
      : [{ ...common, roles: [], only: leftPersonId, words: replacementLetter("left", about) }]),
    { ...common, roles: [], only: personId, words: replacementLetter("came", about) },
    { ...common, roles: [otherRole(role)], words: replacementLetter("other", about) },
  ];
}

function lettersOfDelegation(event: EventOf<typeof delegationGranted | typeof delegationEnded>): Owed[] {
  const { societyCode, role, personId, grantedById } = event.payload;
  const span =
    event.type === delegationGranted.type
      ? { from: event.payload.fromAt, until: event.payload.untilAt }
      : null;
  const words = delegationLetter({ societyCode, role, span, at: event.at });
  const common = { template: "delegation", roundId: null, group: `society#${societyCode}`, words } as const;
  return [
    { ...common, roles: [], only: personId },
    { ...common, roles: [], only: grantedById },
    { ...common, roles: [otherRole(role)] },
  ];
}

function letterOf(event: Heard): Owed {
  const { personId: only } = event.payload;
  if (event.type === callBackCodeGiven.type) {
    const { callBackId: id, societyCode } = event.payload;
    const words = callBackLetter({ at: event.at, id });
    return {
      template: "call-back-code",
      roundId: null,
      group: `society#${societyCode}`,
      roles: [],
      only,
      words,
    };
  }
  const { kind, societyCode, expertId } = event.payload;
  const group = societyCode ? `society#${societyCode}` : expertId ? `expert#${expertId}` : "staff";
  const words = secondWayLetter(kind, event.at);
  return { template: "second-way", roundId: null, group, roles: [], only, words };
}

const heard = [
  callBackCodeGiven,
  secondWayChanged,
  contactReplaced,
  delegationGranted,
  delegationEnded,
] as const;

function lettersOf(event: EventOf<(typeof heard)[number]>): Owed[] {
  if (event.type === contactReplaced.type) return lettersOfReplacement(event);
  if (event.type === delegationGranted.type || event.type === delegationEnded.type)
    return lettersOfDelegation(event);
  return [letterOf(event)];
}

/** A way into somebody's account was opened or closed: they are told, so that nobody does it behind their back. */
export const handler = consume({
  service: "notifications",
  name: "on-access",
  mode: "each",
  hears: heard,
  handle: async ({ event, now, commit }) => {
    const { id, correlationId } = event;
    await commit(await oweFew({ id, at: now, correlationId }, lettersOf(event)));
  },
});
