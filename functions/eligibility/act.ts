import type { Determination } from "../../shared/contract/eligibility.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { DeterminationAct } from "./lifecycle.ts";

/**
 * Which act an officer's decision is, given what others have said before.
 * @returns the act, or the refusal: evidence-required (missing is never a pass), second-person-required
 */
export function actOf(
  held: Determination,
  decision: "cleared" | "rejected",
  officer: string,
): DeterminationAct | Problem {
  if (decision === "cleared") {
    if (held.proposal === "pass") return "clear";
    const open = held.findings.filter((one) => one.outcome !== "pass" && !one.isShownOnly);
    return new Problem("evidence-required", { findings: open });
  }
  if (held.state !== "REJECTION_PROPOSED") return "propose-rejection";
  return held.firstOfficer === officer ? new Problem("second-person-required") : "confirm-rejection";
}
