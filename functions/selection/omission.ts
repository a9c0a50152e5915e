import type { Omission } from "../../shared/contract/omissions.ts";
import type { Sha256 as Hash } from "../../shared/programme/freeze.ts";
import { decide } from "./decide.ts";
import type { Snapshot } from "./snapshot.ts";

type Score = Pick<Omission, "applicationId" | "stage" | "expertId">;

const isOf = (one: Score) => (sheet: Snapshot["sheets"][number]) =>
  sheet.applicationId === one.applicationId && sheet.stage === one.stage && sheet.expertId === one.expertId;

/** The snapshot with these scores marked as left out: they stay in it, and count for nothing. */
export function withoutScores(snapshot: Snapshot, left: readonly Score[]): Snapshot {
  if (left.length === 0) return snapshot;
  const sheets = snapshot.sheets.map((sheet) =>
    left.some((one) => isOf(one)(sheet)) ? { ...sheet, isLeftOut: true as const } : sheet,
  );
  return { ...snapshot, sheets };
}

/** Does the score stand and count? */
export const isCounted = ({ sheets }: Snapshot, one: Score): boolean =>
  sheets.some((sheet) => isOf(one)(sheet) && sheet.isLeftOut === undefined);

/** The stages in which applications have too few scores that count. */
export function tooFew({ scoring, applications, sheets }: Snapshot) {
  const counting = sheets.filter(({ isLeftOut, isBeside }) => !isLeftOut && !isBeside);
  return applications.flatMap(({ id, absentFrom = [] }) =>
    scoring.stages.flatMap(({ id: stage, minScores }) => {
      if (absentFrom.includes(stage)) return [];
      const count = counting.filter((one) => one.applicationId === id && one.stage === stage).length;
      return count < minScores ? [{ applicationId: id, stage, sheets: count }] : [];
    }),
  );
}

/** The ranking with a score and without it: where its application stands, and whose rank changes. */
export function effectOf(
  snapshot: Snapshot,
  score: Score,
  sha256: Hash,
): Pick<Omission, "before" | "after" | "moved"> {
  const [before, after] = [snapshot, withoutScores(snapshot, [score])].map(
    (one) => new Map(decide(one, sha256).ranking.map((row) => [row.applicationId, row])),
  );
  const standing = (rows: typeof before) => {
    const row = rows?.get(score.applicationId);
    if (!row) throw new Error(`${score.applicationId} is not ranked`);
    return { rank: row.rank, composite: row.composite };
  };
  const moved = [...(before ?? [])].flatMap(([applicationId, { rank }]) => {
    const now = after?.get(applicationId)?.rank ?? rank;
    return now === rank ? [] : [{ applicationId, before: rank, after: now }];
  });
  return { before: standing(before), after: standing(after), moved };
}
