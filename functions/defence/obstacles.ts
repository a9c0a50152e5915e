import { conflictsOf } from "../../shared/contract/conflicts.ts";
import type { DefenceSession, Span } from "../../shared/contract/defence-record.ts";
import type { Assignment, Expert } from "../../shared/contract/experts.ts";
import type { ApplicationId, ExpertId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type { ConflictRule } from "../../shared/programme/reviewing.ts";
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

/** What stands between an application and a time in a session. */
export type Obstacle =
  | { because: "conflict"; sessionKey: string; expertId: ExpertId }
  | { because: "blackout"; sessionKey: string; fromAt: Span["fromAt"]; toAt: Span["toAt"] };

/** Everything that keeps an application from a session at a time; empty: nothing does. */
export function obstaclesTo(
  { barred, blackouts }: Presenting,
  { key: sessionKey, experts }: Pick<DefenceSession, "key" | "experts">,
  span: Span,
): Obstacle[] {
  return [
    ...experts
      .filter((expertId) => barred.has(expertId))
      .map((expertId) => ({ because: "conflict" as const, sessionKey, expertId })),
    ...blackouts
      .filter((one) => overlap(one, span))
      .map(({ fromAt, toAt }) => ({ because: "blackout" as const, sessionKey, fromAt, toAt })),
  ];
}
