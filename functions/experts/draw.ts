import { firstInOrder } from "../../shared/assignment/by-lot.ts";
import type { Shortage } from "../../shared/assignment/coverage.ts";
import { type Instance, pairAt } from "../../shared/assignment/instance.ts";
import type { DrawPool, DrawResult } from "../../shared/contract/assignment-draw-record.ts";
import type { Sha256 } from "../../shared/kernel/ids.ts";
import { inLotOrder } from "../../shared/kernel/lots.ts";

/** Which rules that may be given up are asked. */
interface Asked {
  /** Of an institution at most one. */
  panel: boolean;
  /** Seats for the own field. */
  field: boolean;
}

/** Who may come from other fields, application by application: as many as its seats leave over. */
function limitedBy({ applications, expertsPerApplication: k }: DrawPool, expertOf: readonly number[]) {
  const is = new Uint8Array(expertOf.length);
  let pair = 0;
  for (const { standing, eligible, own } of applications) {
    const places = new Set(own?.places);
    for (let at = 0; at < standing.length + eligible.length; at++, pair++)
      is[pair] = own && !places.has(expertOf[pair] ?? -1) ? 1 : 0;
  }
  return { is, most: Int32Array.from(applications, ({ own }) => k - (own?.seats ?? 0)) };
}

/** The pool as an instance; who stands is forced. */
function instanceOfPool(pool: DrawPool, { panel, field }: Asked): Instance {
  const { applications, experts, expertsPerApplication } = pool;
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
  const limited = field
    ? limitedBy(
        pool,
        rows.map(({ expert }) => expert),
      )
    : undefined;
  return {
    k: expertsPerApplication,
    panel,
    ...(limited && { limited }),
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
  fieldSeats?: NonNullable<DrawResult["fieldSeats"]>;
}

/**
 * The first assignment in an order of pairs. A soft rule of institutions is given up where it leaves somebody short, and so are
 * seats for the own field that others may fill.
 */
function firstOf(pool: DrawPool, order: readonly Pair[]): Found | Shortage {
  const found = (panel: boolean, field = false) => {
    const instance = instanceOfPool(pool, { panel, field });
    const pairs = order.map(({ application, expert }) => pairAt(instance, application, expert));
    return { instance, panels: pool.applications.length === 0 ? [] : firstInOrder(instance, pairs) };
  };
  if (pool.whenFieldShort !== undefined) {
    const seated = found(false, true);
    if (!("short" in seated.panels))
      return { instance: seated.instance, panels: seated.panels, perInstitution: "off", fieldSeats: "held" };
    if (pool.whenFieldShort === "refused") return seated.panels;
    const open = found(false);
    if ("short" in open.panels) return open.panels;
    return { instance: open.instance, panels: open.panels, perInstitution: "off", fieldSeats: "given-up" };
  }
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
  const { instance, panels, perInstitution, fieldSeats } = found;
  return {
    schemaVersion: 1,
    planId: pool.planId,
    poolHash,
    seed,
    perInstitution,
    ...(fieldSeats && { fieldSeats }),
    panels: pool.applications.map(({ applicationId, standing, own: field }, a) => {
      const taken = new Set(panels[a]?.map((pair) => instance.expertOf[pair]));
      const own = (lotted[a] ?? []).map(({ thing, lot }) => ({
        place: thing,
        of: { expertId: idOf(thing), lot },
      }));
      const waiting = own.filter(({ place }) => !taken.has(place));
      // Of each field as many as are asked for: those of the own one have seats that others can't take.
      const ranks = { own: 0, other: 0 };
      const reserves = waiting.filter(
        ({ place }) => ranks[field?.places.includes(place) ? "own" : "other"]++ < pool.reserves,
      );
      const seats = fieldSeats === "held" ? (field?.seats ?? 0) : 0;
      return {
        applicationId,
        standing: standing.map(idOf),
        drawn: own.filter(({ place }) => taken.has(place)).map(({ of }) => of),
        reserves: reserves.map(({ of }) => of),
        ...(field && { own: { seats, experts: field.places.map(idOf) } }),
      };
    }),
  };
}
