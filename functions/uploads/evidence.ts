import type { Determination } from "../../shared/contract/eligibility.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Appeal } from "../../shared/contract/reconsidered.ts";
import type { Instant, Zone } from "../../shared/kernel/time.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { appealDeadline } from "../../shared/programme/appeals.ts";
import type { Appeals } from "../../shared/programme/timetable.ts";

interface Asked {
  terms: Pick<Appeals, "workingDays">;
  zone: Zone;
  determination: Pick<Determination, "state" | "determinedAt" | "findings" | "version"> | undefined;
  /** On this ground. */
  appeal: Pick<Appeal, "state" | "determinationVersion"> | undefined;
}

/**
 * May evidence on one ground of a rejection be sent in now? From the rejection on, as long as an appeal may be lodged, and of
 * a lodged one until it is answered (`timetable.appeals`).
 * @returns the refusal, or undefined
 */
export function evidenceRefused(
  ground: string,
  { terms, zone, determination, appeal }: Asked,
  now: Instant,
): Problem | undefined {
  if (appeal?.state === "LODGED") return undefined;
  if (determination?.state !== "REJECTED" || determination.determinedAt === null) {
    // What one officer proposes is nobody's decision yet, and is not shown to the society.
    return new Problem("wrong-state", { state: determination?.state === "CLEARED" ? "CLEARED" : "FOUND" });
  }
  if (appeal?.determinationVersion === determination.version)
    return new Problem("wrong-state", { appeal: appeal.state });
  const isGround = determination.findings.some(
    ({ disqualifier, outcome }) => disqualifier === ground && outcome !== "pass",
  );
  if (!isGround) return new Problem("not-found", { disqualifier: ground });
  const closesAt = appealDeadline(determination.determinedAt, terms.workingDays, zone);
  if (isUnloaded(closesAt)) return new Problem("calendar-unloaded", { year: closesAt.unloaded });
  return now > closesAt ? new Problem("deadline-passed", { closesAt, arrivedAt: now }) : undefined;
}
