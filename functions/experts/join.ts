import { tieOf } from "../../shared/conflicts/matches.ts";
import { barOf, type Ties, tiesOf } from "../../shared/conflicts/may-judge.ts";
import { type AnchorPart, isBeside, takesPlace } from "../../shared/contract/anchors.ts";
import type { Application } from "../../shared/contract/application-record.ts";
import type { ConflictMatch } from "../../shared/contract/conflict-matches.ts";
import type { ExpertInvitation, ExpertKeeping } from "../../shared/contract/expert-invitations.ts";
import type { Assignment, Expert, Tie } from "../../shared/contract/experts.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type { Reviewing } from "../../shared/programme/reviewing.ts";
import { capOf, hasRoom, isSameInstitution, needsExperts } from "./conflicts.ts";
import { isIdentified } from "./expert-change.ts";
import { isNotKept, type Unanswered, unansweredBy } from "./invitation.ts";

/** Why an expert can't be given an application now. */
export type Obstacle =
  | { code: "identity-unknown" }
  | { code: "expert-not-accepted"; state: Unanswered }
  | { code: "expert-not-kept" }
  | { code: "conflict-of-interest"; kinds: Tie["kind"][] }
  | { code: "conflict-on-record"; grounds: Pick<ConflictMatch, "ground" | "societyCode" | "source" | "on">[] }
  | {
      code: "conflict-undecided";
      matches: Pick<ConflictMatch, "ground" | "societyCode" | "linkId" | "compared">[];
    }
  | { code: "load-exceeded" }
  | { code: "panel-full"; experts: number }
  | { code: "institution-twice" };

interface Asked {
  expert: Expert;
  /** The invitation to the round; undefined: there is none. */
  invitation: ExpertInvitation | undefined;
  /** What the expert said of other rounds; undefined: nothing. */
  keeping: ExpertKeeping | undefined;
  application: Pick<Application, "roundId" | "societyCode" | "receipt">;
  /** What the expert has in common with the application's societies by what is on record of them. */
  matches: readonly ConflictMatch[];
  /** Applications that the expert has in the round, and experts that the application has. */
  load: number;
  panel: number;
  /** The experts of the application; needed only where the rule of institutions is hard. */
  beside: readonly Pick<Expert, "institution">[];
  /** The part that the expert is to have in an anchor. */
  anchor?: AnchorPart | undefined;
}

/**
 * May the expert judge the application, by the hard rules of the programme? How many and of which institutions are rules of a
 * panel, whose scores are the application's mean: who judges an anchor beside it adds nothing to that mean.
 * @returns what stands against it, or the ties that are to be written down
 */
export function joining(
  { expert, invitation, keeping, application, matches, load, panel, beside, anchor }: Asked,
  { reviewing, onDate }: { reviewing: Reviewing; onDate: LocalDate },
): { obstacle: Obstacle } | { declared: Assignment["declared"] } {
  if (!isIdentified(expert)) return { obstacle: { code: "identity-unknown" } };
  const unanswered = unansweredBy(invitation, reviewing);
  if (unanswered !== null) return { obstacle: { code: "expert-not-accepted", state: unanswered } };
  if (isNotKept(keeping, { roundId: application.roundId, invitation, load }))
    return { obstacle: { code: "expert-not-kept" } };
  const of = { societyCodes: societyCodesOf(application), matches };
  const ties = tiesOf(expert, of, { ...reviewing, onDate });
  const tied = tiedBy(ties);
  if (tied !== null) return { obstacle: tied };
  if (takesPlace({ anchor }) && !hasRoom(load, { loadCap: capOf(expert, reviewing, invitation) }))
    return { obstacle: { code: "load-exceeded" } };
  const isOfPanel = !isBeside({ anchor });
  if (isOfPanel && !needsExperts(panel, reviewing))
    return { obstacle: { code: "panel-full", experts: panel } };
  const isHard = isOfPanel && reviewing.assignment.panel.perInstitution === "hard";
  if (isHard && beside.some((other) => isSameInstitution(expert, other)))
    return { obstacle: { code: "institution-twice" } };
  const { own, onRecord } = ties;
  return { declared: [...own.declared.map(({ tie }) => tie), ...onRecord.declared.map(tieOf)] };
}

/** What bars an expert, with all that the officer has to know of it. */
function tiedBy(ties: Ties): Obstacle | null {
  const { own, onRecord } = ties;
  const because = barOf(ties)?.because;
  if (because === "conflict-of-interest")
    return { code: because, kinds: own.bars.map(({ tie }) => tie.kind) };
  if (because === "conflict-on-record") {
    const grounds = onRecord.bars.map(({ ground, societyCode, source, on }) => ({
      ...{ ground, societyCode, source, on },
    }));
    return { code: because, grounds };
  }
  if (because === undefined) return null;
  const matches = onRecord.open.map(({ ground, societyCode, linkId, compared }) => ({
    ...{ ground, societyCode, linkId, compared },
  }));
  return { code: because, matches };
}
