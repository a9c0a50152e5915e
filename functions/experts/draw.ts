import { firstInOrder } from "../../shared/assignment/by-lot.ts";
import type { Shortage } from "../../shared/assignment/coverage.ts";
import { type Instance, pairAt } from "../../shared/assignment/instance.ts";
import type { DrawPool, DrawResult } from "../../shared/contract/assignment-draw-record.ts";
import type { Sha256 } from "../../shared/kernel/ids.ts";
import { inLotOrder } from "../../shared/kernel/lots.ts";

/** The pool as an instance; who stands is forced. `panel`: of an institution at most one. */
function instanceOfPool(
  { applications, experts, expertsPerApplication }: DrawPool,
  panel: boolean,
): Instance {
  const standing = new Int32Array(experts.length);
  const starts = [0];
  const rows: { expert: number; forced: number }[] = [];
  for (const { standing: held, eligible } of applications) {
    for (const place of held) standing[place] = (standing[place] ?? 0) + 1;
    const own = [
      ...held.map((expert) => ({ expert, forced: 1 })),
      ...eligible.map((expert) => ({ expert, forced: 0 })),
    ];
    rows.push(...own.toSorted((a, b) => a.expert - b.expert));
    starts.push(rows.length);
  }
  return {
    k: expertsPerApplication,
    panel,
    applications: applications.map(({ applicationId }) => applicationId),
    experts: experts.map(({ expertId, institution, places }, e) => ({
      ...{ id: expertId, least: 0, institution },
      most: places + (standing[e] ?? 0),
    })),
    starts: Int32Array.from(starts),
    expertOf: Int32Array.from(rows, ({ expert }) => expert),
    scores: new Int32Array(rows.length),
    forced: Uint8Array.from(rows, ({ forced }) => forced),
  };
}

/** A pair that may be made: places in the pool's lists. */
interface Pair {
  application: number;
  expert: number;
}

interface Found {
  instance: Instance;
  panels: number[][];
  perInstitution: DrawResult["perInstitution"];
}

/** The first assignment in an order of pairs. A soft rule of institutions is given up where it leaves somebody short. */
function firstOf(pool: DrawPool, order: readonly Pair[]): Found | Shortage {
  const found = (panel: boolean) => {
    const instance = instanceOfPool(pool, panel);
    const pairs = order.map(({ application, expert }) => pairAt(instance, application, expert));
    return { instance, panels: pool.applications.length === 0 ? [] : firstInOrder(instance, pairs) };
  };
  const isAsked = pool.perInstitution !== "off";
  const { instance, panels } = found(isAsked);
  if (!("short" in panels)) return { instance, panels, perInstitution: isAsked ? "held" : "off" };
  if (pool.perInstitution !== "soft") return panels;
  const without = found(false);
  if ("short" in without.panels) return without.panels;
  return { instance: without.instance, panels: without.panels, perInstitution: "given-up" };
}

/** Why nobody can be drawn from the pool; undefined where every application can have its experts, whatever the seed. */
export function shortageIn(pool: DrawPool): Shortage | undefined {
  const found = firstOf(pool, []);
  return "short" in found ? found : undefined;
}

/**
 * The draw. Every pair that may be made has its lot; pair by pair, the lowest lot first, it is taken if every application
 * can then still have its experts by the hard rules, and passed over if not. The reserves of an application are those who
 * were not taken for it, in the same order.
 * @param lotOf HMAC-SHA256 of a text under the seed
 * @throws RangeError when nothing can be drawn from the pool
 */
export function drawFrom(
  pool: DrawPool,
  { poolHash, seed, lotOf }: { poolHash: Sha256; seed: string; lotOf: (id: string) => Sha256 },
): DrawResult {
  const idOf = (place: number) => {
    const expert = pool.experts[place];
    if (!expert) throw new RangeError(`the pool has no expert ${place}`);
    return expert.expertId;
  };
  const lotted = pool.applications.map(({ applicationId, eligible }) =>
    inLotOrder(eligible, (place) => lotOf(`${applicationId}#${idOf(place)}`)),
  );
  const pairs = lotted.flatMap((own, application) =>
    own.map(({ thing, lot }) => ({ application, expert: thing, lot })),
  );
  const found = firstOf(
    pool,
    inLotOrder(pairs, ({ lot }) => lot).map(({ thing }) => thing),
  );
  if ("short" in found) throw new RangeError("nothing can be drawn from the pool");
  const { instance, panels, perInstitution } = found;
  return {
    schemaVersion: 1,
    planId: pool.planId,
    poolHash,
    seed,
    perInstitution,
    panels: pool.applications.map(({ applicationId, standing }, a) => {
      const taken = new Set(panels[a]?.map((pair) => instance.expertOf[pair]));
      const own = (lotted[a] ?? []).map(({ thing, lot }) => ({
        place: thing,
        of: { expertId: idOf(thing), lot },
      }));
      const reserves = own.filter(({ place }) => !taken.has(place)).slice(0, pool.reserves);
      return {
        applicationId,
        standing: standing.map(idOf),
        drawn: own.filter(({ place }) => taken.has(place)).map(({ of }) => of),
        reserves: reserves.map(({ of }) => of),
      };
    }),
  };
}
