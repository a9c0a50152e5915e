import { boundOf } from "./bound.ts";
import { cover, type Shortage } from "./coverage.ts";
import { chosenOf, netOf, pricesOf } from "./flow.ts";
import { type Instance, pairAt, panelsOf, sumOf, withPairs } from "./instance.ts";
import { resume } from "./relaxation.ts";
import { sendCheapest } from "./scaling.ts";
import type { Found } from "./search.ts";

/** More pairs than this are not all put into the network at once. */
const pairsAtOnce = 60_000;
/** Of so many the network then has each application's best, and so many more in each round. */
const firstPairs = 40;
const morePairs = 15;

export interface Total extends Found {
  /** What a place of each expert costs, points. */
  prices: Float64Array;
  /** The bound that those prices prove is the total itself. */
  isProven: boolean;
}

/** The places of the highest of some figures; of equals the first. */
function highest(pairs: readonly number[], figure: (pair: number) => number, count: number): number[] {
  return pairs.toSorted((a, b) => figure(b) - figure(a) || a - b).slice(0, count);
}

const pairsOf = ({ starts }: Instance, a: number) => {
  const start = starts[a] ?? 0;
  return Array.from({ length: (starts[a + 1] ?? 0) - start }, (_, at) => start + at);
};

/** How far prices are from right, in points, when pairs have been added: a start of the search, not of the result. */
const nearby = 128;

function solved(part: Instance, before: Total | undefined): Total | Shortage {
  const net = netOf(part, (pair) => -(part.scores[pair] ?? 0));
  if (before) {
    resume(net, part, { prices: before.prices, chosen: before.panels, scale: 1 });
    sendCheapest(net, nearby);
  } else {
    const shortage = cover(net, part);
    if (shortage) return shortage;
    sendCheapest(net);
  }
  const panels = panelsOf(part, chosenOf(net, part));
  const total = panels.reduce((sum, pairs) => sum + sumOf(part, pairs), 0);
  return { total, panels, prices: pricesOf(net, part), isProven: false };
}

/** The same panels as pairs of another instance that has them too. */
const moved = (from: Instance, to: Instance, panels: readonly (readonly number[])[]) =>
  panels.map((pairs, a) => pairs.map((pair) => pairAt(to, a, from.expertOf[pair] ?? 0)));

/** The pairs that are worth more at these prices than the least that the application now has, the best first. */
function worthwhile(instance: Instance, a: number, { prices, panels }: Total, wanted: Uint8Array): number[] {
  const { scores, expertOf } = instance;
  const worth = (pair: number) => (scores[pair] ?? 0) - (prices[expertOf[pair] ?? 0] ?? 0);
  const least = Math.min(...(panels[a]?.map(worth) ?? []));
  const better = pairsOf(instance, a).filter((pair) => !wanted[pair] && worth(pair) > least);
  return better.length > morePairs ? highest(better, worth, morePairs) : better;
}

/**
 * The assignment of the highest total score. A large instance is solved with each application's best pairs first, and with
 * all that the prices then call for (column generation, Ford and Fulkerson 1958): the bound over all pairs says when
 * nothing is missing, so that no pair is left out for being outside some list of the best.
 */
export function highestTotal(instance: Instance): Total | Shortage {
  const prove = (found: Total): Total => {
    const bound = boundOf(instance, { prices: found.prices, unit: 1 }, { floor: 0 });
    return { ...found, isProven: bound === found.total };
  };
  const wanted = Uint8Array.from(instance.forced);
  const n = instance.applications.length;
  const figure = (pair: number) => instance.scores[pair] ?? 0;
  if (instance.expertOf.length <= pairsAtOnce) wanted.fill(1);
  else
    for (let a = 0; a < n; a++)
      for (const pair of highest(pairsOf(instance, a), figure, firstPairs)) wanted[pair] = 1;
  for (let last: Total | undefined; ; ) {
    const part = withPairs(instance, wanted);
    const found = solved(part, last && { ...last, panels: moved(instance, part, last.panels) });
    if ("short" in found) {
      // The short applications need experts from outside; if nobody is left, they are short indeed.
      const inside = new Set(found.experts);
      let isMore = false;
      for (const a of found.applications) {
        const isOutside = (pair: number) => !wanted[pair] && !inside.has(instance.expertOf[pair] ?? 0);
        for (const pair of highest(pairsOf(instance, a).filter(isOutside), figure, morePairs)) {
          wanted[pair] = 1;
          isMore = true;
        }
      }
      if (!isMore) return found;
      continue;
    }
    last = prove({ ...found, panels: moved(part, instance, found.panels) });
    let isMore = false;
    for (let a = 0; !last.isProven && a < n; a++) {
      for (const pair of worthwhile(instance, a, last, wanted)) {
        wanted[pair] = 1;
        isMore = true;
      }
    }
    if (!isMore) return last;
  }
}
