import type { Assignment, Expert } from "../../shared/contract/experts.ts";
import type { PanelCall, RoundPanel } from "../../shared/contract/round-panel-record.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import type { PlanGiven } from "./plan-instance.ts";

type Seated = Pick<RoundPanel, "groups" | "calls">;

/** Who was drawn or called, whatever became of them. */
export const everSeated = ({ groups, calls }: Seated): ReadonlySet<ExpertId> =>
  new Set([
    ...groups.flatMap(({ drawn }) => drawn.map(({ expertId }) => expertId)),
    ...calls.flatMap(({ expertId }) => expertId ?? []),
  ]);

/** Who has a seat now: whoever a reserve was called for has none any more. */
export function seatedIn(panel: Seated): ReadonlySet<ExpertId> {
  const seated = new Set(everSeated(panel));
  for (const { inPlaceOf } of panel.calls) if (inPlaceOf) seated.delete(inPlaceOf);
  return seated;
}

/**
 * What a plan follows from where a panel was drawn: its experts alone. Who dropped out is given nothing new, and keeps what he
 * or she still has.
 */
export function amongPanel(given: PlanGiven, panel: Seated): PlanGiven {
  const seated = seatedIn(panel);
  const experts = given.experts.flatMap((expert): Expert[] => {
    if (seated.has(expert.id)) return [expert];
    const load = given.loads.get(expert.id) ?? 0;
    return load > 0 ? [{ ...expert, loadCap: load }] : [];
  });
  return { ...given, experts };
}

/** Who of the panel was released from an application or stepped down, and has no reserve called for him or her yet. */
export function droppedOut(
  { groups, calls }: Seated,
  pairs: readonly Pick<Assignment, "expertId" | "state" | "releasedBecause" | "planId">[],
): ExpertId | undefined {
  const seated = everSeated({ groups, calls });
  return pairs.find(
    ({ expertId, state, releasedBecause }) =>
      state === "RELEASED" &&
      !releasedBecause?.startsWith("assignment-plan ") &&
      seated.has(expertId) &&
      !calls.some(({ inPlaceOf }) => inPlaceOf === expertId),
  )?.expertId;
}

/** The group in which an expert sits: that of the draw, or that of whose place he or she took. */
function groupOf({ groups, calls }: Seated, expertId: ExpertId): RoundPanel["groups"][number] | undefined {
  const own = groups.find(({ drawn }) => drawn.some((one) => one.expertId === expertId));
  if (own) return own;
  const call = calls.find((one) => one.expertId === expertId);
  if (call?.inPlaceOf) return groupOf({ groups, calls }, call.inPlaceOf);
  return groups.find(({ reserves }) => reserves.some((one) => one.expertId === expertId));
}

/** Whose turn it is, in the order of the lots: of the stratum of who dropped out, or of all where nobody did. */
export function nextReserves(panel: Seated, inPlaceOf: PanelCall["inPlaceOf"]): ExpertId[] {
  const ever = everSeated(panel);
  const own = inPlaceOf === null ? undefined : groupOf(panel, inPlaceOf);
  const lots = (own ? [own] : panel.groups).flatMap(({ reserves }) => reserves);
  const waiting = lots.filter(({ expertId }) => !ever.has(expertId));
  const ordered = waiting.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ expertId }) => expertId);
  return [...new Set(ordered)];
}
