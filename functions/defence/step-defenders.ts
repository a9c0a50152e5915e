import { Problem } from "../../shared/contract/problems.ts";
import type { Round } from "../../shared/contract/round-record.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { determinations } from "../../shared/store/published/determinations.ts";

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
  const of = `round#${roundId}`;
  const [standing, examined] = await Promise.all([applications.all(of), determinations.all(of)]);
  const done = new Set(
    examined
      .filter(({ state }) => state === "CLEARED" || state === "REJECTED")
      .map(({ applicationId }) => applicationId),
  );
  const missing = standing
    .filter(({ id, state }) => (state === "SUBMITTED" || state === "RETURNED") && !done.has(id))
    .map(({ societyCode }) => societyCode);
  if (missing.length > 0) throw new Problem("examination-open", { missing });
}
