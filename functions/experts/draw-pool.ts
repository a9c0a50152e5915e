import { institutionKey } from "../../shared/conflicts/near-names.ts";
import type { AssignmentDraw, DrawnPanel, DrawPool } from "../../shared/contract/assignment-draw-record.ts";
import { type Expert, isStanding } from "../../shared/contract/experts.ts";
import type { DrawRules, OwnField } from "../../shared/programme/draw-rules.ts";
import { fitOf, plain } from "./fit.ts";
import { instanceOf, type Judged, type PlanGiven, type Planned } from "./plan-instance.ts";

/** A pool, with whom its places stand for. */
export interface Pooled {
  pool: DrawPool;
  judged: Judged[];
  experts: Expert[];
}

const byId =
  <T>(idOf: (one: T) => string) =>
  (a: T, b: T) =>
    idOf(a) < idOf(b) ? -1 : 1;

type Strata = Pick<DrawRules, "strata" | "ownField">;

/** May an expert be drawn for an application of the round, as far as its strata go? */
function isOfStratum(strata: DrawRules["strata"], planned: Planned, a: number, expert: Expert): boolean {
  const fields = expert.fields.map(plain);
  const category = planned.judged[a]?.described.category ?? null;
  if (strata === "none") return true;
  if (strata === "fit") return fitOf(planned.found[a] ?? [], fields) > 0;
  return category !== null && fields.includes(plain(category));
}

/**
 * Who passes every hard rule for an application, beside those who judge it already; the stratum is one of them, unless only
 * some seats are for it.
 */
function eligibleFor(planned: Planned, a: number, { strata, ownField }: Strata): Expert[] {
  const { instance, experts, kept } = planned;
  const found: Expert[] = [];
  for (let pair = instance.starts[a] ?? 0; pair < (instance.starts[a + 1] ?? 0); pair++) {
    const expert = experts[instance.expertOf[pair] ?? -1];
    if (!expert || kept[pair]) continue;
    if (ownField || isOfStratum(strata, planned, a, expert)) found.push(expert);
  }
  return found;
}

/** Does a reserve of an earlier draw wait whom nothing keeps from taking the place? Then nobody is drawn for it. */
const hasReserve = (
  earlier: DrawnPanel | undefined,
  { pairs }: Judged,
  eligible: readonly Expert[],
): boolean =>
  earlier?.reserves.some(
    (id) => eligible.some((one) => one.id === id) && !pairs.some(({ expertId }) => expertId === id),
  ) ?? false;

/**
 * Who can be drawn for what, in the order of the ids: applications that lack experts and have no reserve left, and experts
 * who pass the hard rules for one of them and have room. Fits that officers corrected count for nothing.
 */
export function poolOf(
  given: PlanGiven,
  rules: DrawRules,
  {
    draw,
    earlier,
  }: {
    draw: Pick<AssignmentDraw, "id" | "roundId" | "definitionHash" | "seedHash">;
    earlier: ReadonlyMap<string, DrawnPanel>;
  },
): Pooled {
  const { reviewing } = given;
  const { expertsPerApplication } = reviewing;
  const planned = instanceOf(given);
  const standing = new Map<string, number>();
  for (const { expertId } of planned.judged.flatMap(({ pairs }) => pairs.filter(isStanding)))
    standing.set(expertId, (standing.get(expertId) ?? 0) + 1);
  const placesOf = new Map(
    planned.experts.map(({ id }, e) => [
      id,
      Math.max(0, (planned.instance.experts[e]?.most ?? 0) - (standing.get(id) ?? 0)),
    ]),
  );
  const lacking = planned.judged
    .map((one, a) => ({
      ...{ one, a },
      standing: one.pairs.filter(isStanding).map(({ expertId }) => expertId),
      eligible: eligibleFor(planned, a, rules).filter(({ id }) => (placesOf.get(id) ?? 0) > 0),
    }))
    .filter(
      (row) =>
        row.standing.length < expertsPerApplication &&
        !hasReserve(earlier.get(row.one.application.id), row.one, row.eligible),
    )
    .toSorted(byId((row) => row.one.application.id));
  const wanted = new Set<string>(
    lacking.flatMap((row) => [...row.standing, ...row.eligible.map(({ id }) => id)]),
  );
  const experts = given.experts.filter(({ id }) => wanted.has(id)).toSorted(byId(({ id }) => id));
  const placeOf = new Map<string, number>(experts.map(({ id }, place) => [id, place]));
  const places = (ids: readonly string[]) =>
    ids.flatMap((id) => placeOf.get(id) ?? []).toSorted((a, b) => a - b);
  const institutions = [...new Set(experts.map(({ institution }) => institutionKey(institution)))];
  /** Seats for the own field: as many as the definition says, less what others have taken already and, where they may, fill. */
  const ownOf = (
    { seats, whenShort }: OwnField,
    { planned: of, a, held, eligible }: { planned: Planned; a: number; held: string[]; eligible: Expert[] },
  ) => {
    const may = experts.filter(({ id }) => held.includes(id) || eligible.some((one) => one.id === id));
    const own = may
      .filter((expert) => isOfStratum(rules.strata, of, a, expert))
      .map(({ id }) => id as string);
    const others = held.filter((id) => !own.includes(id)).length;
    const most = Math.min(seats, expertsPerApplication - others);
    return {
      seats: whenShort === "filled" ? Math.min(most, own.length) : most,
      places: places(own),
    };
  };
  const pool: DrawPool = {
    schemaVersion: 1,
    planId: draw.id,
    roundId: draw.roundId,
    definitionHash: draw.definitionHash,
    seedHash: draw.seedHash,
    expertsPerApplication,
    perInstitution: reviewing.assignment.panel.perInstitution,
    strata: rules.strata,
    reserves: rules.reserves,
    ...(rules.ownField && { whenFieldShort: rules.ownField.whenShort }),
    experts: experts.map(({ id, institution }) => ({
      expertId: id,
      institution: institutions.indexOf(institutionKey(institution)),
      places: placesOf.get(id) ?? 0,
    })),
    applications: lacking.map(({ one, a, standing: held, eligible }) => ({
      applicationId: one.application.id,
      stratum: rules.strata === "category" ? one.described.category : null,
      standing: places(held),
      eligible: places(eligible.map(({ id }) => id)),
      ...(rules.ownField && { own: ownOf(rules.ownField, { planned, a, held, eligible }) }),
    })),
  };
  return { pool, judged: lacking.map(({ one }) => one), experts };
}
