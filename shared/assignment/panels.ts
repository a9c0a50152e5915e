import type { Instance } from "./instance.ts";

/** An application's panel: what it is worth, its sum of scores, and its pairs. */
export interface Panel {
  value: number;
  sum: number;
  pairs: number[];
}

/** What a panel must obey: its least sum of scores, pairs that must be in (1) or may not be (−1). */
export interface Demand {
  floor: number;
  status?: Int8Array | undefined;
}

type Worth = (pair: number) => number;

/** The k pairs of highest worth, of one institution at most one; of equals the first. Undefined when there are too few. */
function greedy(
  instance: Instance,
  list: readonly number[],
  worth: Worth,
  count: number,
): number[] | undefined {
  const { panel, experts, expertOf } = instance;
  const taken: number[] = [];
  const values: number[] = [];
  const institutionOf = (pair: number) => experts[expertOf[pair] ?? 0]?.institution ?? -1;
  if (count === 0) return taken;
  for (const pair of list) {
    const value = worth(pair);
    if (taken.length === count && value <= (values[count - 1] ?? 0)) continue;
    if (panel && institutionOf(pair) >= 0) {
      const same = taken.findIndex((other) => institutionOf(other) === institutionOf(pair));
      if (same >= 0) {
        if (value <= (values[same] ?? 0)) continue;
        taken.splice(same, 1);
        values.splice(same, 1);
      }
    }
    let at = taken.length;
    while (at > 0 && value > (values[at - 1] ?? 0)) at--;
    taken.splice(at, 0, pair);
    values.splice(at, 0, value);
    if (taken.length > count) {
      taken.pop();
      values.pop();
    }
  }
  return taken.length === count ? taken : undefined;
}

/** Looks through all panels of a short list, best hopes first. */
function search(
  instance: Instance,
  list: readonly number[],
  {
    count,
    floor,
    worth,
    bound,
    best,
  }: { count: number; floor: number; worth: Worth; bound: Worth; best: Panel },
): Panel {
  const { panel, experts, expertOf, scores } = instance;
  const order = list.toSorted((a, b) => bound(b) - bound(a) || a - b);
  const institutions = order.map((pair) => experts[expertOf[pair] ?? 0]?.institution ?? -1);
  const used: number[] = [];
  const chosen: number[] = [];
  let found = best;
  const go = (from: number, hope: number, value: number, sum: number): void => {
    const left = count - chosen.length;
    if (left === 0) {
      if (sum >= floor && value > found.value) found = { value, sum, pairs: [...chosen] };
      return;
    }
    for (let at = from; at + left <= order.length; at++) {
      let reach = hope;
      for (let next = at; next < at + left; next++) reach += bound(order[next] ?? 0);
      if (reach < found.value + 0.999) return;
      const [pair = 0, institution = -1] = [order[at], institutions[at]];
      if (panel && institution >= 0 && used.includes(institution)) continue;
      chosen.push(pair);
      used.push(institution);
      go(at + 1, hope + bound(pair), value + worth(pair), sum + (scores[pair] ?? 0));
      chosen.pop();
      used.pop();
    }
  };
  go(0, 0, 0, 0);
  return found;
}

/**
 * An application's best panel under a floor: the best by `worth + multiplier × score`, the multiplier where it just
 * reaches the floor, bounds from above and shortens the list (Lagrangian relaxation, Fisher 1981); the rest is looked through.
 */
function floored(instance: Instance, list: readonly number[], worth: Worth, count: number, floor: number) {
  const { scores } = instance;
  const score = (pair: number) => scores[pair] ?? 0;
  const panelOf = (pairs: number[]): Panel => ({
    pairs,
    value: pairs.reduce((sum, pair) => sum + worth(pair), 0),
    sum: pairs.reduce((sum, pair) => sum + score(pair), 0),
  });
  const free = greedy(instance, list, worth, count);
  if (!free) return undefined;
  let low = panelOf(free);
  if (low.sum >= floor) return low;
  let high = panelOf(greedy(instance, list, score, count) ?? free);
  if (high.sum < floor) return undefined;
  let multiplier = 0;
  // From panel to panel along the hull of (sum, worth), until nothing lies between the two at the floor.
  for (;;) {
    multiplier = (low.value - high.value) / (high.sum - low.sum);
    const mixed = panelOf(
      greedy(instance, list, (pair) => worth(pair) + multiplier * score(pair), count) ?? free,
    );
    if (mixed.sum <= low.sum || mixed.sum >= high.sum) break;
    if (mixed.sum >= floor) high = mixed;
    else low = mixed;
  }
  // Each pair's share of the bound: what is over the floor counts for nothing.
  const bound = (pair: number) => worth(pair) + multiplier * (score(pair) - floor / count);
  const tops = (greedy({ ...instance, panel: false }, list, bound, count) ?? free).map(bound);
  const others = tops.slice(0, -1).reduce((sum, value) => sum + value, 0);
  const short = list.filter((pair) => others + bound(pair) >= high.value + 0.999);
  return search(instance, short, { count, floor, worth, bound, best: high });
}

/**
 * The application's best panel when a pair is worth `unit × score − price of its expert`, whole numbers; exact.
 * @returns undefined where no panel obeys the demand
 */
export function bestPanel(
  instance: Instance,
  a: number,
  { prices, unit }: { prices: Float64Array; unit: number },
  { floor, status }: Demand,
): Panel | undefined {
  const { starts, expertOf, scores, experts, k, panel, forced: fixed } = instance;
  const worth = (pair: number) => unit * (scores[pair] ?? 0) - (prices[expertOf[pair] ?? 0] ?? 0);
  const institutionOf = (pair: number) => experts[expertOf[pair] ?? 0]?.institution ?? -1;
  const list: number[] = [];
  const forced: number[] = [];
  for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++) {
    const is = status?.[pair] ?? 0;
    if (is === 1 || (is === 0 && fixed[pair])) forced.push(pair);
    else if (is === 0) list.push(pair);
  }
  if (forced.length > k) return undefined;
  const barred = new Set(panel ? forced.map(institutionOf).filter((one) => one >= 0) : []);
  const open = barred.size > 0 ? list.filter((pair) => !barred.has(institutionOf(pair))) : list;
  const own = {
    value: forced.reduce((sum, pair) => sum + worth(pair), 0),
    sum: forced.reduce((sum, pair) => sum + (scores[pair] ?? 0), 0),
  };
  const found = floored(instance, open, worth, k - forced.length, floor - own.sum);
  return (
    found && { value: found.value + own.value, sum: found.sum + own.sum, pairs: [...forced, ...found.pairs] }
  );
}
