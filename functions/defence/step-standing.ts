import type { DefenceStanding, DefenceTimetable } from "../../shared/contract/defence-record.ts";
import type { RoundId } from "../../shared/kernel/ids.ts";
import { defenceStandings, defenceTimetables } from "../../shared/store/published/defence-timetables.ts";

/** Which timetables of a round count, with the approved and the proposed one themselves. */
export async function standingOf(roundId: RoundId): Promise<{
  standing: DefenceStanding | undefined;
  approved: DefenceTimetable | undefined;
  proposed: DefenceTimetable | undefined;
}> {
  const standing = await defenceStandings.get({ roundId });
  const one = (id: DefenceTimetable["id"] | null | undefined) =>
    id ? defenceTimetables.get({ id }) : undefined;
  const [approved, proposed] = await Promise.all([one(standing?.approvedId), one(standing?.proposedId)]);
  return { standing, approved, proposed };
}
