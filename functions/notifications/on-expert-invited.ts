import { expertInvited } from "../../shared/events/experts.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { expertInvitationLetter } from "./letters-review.ts";
import { aboutRound } from "./step-cause.ts";
import { oweFew } from "./step-owe.ts";

/** An expert is asked to judge in a round; who has no account yet gets the letter once there is one. */
export const handler = consume({
  service: "notifications",
  name: "on-expert-invited",
  mode: "each",
  hears: [expertInvited],
  handle: async ({ event, now, commit }) => {
    const { roundId, expertId } = event.payload;
    const round = await rounds.get({ id: roundId });
    if (!round) throw new Error(`round ${roundId} is unknown`);
    const { about, definition } = await aboutRound(round);
    const words = expertInvitationLetter(about, definition.timetable.review);
    const { id, correlationId } = event;
    await commit(
      await oweFew({ id, at: now, correlationId }, [
        { template: "expert-invitation", roundId, group: `expert#${expertId}`, roles: ["expert"], words },
      ]),
    );
  },
});
