import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Appeal, Reinstatement } from "../../shared/contract/reconsidered.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";

/** What people did on the way to a place. */
interface History {
  determination: Pick<Determination, "firstOfficer" | "secondOfficer"> | undefined;
  appeals: readonly Pick<Appeal, "stamps">[];
  reinstatement: Pick<Reinstatement, "stamps"> | undefined;
  decision: Pick<DecisionRecord, "proposedBy" | "approvedBy" | "tierChanges"> | undefined;
  /** Who scored it. */
  experts: readonly string[];
  /** The target and, where a society objects, that one. */
  societies: readonly SocietyCode[];
  /** The people of the target. */
  members: readonly string[];
}

/** Who acts: by their account, and the society or the expert whom it is for. */
interface Person {
  id: string;
  societyCode: SocietyCode | null;
  expertId: string | null;
}

/**
 * Had this person a part in what is disputed, or in one of the societies? Where the history that would tell is not there, the
 * answer is yes.
 */
export function wasInvolved(
  { id, societyCode, expertId }: Person,
  { determination, appeals, reinstatement, decision, experts, societies, members }: History,
): boolean {
  if (!determination || !decision) return true;
  const took = [
    determination.firstOfficer,
    determination.secondOfficer,
    decision.proposedBy,
    decision.approvedBy,
    ...decision.tierChanges.flatMap(({ proposedBy, concludedBy }) => [proposedBy, concludedBy]),
    ...[...appeals, ...(reinstatement ? [reinstatement] : [])].flatMap(({ stamps }) =>
      stamps.map(({ who }) => who),
    ),
    ...members,
  ];
  const isOfSociety = societyCode !== null && societies.includes(societyCode);
  return took.includes(id) || isOfSociety || (expertId !== null && experts.includes(expertId));
}
