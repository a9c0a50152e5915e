import { boundOf, costOfPlaces, type Proof, type Same } from "./bound.ts";
import { firstPair, type Instance } from "./instance.ts";
import { bestPanel, type Panel } from "./panels.ts";
import { isIn, isOut, type Relaxation } from "./relaxation.ts";

/** An assignment: the pairs of each application, and its total score. */
export interface Found {
  total: number;
  panels: number[][];
}

interface Wish {
  floor: number;
  /** The least total that counts. */
  least: number;
  /** A total that is good enough to stop at. */
  enough: number;
  /** Rounds of multipliers in all; beyond that nothing is claimed. */
  rounds: number;
  /** Only what has other panels than these counts. */
  same?: Same;
}

interface Split {
  a: number;
  pair: number;
  isShort: boolean;
  gap: number;
}

/** Rounds in one case at most, and how many may pass without the bound coming nearer. */
const roundsOfCase = 40;
const patience = 4;
/** The first step of a multiplier, as a share of a point's worth; steps double. */
const firstStep = 1 / 128;

/**
 * Looks for the highest total in which every application's sum reaches the floor: branch and bound over pairs. In a case's
 * bound each application takes its best panel that reaches the floor, at the experts' prices (Lagrangian relaxation with
 * whole panels, Geoffrion 1974); the prices come from the network in which the scores of weak applications count for more.
 */
export class FloorSearch {
  found: Found | undefined;
  /** The lowest bound of the first case, and its prices. */
  root: { bound: number; prices: Float64Array } | undefined;
  rounds = 0;
  cases = 0;
  #goal: number;
  readonly #relaxation: Relaxation;
  readonly #wish: Wish;
  readonly #instance: Instance;

  constructor(relaxation: Relaxation, wish: Wish) {
    this.#relaxation = relaxation;
    this.#instance = relaxation.instance;
    this.#wish = wish;
    this.#goal = wish.least;
  }

  get isEnough(): boolean {
    return this.found !== undefined && this.found.total >= this.#wish.enough;
  }

  /** The least extra weight under which the application's best panel at these prices reaches the floor. */
  #extraOf(a: number, prices: Float64Array, wanted: Panel): number {
    const { status, worth } = this.#relaxation;
    let extra = 0;
    for (;;) {
      const free = bestPanel(this.#instance, a, { prices, unit: worth + extra }, { floor: 0, status });
      if (!free || free.sum >= this.#wish.floor) return extra;
      const needed = (free.value - extra * free.sum - wanted.value) / (wanted.sum - free.sum);
      extra = Math.max(extra + 1, Math.floor(needed) + 1);
    }
  }

  /** Prices that show that the places don't suffice, or that those that must be taken can't be. */
  #shortage(prices: Float64Array, ways: Int8Array): Proof {
    const { worth, status } = this.#relaxation;
    const { floor } = this.#wish;
    for (let more = worth; more < 2 ** 40; more *= 4) {
      const raised = prices.map((price, e) => price + more * (ways[e] ?? 0));
      const bound = boundOf(this.#instance, { prices: raised, unit: worth }, { floor, status });
      if (bound < this.#goal * worth) return { prices: raised };
    }
    throw new RangeError("scores are too large");
  }

  /** One look at the present prices: the bound, what could be decided, and better weights. */
  #round(prices: Float64Array, steps: Float64Array) {
    const { status, worth, extra } = this.#relaxation;
    const { floor } = this.#wish;
    let bound = costOfPlaces(this.#instance, prices);
    let total = 0;
    let isShort = false;
    let split: Split | undefined;
    const weights: { a: number; to: number }[] = [];
    for (let a = 0; a < this.#instance.applications.length; a++) {
      const own = this.#relaxation.panel(a);
      const has = extra[a] ?? 0;
      const isLow = own.sum < floor;
      total += own.sum;
      isShort ||= isLow;
      if (!isLow && has === 0) {
        bound += own.value;
        continue;
      }
      const best = bestPanel(this.#instance, a, { prices, unit: worth }, { floor, status });
      if (!best) return undefined;
      bound += best.value;
      const gap = Math.abs(best.value - own.value);
      const pair = best.pairs.find((one) => status[one] === 0 && !own.pairs.includes(one));
      const isMore = !split || (isLow === split.isShort ? gap > split.gap : isLow);
      if (pair !== undefined && isMore && (gap > 0 || isLow)) split = { a, pair, isShort: isLow, gap };
      const needed = this.#extraOf(a, prices, best);
      const step = steps[a] ?? 0;
      if (isLow) steps[a] = 2 * step;
      const to = isLow
        ? Math.max(needed, has + step)
        : has - needed < 2
          ? needed
          : Math.ceil((has + needed) / 2);
      if (to !== has) weights.push({ a, to });
    }
    return { bound, total, isShort, split, weights };
  }

  /** A proof that this case holds nothing better; undefined when the search ended before. */
  #look(): Proof | undefined {
    const { worth } = this.#relaxation;
    const isRoot = ++this.cases === 1;
    const n = this.#instance.applications.length;
    const steps = new Float64Array(n).fill(worth === 1 ? 2 ** 16 : Math.ceil(worth * firstStep));
    let tight: { bound: number; prices: Float64Array } = {
      bound: Number.POSITIVE_INFINITY,
      prices: new Float64Array(0),
    };
    let split: Split | undefined;
    let idle = 0;
    for (let round = 0; round < roundsOfCase && idle < patience; round++) {
      if (++this.rounds > this.#wish.rounds) return undefined;
      const ways = this.#relaxation.send();
      const { prices } = this.#relaxation;
      if (ways) return this.#shortage(prices, ways);
      const seen = this.#round(prices, steps);
      if (!seen) return { prices };
      if (!seen.isShort && seen.total >= this.#goal && this.#isSame()) return this.#branchSame();
      if (!seen.isShort && seen.total >= this.#goal) {
        this.#goal = seen.total + 1;
        const panels = Array.from({ length: n }, (_, a) => this.#relaxation.panel(a).pairs);
        this.found = { total: seen.total, panels };
        if (this.isEnough) return undefined;
      }
      const spare = tight.bound - this.#goal * worth;
      idle = seen.bound < tight.bound - spare / 32 ? 0 : idle + 1;
      if (seen.bound < tight.bound) tight = { bound: seen.bound, prices };
      if (isRoot) this.root = tight;
      if (seen.split) split = seen.split;
      if (tight.bound < this.#goal * worth) return { prices: tight.prices };
      if (seen.weights.length === 0) break;
      for (const { a, to } of seen.weights) this.#relaxation.weigh(a, to);
    }
    return split && this.#branch(split);
  }

  #isSame(): boolean {
    const { same } = this.#wish;
    if (!same) return false;
    return [...same].every(([a, pairs]) => {
      const own = new Set(this.#relaxation.panel(a).pairs);
      return pairs.every((pair) => own.has(pair));
    });
  }

  /** Another assignment would lack one of these pairs. */
  #branchSame(): Proof | undefined {
    for (const [a, pairs] of this.#wish.same ?? []) {
      const pair = pairs.find((one) => this.#relaxation.status[one] === 0);
      if (pair !== undefined) return this.#branch({ a, pair });
    }
    return { same: true };
  }

  #branch({ a, pair }: { a: number; pair: number }): Proof | undefined {
    const expert = this.#instance.expertOf[pair] ?? 0;
    this.#relaxation.decide(a, pair, isIn);
    const yes = this.#look();
    this.#relaxation.decide(a, pair, yes ? isOut : 0);
    if (!yes) return undefined;
    const no = this.#look();
    this.#relaxation.decide(a, pair, 0);
    return no && { application: a, expert, isIn: yes, isOut: no };
  }

  /** @returns a proof that nothing of a higher total than found exists, or undefined when the search ended before */
  run(): Proof | undefined {
    return this.#look();
  }
}

/** Panels of a reduced instance, in the pairs of the whole one. */
export function panelsIn(
  whole: Instance,
  part: Instance,
  panels: readonly (readonly number[])[],
): number[][] {
  return panels.map((pairs, a) => {
    let pair = firstPair(whole, a);
    return pairs.map((one) => {
      while (whole.expertOf[pair] !== part.expertOf[one]) pair++;
      return pair++;
    });
  });
}
