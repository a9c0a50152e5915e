import type { DrawnPanel } from "../../shared/contract/assignment-draw-record.ts";
import { type Assignment, isStanding } from "../../shared/contract/experts.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";

/**
 * Whose turn it is to take a free place, in this order. While seats for the own field are free that others can't take, those of
 * the field come alone; where others may fill them, the others come after.
 */
export function inTurn(
  { own }: Pick<DrawnPanel, "own">,
  {
    left,
    pairs,
    expertsPerApplication,
    isFilled,
  }: {
    /** Reserves who were not called yet, by lot. */
    left: readonly ExpertId[];
    pairs: readonly Pick<Assignment, "expertId" | "state">[];
    expertsPerApplication: number;
    isFilled: boolean;
  },
): ExpertId[] {
  if (!own) return [...left];
  const isOwn = (id: ExpertId) => own.experts.includes(id);
  const others = pairs.filter((pair) => isStanding(pair) && !isOwn(pair.expertId)).length;
  if (others < expertsPerApplication - own.seats) return [...left];
  const ofField = left.filter(isOwn);
  return isFilled ? [...ofField, ...left.filter((id) => !isOwn(id))] : ofField;
}
