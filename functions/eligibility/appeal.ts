import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Finding } from "../../shared/contract/findings.ts";
import type { RecordedFacts } from "../../shared/contract/register-record.ts";
import type { DisqualifierRule } from "../../shared/programme/eligibility.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/** The finding that a society may dispute: one of the register's facts, on which it was not let pass. */
export function disputable(
  { disqualifiers }: Pick<ProgrammeDefinition, "disqualifiers">,
  { findings }: Pick<Determination, "findings">,
  id: string,
): { finding: Finding; rule: DisqualifierRule } | undefined {
  const rule = disqualifiers.find((one) => one.id === id)?.rule;
  const finding = findings.find(
    (one) => one.disqualifier === id && one.outcome !== "pass" && !one.isShownOnly,
  );
  return rule && finding && { finding, rule };
}

/** Who imported the facts that a rule looks at. */
function recordersOf({ kind }: DisqualifierRule, facts: RecordedFacts): string[] {
  const { inspections, partyOrganisation, penalties, earlierProjects } = facts;
  const byKind = {
    "annual-inspection": inspections,
    "party-organisation": [partyOrganisation],
    penalties: [penalties],
    "earlier-projects": [earlierProjects],
  };
  return byKind[kind].flatMap((fact) => fact?.recorded.importedBy ?? []);
}

/**
 * Nobody answers an appeal who recorded the fact, or who proposed or confirmed the rejection.
 * @param facts what the register holds of each society of the application that is in it
 */
export function involvedIn(
  rule: DisqualifierRule,
  facts: readonly RecordedFacts[],
  { firstOfficer, secondOfficer }: Pick<Determination, "firstOfficer" | "secondOfficer">,
): string[] {
  const recorders = facts.flatMap((one) => recordersOf(rule, one));
  const officers = [firstOfficer, secondOfficer].filter((one) => one !== null);
  return [...new Set([...recorders, ...officers])].toSorted();
}
