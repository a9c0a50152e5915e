import { type Instance, pairAt, withPairs } from "./instance.ts";
import { bestPanel, type Demand } from "./panels.ts";

/** Prices of the experts' places, for scores of which a point is worth `unit`. */
export interface Prices {
  prices: Float64Array;
  unit: number;
}

/** What all places cost at these prices: those of a price all, those of a negative one as few as there may be. */
export const costOfPlaces = ({ experts }: Instance, prices: Float64Array) =>
  experts.reduce(
    (sum, { least, most }, e) => sum + (prices[e] ?? 0) * ((prices[e] ?? 0) > 0 ? most : least),
    0,
  );

/**
 * No assignment has a higher total than this: each application's best panel less the experts' prices, plus what all the
 * places cost (weak duality; any prices will do, good ones are tight). It presumes nothing about how a result was found.
 * @returns total score times `unit`; −∞ where an application has no panel that obeys
 */
export function boundOf(instance: Instance, { prices, unit }: Prices, demand: Demand): number {
  let bound = costOfPlaces(instance, prices);
  for (let a = 0; a < instance.applications.length; a++) {
    const panel = bestPanel(instance, a, { prices, unit }, demand);
    if (!panel) return Number.NEGATIVE_INFINITY;
    bound += panel.value;
  }
  return bound;
}

/**
 * The instance without the pairs that no assignment with a total of at least `goal` holds: with any of them in, the bound
 * at these prices falls below it (reduced cost fixing, Dantzig, Fulkerson and Johnson 1954).
 */
export function reduced(instance: Instance, { prices, unit }: Prices, floor: number, goal: number): Instance {
  const { starts, expertOf, scores, applications, k } = instance;
  const free = applications.map((_, a) => bestPanel(instance, a, { prices, unit }, { floor: 0 }));
  const best = applications.map((_, a) => {
    const own = free[a];
    return own && own.sum >= floor ? own : bestPanel(instance, a, { prices, unit }, { floor });
  });
  const bound = best.reduce(
    (sum, panel) => sum + (panel?.value ?? Number.NEGATIVE_INFINITY),
    costOfPlaces(instance, prices),
  );
  const spare = bound - goal * unit;
  const status = new Int8Array(expertOf.length);
  const wanted = new Uint8Array(expertOf.length);
  const worth = (pair: number) => unit * (scores[pair] ?? 0) - (prices[expertOf[pair] ?? 0] ?? 0);
  for (let a = 0; a < applications.length; a++) {
    const [own, top] = [best[a], free[a]];
    const others = (top?.value ?? 0) - Math.min(...(top?.pairs.map(worth) ?? [0]));
    for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++) {
      let lost = (own?.value ?? 0) - others - worth(pair);
      if (lost <= spare && own !== top && k > 1) {
        status[pair] = 1;
        const forced = bestPanel(instance, a, { prices, unit }, { floor, status });
        status[pair] = 0;
        lost = (own?.value ?? 0) - (forced?.value ?? Number.NEGATIVE_INFINITY);
      }
      if (lost <= spare) wanted[pair] = 1;
    }
  }
  return withPairs(instance, wanted);
}

/**
 * A proof that no assignment under a floor has a total of at least `goal`: prices whose bound lies below it; a pair that is
 * in or out, and a proof for either; or prices that bar pairs, and a proof for what is left.
 */
export type Proof =
  | { prices: Float64Array }
  | { application: number; expert: number; isIn: Proof; isOut: Proof }
  | { barredBy: Float64Array; rest: Proof }
  | { same: true };

/** Panels, by application, of which a proof says that no other will do: a case in which all their pairs are in is closed. */
export type Same = ReadonlyMap<number, readonly number[]>;

/** Does the proof hold? It is followed from scratch, with no regard to how it was found. */
export function holds(
  instance: Instance,
  { floor, goal, unit, same }: { floor: number; goal: number; unit: number; same?: Same },
  proof: Proof,
  status: Int8Array = new Int8Array(instance.expertOf.length),
): boolean {
  const claim = { floor, goal, unit, ...(same ? { same } : {}) };
  if ("same" in proof) {
    const isForced = (pair: number) => status[pair] === 1 || instance.forced[pair] === 1;
    return same !== undefined && [...same.values()].flat().every(isForced);
  }
  if ("prices" in proof) {
    return boundOf(instance, { prices: proof.prices, unit }, { floor, status }) < goal * unit;
  }
  if ("barredBy" in proof) {
    // Decisions name pairs of the whole instance: pairs are barred before any is made.
    if (same || status.some((one) => one !== 0)) return false;
    return holds(reduced(instance, { prices: proof.barredBy, unit }, floor, goal), claim, proof.rest);
  }
  const pair = pairAt(instance, proof.application, proof.expert);
  // A pair that prices have barred is out anyway.
  if (pair < 0) return holds(instance, claim, proof.isOut, status);
  if (status[pair] !== 0) return false;
  status[pair] = 1;
  const isInHeld = holds(instance, claim, proof.isIn, status);
  status[pair] = -1;
  const isHeld = isInHeld && holds(instance, claim, proof.isOut, status);
  status[pair] = 0;
  return isHeld;
}
