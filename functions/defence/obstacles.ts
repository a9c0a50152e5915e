import { isBeside } from "../../shared/contract/anchors.ts";
import { conflictsOf } from "../../shared/contract/conflicts.ts";
import type { DefenceSession, Span } from "../../shared/contract/defence-record.ts";
import type { Assignment, Expert } from "../../shared/contract/experts.ts";
import type { ApplicationId, ExpertId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type { ConflictRule } from "../../shared/programme/reviewing.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { overlap } from "./spans.ts";

/** An application that defends, with all that may keep it from a slot. */
export interface Presenting {
  applicationId: ApplicationId;
  /** The lead's code. */
  societyCode: SocietyCode;
  /** Every society that the application is of. */
  societyCodes: readonly SocietyCode[];
  blackouts: readonly Span[];
  /** Experts who may not judge it. */
  barred: ReadonlySet<ExpertId>;
  /** Experts who are assigned to it and have neither stood aside nor been released: nobody else scores its defence. */
  assigned: ReadonlySet<ExpertId>;
}

/**
 * Experts who may not sit before an application: by the very rules of assignment, and whoever stood aside from it.
 * @param onDate the day on which the timetable is made
 */
export function barredFrom(
  of: { societyCodes: readonly SocietyCode[] },
  given: {
    experts: readonly Pick<Expert, "id" | "ties">[];
    pairs: readonly Pick<Assignment, "expertId" | "state">[];
    rules: readonly ConflictRule[];
    onDate: LocalDate;
  },
): Set<ExpertId> {
  const { experts, pairs, rules, onDate } = given;
  const tied = experts.filter(({ ties }) => conflictsOf(ties, of, { rules, onDate }).bars.length > 0);
  const recused = pairs.filter(({ state }) => state === "RECUSED");
  return new Set([...tied.map(({ id }) => id), ...recused.map(({ expertId }) => expertId)]);
}

/** Experts of an application's panel whose pair with it stands. */
export const assignedIn = (
  pairs: readonly Pick<Assignment, "expertId" | "state" | "anchor">[],
): Set<ExpertId> =>
  new Set(
    pairs
      .filter((pair) => (pair.state === "ASSIGNED" || pair.state === "DECLARED") && !isBeside(pair))
      .map(({ expertId }) => expertId),
  );

/**
 * How many of a session's panel must be assigned to an application, so that its defence has its quorum and enough scores
 * (`defence.attendance.quorum`, the stage's `minScores`); never more than the panel.
 */
export function scorersNeeded({
  defence,
  scoring,
}: Pick<ProgrammeDefinition, "defence" | "scoring">): number {
  const fewest = scoring.stages.find(({ id }) => id === "defence")?.minScores ?? 1;
  const needed = Math.max(fewest, defence?.attendance?.quorum ?? 1);
  return Math.min(needed, defence?.panelSize ?? needed);
}

/** What stands between an application and a time in a session. */
export type Obstacle =
  | { because: "conflict" | "not-assigned"; sessionKey: string; expertId: ExpertId }
  | { because: "blackout"; sessionKey: string; fromAt: Span["fromAt"]; toAt: Span["toAt"] };

/**
 * Everything that keeps an application from a session at a time; empty: nothing does. Who is not assigned to it can't score
 * it: each of them stands in the way where the others are fewer than `needed`.
 */
export function obstaclesTo(
  { barred, assigned, blackouts }: Presenting,
  { key: sessionKey, experts }: Pick<DefenceSession, "key" | "experts">,
  { needed, ...span }: Span & { needed: number },
): Obstacle[] {
  const met = experts.filter((expertId) => !barred.has(expertId));
  const idle = met.filter((expertId) => !assigned.has(expertId));
  return [
    ...experts
      .filter((expertId) => barred.has(expertId))
      .map((expertId) => ({ because: "conflict" as const, sessionKey, expertId })),
    ...(met.length - idle.length < needed ? idle : []).map((expertId) => ({
      ...{ because: "not-assigned" as const, sessionKey, expertId },
    })),
    ...blackouts
      .filter((one) => overlap(one, span))
      .map(({ fromAt, toAt }) => ({ because: "blackout" as const, sessionKey, fromAt, toAt })),
  ];
}
