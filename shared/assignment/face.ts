import { type Instance, withPairs } from "./instance.ts";

/** What is left of an instance when nothing of an objective may be lost. */
export interface Face {
  instance: Instance;
  /** False when a choice was made that the objective left open. */
  isWhole: boolean;
}

/** How often a panel can hold each pair without losing worth: never (−1), free (0), always (1). */
function statusesOf(
  { panel, experts, expertOf, starts, forced, k }: Instance,
  a: number,
  worth: (pair: number) => number,
  chosen: readonly number[],
  status: Int8Array,
): boolean {
  // Who has no institution that counts is a group alone, numbered below nought.
  const groupOf = (pair: number) => {
    const institution = panel ? (experts[expertOf[pair] ?? 0]?.institution ?? -1) : -1;
    return institution < 0 ? -1 - pair : institution;
  };
  const [start, end] = [starts[a] ?? 0, starts[a + 1] ?? 0];
  const fixed = new Set<number>();
  for (let pair = start; pair < end; pair++) if (forced[pair]) fixed.add(groupOf(pair));
  const tops = new Map<number, number>();
  for (let pair = start; pair < end; pair++) {
    if (!fixed.has(groupOf(pair)))
      tops.set(groupOf(pair), Math.max(worth(pair), tops.get(groupOf(pair)) ?? Number.NEGATIVE_INFINITY));
  }
  const order = [...tops.values()].sort((x, y) => y - x);
  const needs = k - fixed.size;
  const least = needs > 0 ? (order[needs - 1] ?? 0) : Number.POSITIVE_INFINITY;
  const next = order[needs] ?? Number.NEGATIVE_INFINITY;
  let isWhole = true;
  for (let pair = start; pair < end; pair++) {
    if (forced[pair]) status[pair] = 1;
    else if (fixed.has(groupOf(pair)) || worth(pair) < (tops.get(groupOf(pair)) ?? 0) || worth(pair) < least)
      status[pair] = -1;
    else if (worth(pair) > next) {
      // One of the institution's equals must be in: it stays the one that is.
      const isChosen = chosen.includes(pair);
      let same = 0;
      for (let other = start; panel && other < end; other++)
        if (groupOf(other) === groupOf(pair) && worth(other) === worth(pair)) same++;
      status[pair] = same > 1 && !isChosen ? -1 : 1;
      isWhole &&= same <= 1;
    } else status[pair] = 0;
  }
  return isWhole;
}

/**
 * The instance in which every assignment is as good as the one found, and every one as good is left: pairs that lose are
 * barred, those that all have are forced, loads stay where a price holds them (complementary slackness).
 * @param worthOf of a pair, before its expert's price
 * @param loads each expert's least and most that lose nothing
 */
export function faceOf(
  instance: Instance,
  panels: readonly (readonly number[])[],
  prices: Float64Array,
  worthOf: (pair: number) => number,
  loads: (expert: number) => { least: number; most: number },
): Face {
  const status = new Int8Array(instance.expertOf.length);
  const worth = (pair: number) => worthOf(pair) - (prices[instance.expertOf[pair] ?? 0] ?? 0);
  let isWhole = true;
  for (const [a, chosen] of panels.entries())
    isWhole = statusesOf(instance, a, worth, chosen, status) && isWhole;
  const experts = instance.experts.map((expert, e) => ({ ...expert, ...loads(e) }));
  const forced = new Uint8Array(status.length);
  const wanted = new Uint8Array(status.length);
  for (const [pair, one] of status.entries()) {
    forced[pair] = one === 1 ? 1 : 0;
    wanted[pair] = one < 0 ? 0 : 1;
  }
  return { instance: withPairs({ ...instance, experts, forced }, wanted), isWhole };
}

/** Where a price above nought holds an expert's load at the most, and one below at the least. */
export const heldLoads = (instance: Instance, prices: Float64Array) => (expert: number) => {
  const { least = 0, most = 0 } = instance.experts[expert] ?? {};
  const price = prices[expert] ?? 0;
  return { least: price > 0 ? most : least, most: price < 0 ? least : most };
};

/** The instance in which some applications keep exactly these panels. */
export function frozen(instance: Instance, panels: ReadonlyMap<number, readonly number[]>): Instance {
  const wanted = new Uint8Array(instance.expertOf.length).fill(1);
  const forced = instance.forced.slice();
  for (const [a, pairs] of panels) {
    wanted.fill(0, instance.starts[a] ?? 0, instance.starts[a + 1] ?? 0);
    for (const pair of pairs) {
      wanted[pair] = 1;
      forced[pair] = 1;
    }
  }
  return withPairs({ ...instance, forced }, wanted);
}
