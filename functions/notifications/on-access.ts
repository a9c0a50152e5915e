import { contactReplaced } from "../../shared/events/access.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { callBackCodeGiven, secondWayChanged } from "../../shared/events/second-ways.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { callBackLetter, replacementLetter, secondWayLetter } from "./letters-access.ts";
import { type Owed, oweFew } from "./step-owe.ts";

type Heard = EventOf<typeof callBackCodeGiven | typeof secondWayChanged>;

/** A mailbox that stays has one reader, who is told that they came. */
function lettersOfReplacement(event: EventOf<typeof contactReplaced>): Owed[] {
  const { leftPersonId, personId, societyCode, role } = event.payload;
  const about = { at: event.at, societyCode, role };
  const common = { template: "contact-replaced", roundId: null, group: `society#${societyCode}` } as const;
  const other = role === "filler" ? ("approver" as const) : ("filler" as const);
  return [
    ...(leftPersonId === personId
      ? []
      : [{ ...common, roles: [], only: leftPersonId, words: replacementLetter("left", about) }]),
    { ...common, roles: [], only: personId, words: replacementLetter("came", about) },
    { ...common, roles: [other], words: replacementLetter("other", about) },
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

const lettersOf = (event: Heard | EventOf<typeof contactReplaced>): Owed[] =>
  event.type === contactReplaced.type ? lettersOfReplacement(event) : [letterOf(event)];

/** A way into somebody's account was opened or closed: they are told, so that nobody does it behind their back. */
export const handler = consume({
  service: "notifications",
  name: "on-access",
  mode: "each",
  hears: [callBackCodeGiven, secondWayChanged, contactReplaced],
  handle: async ({ event, now, commit }) => {
    const { id, correlationId } = event;
    await commit(await oweFew({ id, at: now, correlationId }, lettersOf(event)));
  },
});
