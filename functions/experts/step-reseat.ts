import { type AnchorRole, isBeside, takesPlace } from "../../shared/contract/anchors.ts";
import type { PlannedPanel, SkippedPair } from "../../shared/contract/assignment-plan-record.ts";
import { type Assignment, isStanding } from "../../shared/contract/experts.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { manned, panels } from "./records.ts";
import type { Around } from "./step-carry-out.ts";

const roleOf = (pair: Assignment): AnchorRole => (isBeside(pair) ? "beside" : "panel");

/**
 * Whose part in an anchor an approved plan changes has it from now on: who takes the place of a member who dropped out judged the
 * anchor beside its panel already, and whatever he or she has written stays.
 * @returns who has left the anchor meanwhile and can't take the place
 */
export async function reseat(
  { applicationId, experts }: PlannedPanel,
  { commitPart }: Around,
): Promise<SkippedPair[]> {
  const wanted = new Map(experts.flatMap(({ expertId, as, was }) => (as && was ? [[expertId, as]] : [])));
  if (wanted.size === 0) return [];
  // The count is read first: whoever joins or leaves after that moves it, and this write falls and is made anew.
  const panel = await panels.get({ applicationId });
  const pairs = await assignments.getMany(
    [...wanted.keys()].map((expertId) => ({ applicationId, expertId })),
  );
  const moving = pairs.flatMap((pair) => {
    const as = wanted.get(pair.expertId);
    if (!as || !isStanding(pair) || roleOf(pair) === as) return [];
    const next: Assignment = {
      ...pair,
      anchor: { as, isCounted: takesPlace(pair) },
      version: pair.version + 1,
    };
    return [{ next, write: assignments.replace(next, [stillIn([pair.state])]) }];
  });
  const more = moving.reduce((sum, { next }) => sum + (isBeside(next) ? -1 : 1), 0);
  if (moving.length > 0)
    await commitPart({
      writes: [
        ...moving.map(({ write }) => write),
        ...(more === 0 ? [] : [manned(applicationId, panel, more)]),
      ],
    });
  return pairs
    .filter((pair) => wanted.get(pair.expertId) === "panel" && !isStanding(pair))
    .map(({ expertId, state }) => ({ applicationId, expertId, because: state.toLowerCase() }));
}
