import type { AssignmentRules } from "../../shared/programme/assignment-rules.ts";
import type { Snapshot } from "./snapshot.ts";

type EvenPanel = { applicationId: Snapshot["applications"][number]["id"]; sheets: number };

/**
 * Applications whose written scores that count are an even number, where the programme wants an odd panel: somebody was
 * assigned too few or too many, did not score, or was left out by two officers.
 */
export function evenPanels(
  { applications, sheets }: Snapshot,
  { odd }: AssignmentRules["panel"],
): EvenPanel[] {
  if (!odd) return [];
  return applications.flatMap(({ id }) => {
    const counting = sheets.filter(
      ({ applicationId, stage, isLeftOut, isBeside }) =>
        applicationId === id && stage === "written" && !isLeftOut && !isBeside,
    );
    return counting.length % 2 === 0 ? [{ applicationId: id, sheets: counting.length }] : [];
  });
}
