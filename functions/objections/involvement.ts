import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Appeal, Reinstatement } from "../../shared/contract/reconsidered.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Actor } from "../../shared/runtime/actor.ts";

/** What people did on the way to a place. */
export interface History {
  determination: Pick<Determination, "firstOfficer" | "secondOfficer"> | undefined;
  appeals: readonly Pick<Appeal, "stamps">[];
  reinstatement: Pick<Reinstatement, "stamps"> | undefined;
  decision: Pick<DecisionRecord, "proposedBy" | "approvedBy"> | undefined;
  /** Who scored it. */
  experts: readonly string[];
  /** The target and, where a society objects, that one. */
  societies: readonly SocietyCode[];
  /** The people of the target. */
  members: readonly string[];
}

/**
 * Had this person a part in what is disputed, or in one of the societies? Where the history that would tell is not there, the
 * answer is yes.
 */
export function wasInvolved(
  { id, societyCode, expertId }: Pick<Actor, "id" | "societyCode" | "expertId">,
  { determination, appeals, reinstatement, decision, experts, societies, members }: History,
): boolean {
  if (!determination || !decision) return true;
  const took = [
    determination.firstOfficer,
    determination.secondOfficer,
    decision.proposedBy,
    decision.approvedBy,
    ...[...appeals, ...(reinstatement ? [reinstatement] : [])].flatMap(({ stamps }) =>
      stamps.map(({ who }) => who),
    ),
    ...members,
  ];
  const isOfSociety = societyCode !== null && societies.includes(societyCode);
  return took.includes(id) || isOfSociety || (expertId !== null && experts.includes(expertId));
}
