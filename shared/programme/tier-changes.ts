import type { PlaceGiven, TierChange } from "../contract/tier-changes.ts";

/** The changes that count: approved, in the order in which they were proposed. */
export const approvedChanges = (changes: readonly TierChange[]): TierChange[] =>
  changes.filter(({ state }) => state === "APPROVED");

/**
 * 审定: the ranking with the places that leadership changed. Rank and order stay; only what a row gets is another. The computed
 * place stands in the decision, and in the change.
 */
export function withChanges<Row extends { applicationId: string; place: { kind: string } }>(
  ranking: readonly Row[],
  changes: readonly TierChange[],
): Row[] {
  const moved = new Map<string, PlaceGiven>(
    approvedChanges(changes).flatMap(({ moves }) =>
      moves.map(({ applicationId, to }) => [applicationId, to] as const),
    ),
  );
  return ranking.map((row) => ({
    ...row,
    place: (moved.get(row.applicationId) ?? row.place) as Row["place"],
  }));
}
