import { Problem } from "../../shared/contract/problems.ts";
import type { Round } from "../../shared/contract/round-record.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { standingApplications } from "./step-cleared.ts";

/**
 * Is it settled who defends, so that all of them can be told at once? Where all who are eligible do: when each application is
 * determined; where a list does: when it is drawn.
 * @throws Problem examination-open, defenders-unknown
 */
export async function settledDefenders({ id: roundId }: Pick<Round, "id">, { who }: Defence): Promise<void> {
  if (who === "shortlist") {
    const draw = await defenceDraws.get({ roundId });
    if (draw?.state !== "DRAWN") throw new Problem("defenders-unknown");
    return;
  }
  const { open } = await standingApplications(roundId);
  if (open.length > 0) throw new Problem("examination-open", { missing: open.map(({ id }) => id) });
}
