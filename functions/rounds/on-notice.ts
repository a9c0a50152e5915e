import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { advanced } from "./records.ts";

/** A notice or a result moves its round on. */
export const handler = consume({
  service: "rounds",
  name: "on-notice",
  mode: "latest",
  hears: [noticePublished, resultAnnounced],
  handle: async ({ event, commit }) => {
    const round = await rounds.get({ id: event.payload.roundId });
    if (!round) throw new Error(`round ${event.payload.roundId} is unknown`);
    const step = advanced(round, event.type === resultAnnounced.type ? "announce" : "show-list");
    await commit(step ? { writes: [step.write], facts: [step.fact] } : { writes: [] });
  },
});
