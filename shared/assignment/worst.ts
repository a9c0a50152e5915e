import { holds, type Proof, reduced } from "./bound.ts";
import { type Instance, pairAt, sumOf } from "./instance.ts";
import { bestPanel } from "./panels.ts";
import { Relaxation } from "./relaxation.ts";
import { FloorSearch, type Found, panelsIn } from "./search.ts";

/** What a point is worth when the total counts: prices and multipliers are whole numbers of such parts. */
const fine = 2 ** 16;
/** Only the floor counts; a point is worth next to nothing beside the weight of a weak application. */
const coarse = 1;

/** An assignment with the prices that it was found at (of a point each). */
export interface Start extends Found {
  prices: Float64Array;
}

export interface Worst {
  /** The highest floor under all applications' sums, and the highest total over it. */
  floor: number;
  best: Found;
  /** Whether no higher floor, and no higher total over it, is possible: proven and the proof followed. */
  isProven: boolean;
  /** Prices of a low bound. */
  prices: Float64Array;
}

export const worstOf = (instance: Instance, panels: readonly (readonly number[])[]) =>
  panels.reduce((worst, pairs) => Math.min(worst, sumOf(instance, pairs)), Number.POSITIVE_INFINITY);

/** Each application's best possible panel sum, whoever else needs the experts: nobody can do better for it. */
export function ownBest(instance: Instance): number[] {
  const prices = new Float64Array(instance.experts.length);
  return instance.applications.map(
    (_, a) => bestPanel(instance, a, { prices, unit: 1 }, { floor: 0 })?.value ?? Number.NEGATIVE_INFINITY,
  );
}

/** The same panels as pairs of an instance that holds them all. */
const panelsAmong = (part: Instance, whole: Instance, panels: readonly (readonly number[])[]) =>
  panels.map((pairs, a) =>
    pairs.map((pair) => pairAt(part, a, whole.expertOf[pair] ?? 0)).filter((one) => one >= 0),
  );

/** The highest floor: the weakest application's own best first, then by halves. */
function highestFloor(instance: Instance, start: Start, rounds: number) {
  const top = Math.min(...ownBest(instance));
  let best: Found = start;
  let floor = worstOf(instance, best.panels);
  let barred = top + 1;
  let isProven = true;
  for (let wish = top; floor < wish; wish = Math.floor((floor + barred) / 2)) {
    const relaxation = new Relaxation(instance, coarse, start.prices, start.panels);
    const least = wish * instance.applications.length;
    const search = new FloorSearch(relaxation, { floor: wish, least, enough: least, rounds });
    const proof = search.run();
    if (search.found) {
      best = search.found;
      floor = worstOf(instance, best.panels);
    } else {
      barred = wish;
      isProven &&= proof !== undefined && holds(instance, { floor: wish, goal: least, unit: coarse }, proof);
    }
  }
  return { floor, best, isProven };
}

/** The highest total over a floor. Whenever half the gap is closed, the pairs that no better total can hold are left out. */
function highestTotal(instance: Instance, start: Start, floor: number, first: Found, rounds: number) {
  let best = first;
  let part = instance;
  let spent = 0;
  let enough = 0;
  const barredBy: Float64Array[] = [];
  for (;;) {
    const relaxation = new Relaxation(part, fine, start.prices, panelsAmong(part, instance, start.panels));
    const least = best.total + 1;
    const search = new FloorSearch(relaxation, { floor, least, enough, rounds: rounds - spent });
    const proof = search.run();
    spent += search.rounds;
    if (search.found) best = { ...search.found, panels: panelsIn(instance, part, search.found.panels) };
    if (proof) {
      const whole = barredBy.reduceRight<Proof>((rest, prices) => ({ barredBy: prices, rest }), proof);
      const isProven = holds(instance, { floor, goal: best.total + 1, unit: fine }, whole);
      return { best, isProven, prices: search.root?.prices ?? start.prices };
    }
    if (spent >= rounds || !search.root) return { best, isProven: false, prices: start.prices };
    const { bound, prices } = search.root;
    enough = Math.max(best.total + 1, Math.ceil((bound / fine + best.total) / 2));
    part = reduced(part, { prices, unit: fine }, floor, best.total + 1);
    barredBy.push(prices);
  }
}

/**
 * The assignment whose worst-served application has the highest sum of scores, and of those the one of the highest total
 * (max-min fairness as in Stelmakh, Shah and Singh 2019 and Kobren, Saha and McCallum 2019, here exactly).
 * @param start the assignment of the highest total
 * @param rounds how long to look for a proof; a count and no time, so that every machine ends at the same
 */
export function liftWorst(instance: Instance, start: Start, rounds: number): Worst {
  const lifted = highestFloor(instance, start, rounds);
  const { best, isProven, prices } = highestTotal(instance, start, lifted.floor, lifted.best, rounds);
  return { floor: lifted.floor, best, isProven: isProven && lifted.isProven, prices };
}

/** Whether every assignment over the floor of as high a total gives these applications the panels that the best one does. */
export function areOnly(
  instance: Instance,
  start: Start,
  lifted: Worst,
  held: Iterable<number>,
  rounds: number,
): boolean {
  const { floor, best, prices } = lifted;
  const goal = best.total;
  const part = reduced(instance, { prices, unit: fine }, floor, goal);
  const among = panelsAmong(part, instance, best.panels);
  const same = new Map([...held].map((a) => [a, among[a] ?? []]));
  const relaxation = new Relaxation(part, fine, start.prices, panelsAmong(part, instance, start.panels));
  const search = new FloorSearch(relaxation, { floor, least: goal, enough: goal, rounds, same });
  const proof = search.run();
  return proof !== undefined && holds(part, { floor, goal, unit: fine, same }, proof);
}
