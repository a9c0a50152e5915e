import { nearPrices } from "./auction.ts";
import { boundOf } from "./bound.ts";
import { cover, type Shortage } from "./coverage.ts";
import { chosenOf, netOf, pricesOf } from "./flow.ts";
import { type Instance, pairAt, panelsOf, sumOf, withPairs } from "./instance.ts";
import { sendByPaths } from "./paths.ts";
import { resume } from "./relaxation.ts";
import type { Found } from "./search.ts";

/** More pairs than this are not all put into the network at once when it turns out too small. */
const pairsAtOnce = 60_000;
/** So many pairs more of each application in each round, the best first. */
const morePairs = 15;
/** The network first has what is less than this share of the highest score worse than the least that an application has. */
const nearly = 1 / 256;

export interface Total extends Found {
  /** What a place of each expert costs, points. */
  prices: Float64Array;
  /** The bound that those prices prove is the total itself. */
  isProven: boolean;
}

/** A start of the search: prices, and the pairs of each application, of which some may lack. */
type Start = Pick<Total, "prices" | "panels">;

/** The places of the highest of some figures; of equals the first. */
function highest(pairs: readonly number[], figure: (pair: number) => number, count: number): number[] {
  return pairs.toSorted((a, b) => figure(b) - figure(a) || a - b).slice(0, count);
}

const pairsOf = ({ starts }: Instance, a: number) => {
  const start = starts[a] ?? 0;
  return Array.from({ length: (starts[a + 1] ?? 0) - start }, (_, at) => start + at);
};

/** The highest total of an instance from a start: what is not the best at its prices is sent by cheapest paths. */
function solved(part: Instance, start: Start): Total | Shortage {
  const costOf = (pair: number) => -(part.scores[pair] ?? 0);
  const net = netOf(part, costOf);
  resume(net, part, { prices: start.prices, chosen: start.panels, scale: 1 });
  const shortage = sendByPaths(net) && cover(netOf(part, costOf), part);
  if (shortage) return shortage;
  const panels = panelsOf(part, chosenOf(net, part));
  const total = panels.reduce((sum, pairs) => sum + sumOf(part, pairs), 0);
  return { total, panels, prices: pricesOf(net, part), isProven: false };
}

/** The same panels as pairs of another instance that has them too. */
const moved = (from: Instance, to: Instance, panels: readonly (readonly number[])[]) =>
  panels.map((pairs, a) => pairs.map((pair) => pairAt(to, a, from.expertOf[pair] ?? 0)));

/** The pairs that are worth more at these prices than the least that the application now has, the best first. */
function worthwhile(instance: Instance, a: number, { prices, panels }: Start, wanted: Uint8Array): number[] {
  const { scores, expertOf } = instance;
  const worth = (pair: number) => (scores[pair] ?? 0) - (prices[expertOf[pair] ?? 0] ?? 0);
  const least = Math.min(...(panels[a]?.map(worth) ?? []));
  const better = pairsOf(instance, a).filter((pair) => !wanted[pair] && worth(pair) > least);
  return better.length > morePairs ? highest(better, worth, morePairs) : better;
}

/** Marks what is nearly as good at these prices as what an application has, or all of it if it lacks some. */
function mark(
  instance: Instance,
  a: number,
  { prices, panels }: Start,
  slack: number,
  wanted: Uint8Array,
): void {
  const { starts, expertOf, scores, forced, k } = instance;
  const [start, end] = [starts[a] ?? 0, starts[a + 1] ?? 0];
  const worth = (pair: number) => (scores[pair] ?? 0) - (prices[expertOf[pair] ?? 0] ?? 0);
  let has = 0;
  for (let pair = start; pair < end; pair++) has += forced[pair] ?? 0;
  const own = panels[a] ?? [];
  let least = has + own.length < k ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  for (const pair of own) least = Math.min(least, worth(pair) - slack);
  for (let pair = start; pair < end; pair++) if (worth(pair) >= least) wanted[pair] = 1;
}

/** The pairs with which the network begins (1). */
function promising(instance: Instance, start: Start): Uint8Array {
  const wanted = instance.forced.slice();
  const slack = instance.scores.reduce((most, score) => Math.max(most, score), 0) * nearly;
  for (let a = 0; a < instance.applications.length; a++) mark(instance, a, start, slack, wanted);
  return wanted;
}

/** Pairs of short applications with experts who are not short; everything where that is not too much. @returns whether there are any */
function widen(instance: Instance, wanted: Uint8Array, { applications, experts }: Shortage): boolean {
  const isFew = instance.expertOf.length <= pairsAtOnce;
  const inside = new Set(experts);
  const figure = (pair: number) => instance.scores[pair] ?? 0;
  const isOutside = (pair: number) => !wanted[pair] && !inside.has(instance.expertOf[pair] ?? 0);
  const more = isFew
    ? [...wanted.keys()].filter((pair) => !wanted[pair])
    : applications.flatMap((a) => highest(pairsOf(instance, a).filter(isOutside), figure, morePairs));
  for (const pair of more) wanted[pair] = 1;
  return more.length > 0;
}

/**
 * The assignment of the highest total score. An auction finds prices that are nearly right; a network of the pairs that matter
 * at these makes them right, and takes in what they then call for (column generation, Ford and Fulkerson 1958): the bound
 * over all pairs says when nothing is missing, so that no pair is left out for being outside some list of the best.
 */
export function highestTotal(instance: Instance): Total | Shortage {
  let start: Start = nearPrices(instance);
  const wanted = promising(instance, start);
  for (;;) {
    const part = withPairs(instance, wanted);
    const found = solved(part, { ...start, panels: moved(instance, part, start.panels) });
    if ("short" in found) {
      // The short applications need experts from outside; if nobody is left, they are short indeed.
      if (!widen(instance, wanted, found)) return found;
      continue;
    }
    const last = { ...found, panels: moved(part, instance, found.panels) };
    const bound = boundOf(instance, { prices: last.prices, unit: 1 }, { floor: 0 });
    if (bound === last.total) return { ...last, isProven: true };
    const more = last.panels.flatMap((_, a) => worthwhile(instance, a, last, wanted));
    if (more.length === 0) return last;
    for (const pair of more) wanted[pair] = 1;
    start = last;
  }
}
