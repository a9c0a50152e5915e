import { DefenceStanding, DefenceTimetable } from "../../contract/defence-record.ts";
import type { RoundId } from "../../kernel/ids.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by defence: which timetables of a round count. */
export const defenceStandings = entity<DefenceStanding, Pick<DefenceStanding, "roundId">>({
  prefix: publishedPrefixes.defenceStandings.slice(0, -1),
  schema: DefenceStanding,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "standing" }),
});

/** Owned by defence. */
export const defenceTimetables = entity<DefenceTimetable, Pick<DefenceTimetable, "id">>({
  prefix: publishedPrefixes.defenceTimetables.slice(0, -1),
  schema: DefenceTimetable,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "timetable" }),
  lists: { zh: "一轮的答辩日程，按拟定时间", en: "a round's timetables of the defence by their proposal" },
  index: ({ roundId, proposedAt, id }) => ({ of: `round#${roundId}`, sort: `${proposedAt}#${id}` }),
});

/** The approved timetable of a round, or undefined while there is none. */
export async function approvedTimetable(roundId: RoundId): Promise<DefenceTimetable | undefined> {
  const standing = await defenceStandings.get({ roundId });
  return standing?.approvedId ? defenceTimetables.get({ id: standing.approvedId }) : undefined;
}
