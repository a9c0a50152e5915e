import type { Bar } from "../../shared/conflicts/may-judge.ts";
import type { DefenceSession, Span } from "../../shared/contract/defence-record.ts";
import { type Assignment, isOfPanel } from "../../shared/contract/experts.ts";
import type { ApplicationId, ExpertId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { overlap } from "./spans.ts";

/** Why an expert may not judge an application. */
export interface Barred {
  tied: Bar["because"] | "recused";
  ground: Bar["ground"];
}

/** An application that defends, with all that may keep it from a slot. */
export interface Presenting {
  applicationId: ApplicationId;
  /** The lead's code. */
  societyCode: SocietyCode;
  /** Every society that the application is of. */
  societyCodes: readonly SocietyCode[];
  blackouts: readonly Span[];
  /** Experts who may not judge it, each with the first reason. */
  barred: ReadonlyMap<ExpertId, Barred>;
  /** Experts who are assigned to it and have neither stood aside nor been released: nobody else scores its defence. */
  assigned: ReadonlySet<ExpertId>;
}

/** Experts who may not sit before an application: whom ties bar, by the rules of assignment, and whoever stood aside from it. */
export function barredOf(
  tied: ReadonlyMap<ExpertId, Bar>,
  pairs: readonly Pick<Assignment, "expertId" | "state">[],
): Map<ExpertId, Barred> {
  const recused = pairs.filter(({ state }) => state === "RECUSED");
  return new Map<ExpertId, Barred>([
    ...[...tied].map(([expertId, { because, ground }]) => [expertId, { tied: because, ground }] as const),
    ...recused.map(({ expertId }) => [expertId, { tied: "recused", ground: null }] as const),
  ]);
}

/** Experts of an application's panel whose pair with it stands. */
export const assignedIn = (
  pairs: readonly Pick<Assignment, "expertId" | "state" | "anchor">[],
): Set<ExpertId> => new Set(pairs.filter(isOfPanel).map(({ expertId }) => expertId));

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
  | ({ because: "conflict"; sessionKey: string; expertId: ExpertId } & Barred)
  | { because: "not-assigned" | "chair-tied" | "chair-not-assigned"; sessionKey: string; expertId: ExpertId }
  | { because: "blackout"; sessionKey: string; fromAt: Span["fromAt"]; toAt: Span["toAt"] };

/**
 * Everything that keeps an application from a session at a time; empty: nothing does. Who is not assigned to it can't score
 * it: each of them stands in the way where the others are fewer than `needed`. A chair stands in the way alone: who is tied to
 * one society of the session, or does not judge it, chairs none of it.
 */
export function obstaclesTo(
  { barred, assigned, blackouts }: Presenting,
  { key: sessionKey, experts, chair }: Pick<DefenceSession, "key" | "experts" | "chair">,
  { needed, ...span }: Span & { needed: number },
): Obstacle[] {
  const met = experts.filter((expertId) => !barred.has(expertId));
  const idle = met.filter((expertId) => !assigned.has(expertId));
  return [
    ...experts.flatMap((expertId) => {
      const why = barred.get(expertId);
      return why ? [{ because: "conflict" as const, sessionKey, expertId, ...why }] : [];
    }),
    ...(met.length - idle.length < needed ? idle : []).map((expertId) => ({
      ...{ because: "not-assigned" as const, sessionKey, expertId },
    })),
    ...chairObstacles(chair, { barred, assigned }).map((one) => ({ ...one, sessionKey })),
    ...blackouts
      .filter((one) => overlap(one, span))
      .map(({ fromAt, toAt }) => ({ because: "blackout" as const, sessionKey, fromAt, toAt })),
  ];
}

/** What keeps a chair from presiding over the defence of an application. */
function chairObstacles(
  chair: ExpertId | undefined,
  { barred, assigned }: Pick<Presenting, "barred" | "assigned">,
) {
  if (chair === undefined) return [];
  if (barred.has(chair)) return [{ because: "chair-tied" as const, expertId: chair }];
  return assigned.has(chair) ? [] : [{ because: "chair-not-assigned" as const, expertId: chair }];
}
