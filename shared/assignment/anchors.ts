import { hashOf } from "./tie.ts";

/** An application that may become an anchor: how many experts no rule keeps from it, and whether it was one before. */
export interface Candidate {
  id: string;
  mayJudge: number;
  wasAnchor: boolean;
}

const byText = (a: string, b: string) => (a < b ? -1 : 1);

/**
 * The anchors among the applications, by place and in order: those that were one stay; then, up to the count, by how many
 * experts may judge them ("widest") and by lot among equals, or by lot alone ("lot"). The lot hangs on seed and id, so that
 * the order of input changes nothing.
 */
export function anchorsAmong(
  candidates: readonly Candidate[],
  { count, choice, seed }: { count: number; choice: "widest" | "lot"; seed: number },
): number[] {
  const rows = candidates.map((one, place) => ({ ...one, place, lot: hashOf(one.id, seed ^ 0x85ebca6b) }));
  const stay = rows.filter(({ wasAnchor }) => wasAnchor);
  const others = rows
    .filter(({ wasAnchor }) => !wasAnchor)
    .toSorted(
      (a, b) => (choice === "widest" ? b.mayJudge - a.mayJudge : 0) || a.lot - b.lot || byText(a.id, b.id),
    );
  const chosen = [...stay, ...others.slice(0, Math.max(0, count - stay.length))];
  return chosen.map(({ place }) => place).toSorted((a, b) => a - b);
}
