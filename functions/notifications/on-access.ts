import type { EventOf } from "../../shared/events/kit.ts";
import { callBackCodeGiven, secondWayChanged } from "../../shared/events/second-ways.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { callBackLetter, secondWayLetter } from "./letters-access.ts";
import { type Owed, oweFew } from "./step-owe.ts";

type Heard = EventOf<typeof callBackCodeGiven | typeof secondWayChanged>;

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

/** A way into somebody's account was opened or closed: they are told, so that nobody does it behind their back. */
export const handler = consume({
  service: "notifications",
  name: "on-access",
  mode: "each",
  hears: [callBackCodeGiven, secondWayChanged],
  handle: async ({ event, now, commit }) => {
    const { id, correlationId } = event;
    await commit(await oweFew({ id, at: now, correlationId }, [letterOf(event)]));
  },
});
