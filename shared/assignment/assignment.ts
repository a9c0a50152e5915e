import { evenLoads } from "./balance.ts";
import type { Shortage } from "./coverage.ts";
import { faceOf, frozen, heldLoads } from "./face.ts";
import { type Instance, loadsOf, pairAt, sumOf } from "./instance.ts";
import { drawn } from "./tie.ts";
import { highestTotal } from "./total.ts";
import { areOnly, liftWorst, ownBest, worstOf } from "./worst.ts";

export const objectives = ["worst", "total", "balance"] as const;
export type Objective = (typeof objectives)[number];

/** How long to look for a proof under a floor; a count and no time, so that every machine ends at the same. */
const roundsWished = 50_000;

export interface Wishes {
  /** In this order: a later one only chooses among what is best by those before. */
  objectives: readonly Objective[];
  seed: number;
  /** Pairs that were promised (1): as few as possible are broken, before all other objectives. */
  kept?: Uint8Array | undefined;
  rounds?: number;
}

export interface Assignment {
  /** The pairs of each application, as places in the instance. */
  panels: number[][];
  worst: number;
  total: number;
  loads: Int32Array;
  /** Promised pairs that had to be broken. */
  broken: number;
  /** Each application's best possible panel sum, whoever else needs the experts: what was to be had for it. */
  ownBest: number[];
  /** Every objective is proven to be the best possible after those before it, and the proofs were followed. */
  isOptimal: boolean;
}

/** Where the search stands: what is still open, and whether all of it is proven. */
interface Stand {
  instance: Instance;
  isProven: boolean;
}

const everyPairOf = (from: Instance, to: Instance, panels: readonly (readonly number[])[]) =>
  panels.map((pairs, a) => pairs.map((pair) => pairAt(to, a, from.expertOf[pair] ?? 0)));

/** Objectives that a network can carry, one after the other. */
function narrowed(stand: Stand, wished: readonly Objective[]): Stand | Shortage {
  let { instance, isProven } = stand;
  for (const [place, objective] of wished.entries()) {
    // What was left open matters only to an objective that comes after.
    const isLast = place === wished.length - 1;
    if (objective === "total") {
      const found = highestTotal(instance);
      if ("short" in found) return found;
      const loads = heldLoads(instance, found.prices);
      const face = faceOf(instance, found.panels, found.prices, instance.scores, loads);
      instance = face.instance;
      isProven &&= found.isProven && (isLast || face.isWhole);
    } else {
      const even = evenLoads(instance);
      if ("short" in even) return even;
      instance = even.instance;
      isProven &&= even.isProven && (isLast || even.isWhole);
    }
  }
  return { instance, isProven };
}

/** The worst-served application is lifted, and then what comes after it; whoever the floor holds keeps the panel found. */
function lifted(stand: Stand, after: readonly Objective[], { seed, rounds = roundsWished }: Wishes) {
  const start = highestTotal(stand.instance);
  if ("short" in start) return start;
  const worst = liftWorst(stand.instance, start, rounds);
  const { floor, best, isProven } = worst;
  const held = new Map<number, readonly number[]>();
  const needsProof = after.some((objective) => objective === "balance");
  for (;;) {
    const rest = narrowed(
      { instance: frozen(stand.instance, held), isProven: stand.isProven && isProven },
      after,
    );
    if ("short" in rest) return rest;
    const panels = everyPairOf(rest.instance, stand.instance, drawn(rest.instance, seed));
    const low = panels.flatMap((pairs, a) => (sumOf(stand.instance, pairs) < floor ? [a] : []));
    for (const a of low) held.set(a, best.panels[a] ?? []);
    if (low.length > 0) continue;
    const isFree = !needsProof || held.size === 0;
    const isOnly = isFree || areOnly(stand.instance, start, worst, held.keys(), rounds);
    return { panels, isProven: rest.isProven && isOnly };
  }
}

/** As few promised pairs as possible are broken: the highest total of promises kept. */
function keeping(instance: Instance, kept: Uint8Array): Stand | Shortage {
  const promised = { ...instance, scores: Int32Array.from(kept) };
  const found = highestTotal(promised);
  if ("short" in found) return found;
  const loads = heldLoads(instance, found.prices);
  const face = faceOf(instance, found.panels, found.prices, promised.scores, loads);
  return { instance: face.instance, isProven: found.isProven && face.isWhole };
}

/**
 * The best assignment: every application has k experts, nobody more than they take, pairs that are barred are not made;
 * promises first, then the objectives in their order, each exactly, and among equals one by lot.
 * The same applications, experts and seed give the same pairs, in whatever order they come, as long as the instance lists
 * them in the order of their ids.
 * @returns the assignment, or why there is none
 */
export function assign(instance: Instance, wishes: Wishes): Assignment | Shortage {
  const kept = wishes.kept;
  const first: Stand | Shortage = kept ? keeping(instance, kept) : { instance, isProven: true };
  if ("short" in first) return first;
  const at = wishes.objectives.indexOf("worst");
  const before = narrowed(first, at < 0 ? wishes.objectives : wishes.objectives.slice(0, at));
  if ("short" in before) return before;
  let isOptimal = before.isProven;
  let panels: number[][];
  if (at < 0) {
    panels = drawn(before.instance, wishes.seed);
  } else {
    const found = lifted(before, wishes.objectives.slice(at + 1), wishes);
    if ("short" in found) return found;
    ({ panels } = found);
    isOptimal = found.isProven;
  }
  panels = everyPairOf(before.instance, instance, panels);
  const promises = kept ? kept.reduce((sum, one) => sum + one, 0) : 0;
  const honoured = kept ? panels.flat().reduce((sum, pair) => sum + (kept[pair] ?? 0), 0) : 0;
  return {
    panels,
    worst: worstOf(instance, panels),
    total: panels.reduce((sum, pairs) => sum + sumOf(instance, pairs), 0),
    loads: loadsOf(instance, panels),
    broken: promises - honoured,
    ownBest: ownBest(instance),
    isOptimal,
  };
}
