import type { RoundId } from "../../shared/kernel/ids.ts";
import { recusals } from "../../shared/store/published/recusals.ts";

/** Who of the office stands aside from which applications of a round. */
export async function recusedIn(roundId: RoundId) {
  const all = await recusals.all("all");
  return all.flatMap(({ personId, applications }) =>
    applications
      .filter((one) => one.roundId === roundId)
      .map(({ applicationId }) => ({ personId, applicationId })),
  );
}
