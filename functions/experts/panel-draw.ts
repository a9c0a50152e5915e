import { cover, type Shortage } from "../../shared/assignment/coverage.ts";
import {
  among,
  type Covered,
  type Covering,
  firstCovering,
  lackingOf,
} from "../../shared/assignment/covering.ts";
import { netOf } from "../../shared/assignment/flow.ts";
import type { Instance } from "../../shared/assignment/instance.ts";
import type { PanelPool, PanelResult } from "../../shared/contract/round-panel-record.ts";
import type { Sha256 } from "../../shared/kernel/ids.ts";
import { inLotOrder } from "../../shared/kernel/lots.ts";

/** A stratum with fewer experts than seats. */
export interface ShortStratum {
  stratum: string;
  seats: number;
  experts: number;
}

/** Why no panel can be drawn: strata that are short, or applications that no panel of so many seats can cover. */
export interface PanelShortage extends Shortage {
  strata: ShortStratum[];
}

function instanceOfPool(pool: PanelPool, panel: boolean): Instance {
  const { applications, experts, expertsPerApplication: k } = pool;
  const rows = applications.map(({ eligible }) => eligible);
  const pairs = rows.flat();
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.length);
  return {
    ...{ k, panel },
    applications: applications.map(({ applicationId }) => applicationId),
    experts: experts.map(({ expertId: id, institution, places }) => ({
      ...{ id, least: 0, most: places, institution },
    })),
    starts: Int32Array.from(starts),
    expertOf: Int32Array.from(pairs),
    scores: new Int32Array(pairs.length),
    forced: new Uint8Array(pairs.length),
  };
}

const countsOf = ({ strata, experts }: PanelPool) =>
  strata.map((_, at) => experts.filter(({ stratum }) => stratum === at).length);

/** Seats that a stratum can fill itself, and those that anybody may take because it can't. */
function coveringOf(pool: PanelPool, isOneEach: boolean): Covering {
  const counts = countsOf(pool);
  const isFilled = pool.whenShort === "filled";
  const own = pool.strata.map(({ seats }, at) => (isFilled ? Math.min(seats, counts[at] ?? 0) : seats));
  const asked = pool.strata.reduce((sum, { seats }) => sum + seats, 0);
  return {
    instance: instanceOfPool(pool, isOneEach),
    groupOf: pool.experts.map(({ stratum }) => stratum ?? -1),
    seats: own,
    spare: asked - own.reduce((sum, seats) => sum + seats, 0),
  };
}

type Found = Covered & Pick<PanelResult, "perInstitution">;

/** The first panel in an order; a soft rule of institutions is given up where no panel could hold it. */
function firstOf(pool: PanelPool, order: readonly number[]): Found | undefined {
  const isAsked = pool.perInstitution !== "off";
  const found = firstCovering(coveringOf(pool, isAsked), order);
  if (found) return { ...found, perInstitution: isAsked ? "held" : "off" };
  const without = pool.perInstitution === "soft" && firstCovering(coveringOf(pool, false), order);
  return without ? { ...without, perInstitution: "given-up" } : undefined;
}

const everybody = ({ experts }: PanelPool) => experts.map((_, place) => place);

/** Strata that have too few experts, where nobody else may take their seats or there is nobody else. */
function shortStrata(pool: PanelPool): ShortStratum[] {
  const counts = countsOf(pool);
  const short = pool.strata.flatMap(({ stratum, seats }, at) => {
    const experts = counts[at] ?? 0;
    return experts < seats ? [{ stratum, seats, experts }] : [];
  });
  const asked = pool.strata.reduce((sum, { seats }) => sum + seats, 0);
  return pool.whenShort === "filled" && pool.experts.length >= asked ? [] : short;
}

/** As many experts as there are seats, each the one who helps most: what these lack is what a panel lacks. */
function bestEffort(of: Covering, order: readonly number[]): Set<number> {
  const chosen = new Set<number>();
  const left = [...of.seats];
  let { spare } = of;
  for (;;) {
    const open = order.filter((e) => !chosen.has(e) && (spare > 0 || (left[of.groupOf[e] ?? -1] ?? 0) > 0));
    const ranked = open.map((expert) => ({
      expert,
      lacking: lackingOf(of.instance, new Set([...chosen, expert])),
    }));
    const [first] = ranked.toSorted((a, b) => a.lacking - b.lacking);
    if (!first) return chosen;
    chosen.add(first.expert);
    const group = of.groupOf[first.expert] ?? -1;
    if ((left[group] ?? 0) > 0) left[group] = (left[group] ?? 0) - 1;
    else spare -= 1;
  }
}

/** Why no panel can be drawn; undefined where one can, whatever the seed. */
export function panelShortageIn(pool: PanelPool): PanelShortage | undefined {
  const strata = shortStrata(pool);
  const nothing = { applications: [], experts: [], relaxation: { places: [], eligible: [], least: [] } };
  const seats = strata.reduce((sum, one) => sum + one.seats - one.experts, 0);
  if (strata.length > 0) return { short: seats, ...nothing, strata };
  if (firstOf(pool, everybody(pool))) return undefined;
  const of = coveringOf(pool, pool.perInstitution === "hard");
  const instance = among(of.instance, bestEffort(of, everybody(pool)));
  const short = cover(
    netOf(instance, () => 0),
    instance,
  );
  return short && { ...short, strata };
}

/**
 * The draw of a round's panel. Every expert has a lot; one after the other, the lowest lot first, an expert is drawn if a seat
 * of the stratum (or one that its stratum can't fill) is free and all seats can then still be taken so that every application
 * can have its experts by the hard rules; otherwise he or she is passed over. The reserves of a stratum are those who were not
 * drawn, in the same order.
 * @param lotOf HMAC-SHA256 of a text under the seed
 * @throws RangeError when no panel can be drawn from the pool
 */
export function drawPanel(
  pool: PanelPool,
  { poolHash, seed, lotOf }: { poolHash: Sha256; seed: string; lotOf: (id: string) => Sha256 },
): PanelResult {
  const lotted = inLotOrder(
    pool.experts.map((expert, place) => ({ ...expert, place })),
    ({ expertId }) => lotOf(expertId),
  );
  const order = lotted.map(({ thing }) => thing.place);
  const found = firstOf(pool, order);
  if (!found) throw new RangeError("no panel can be drawn from the pool");
  const chosen = new Set(found.chosen);
  const passed = new Set(found.passedOver);
  const left = pool.strata.map(({ seats }) => seats);
  // Who takes a seat beyond those of the own stratum fills one that another could not.
  const fills = new Set<number>();
  for (const { thing } of lotted) {
    if (!chosen.has(thing.place)) continue;
    const seats = left[thing.stratum ?? -1] ?? 0;
    if (seats > 0 && thing.stratum !== null) left[thing.stratum] = seats - 1;
    else fills.add(thing.place);
  }
  const group = (stratum: string | null, isOf: (one: (typeof lotted)[number]["thing"]) => boolean) => {
    const of = lotted.filter(({ thing }) => isOf(thing));
    const some = (wanted: (place: number) => boolean) =>
      of
        .filter(({ thing }) => wanted(thing.place))
        .map(({ thing, lot }) => ({ expertId: thing.expertId, lot }));
    return {
      stratum,
      drawn: some((place) => chosen.has(place) && fills.has(place) === (stratum === null)),
      passedOver: some((place) => passed.has(place)),
      reserves: some((place) => !chosen.has(place)).slice(0, pool.reserves),
    };
  };
  return {
    ...{ schemaVersion: 1, of: "round" },
    planId: pool.planId,
    poolHash,
    seed,
    perInstitution: found.perInstitution,
    groups: [
      ...pool.strata.map(({ stratum }, at) => group(stratum, (one) => one.stratum === at)),
      ...(pool.whenShort === "filled" ? [group(null, () => true)] : []),
    ],
  };
}
