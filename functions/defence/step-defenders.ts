import { isBeside } from "../../shared/contract/anchors.ts";
import type { Application } from "../../shared/contract/application-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { whoDefends, writtenScore } from "./shortlist.ts";

/** Applications read side by side: enough to be quick, few enough to leave the table to others. */
const atOnce = 16;

/**
 * Who defends of the applications that passed the examination, by the definition.
 * @throws Problem reviews-open, reviews-missing where the written score decides and is not whole yet
 */
export async function defendersAmong(
  cleared: readonly Application[],
  { defence, definition, now }: { defence: Defence; definition: ProgrammeDefinition; now: Instant },
): Promise<Application[]> {
  if (defence.who === "all-eligible") return [...cleared];
  const { toAt } = definition.timetable.review;
  if (now <= toAt) throw new Problem("reviews-open", { locksAt: toAt });
  const written = [];
  for (let from = 0; from < cleared.length; from += atOnce) {
    const some = cleared.slice(from, from + atOnce).map(async (application) => {
      const [pairs, held] = await Promise.all([
        assignments.list(application.id),
        sheets.list(application.id, "written#"),
      ]);
      // Who stood aside or was released scores nothing, whatever was submitted before; who is beside a panel, not here.
      const standing = new Set(
        pairs.filter((pair) => pair.state === "DECLARED" && !isBeside(pair)).map(({ expertId }) => expertId),
      );
      const submitted = held.flatMap((one) =>
        one.submitted && standing.has(one.expertId) ? [one.submitted] : [],
      );
      return { application, submitted };
    });
    written.push(...(await Promise.all(some)));
  }
  const missing = written.filter(({ submitted }) => submitted.length === 0);
  if (missing.length > 0)
    throw new Problem("reviews-missing", { missing: missing.map(({ application }) => application.id) });
  const scored = written.map(({ application, submitted }) => ({
    application,
    score: writtenScore(submitted, definition.scoring),
  }));
  return whoDefends(scored, defence).map(({ application }) => application);
}
