import type { Instance } from "./instance.ts";
import { Places, Waiting } from "./places.ts";
import { Shortlist } from "./shortlist.ts";

/** How many places apart the first bids are at least, as a share of the span of the scores, and how much finer each round is. */
const coarsest = 1 / 4;
const finer = 1 / 5;
/** The finest bids, as shares of the span and of the step of the scores. */
const finest = 1 / 16_384;
const finestStep = 1 / 4;
/** By how many of the last bids prices fall before the next round: right ones are best found from below. */
const fall = 5;
/** Nobody bids more than so many spans. */
const highest = 4;

/** The largest whole number that divides all scores: of four kinds of bids only the order counts, not the points between. */
function stepOf(scores: Int32Array): number {
  let step = 0;
  for (const one of scores) {
    if (one === 0 || one % step === 0) continue;
    for (let rest = one; rest > 0; ) [step, rest] = [rest, step % rest];
    if (step === 1) break;
  }
  return step || 1;
}

/**
 * Applications bid for experts' places (auction with ever finer bids, Bertsekas and Castañon 1989): where each has what is
 * best for it at the prices to within a bid, the prices are near the right ones.
 */
class Auction {
  readonly prices: Float64Array;
  /** The pairs of each application: k entries each, `count` of them used. */
  readonly own: Int32Array;
  readonly count: Int32Array;
  readonly #instance: Instance;
  readonly #list: Shortlist;
  readonly #places: Places;
  /** Pairs that are forced, or held. */
  readonly #isOut: Uint8Array;
  readonly #wanted: Int32Array;
  /** Places that must be taken, and places in all, but for those of forced pairs. */
  readonly #least: Int32Array;
  readonly #most: Int32Array;
  readonly #waiting: Waiting;
  readonly #span: number;

  constructor(instance: Instance, span: number) {
    const { applications, experts, forced, k } = instance;
    const n = applications.length;
    this.#instance = instance;
    this.#span = span;
    this.#list = new Shortlist(instance);
    this.own = new Int32Array(n * k);
    this.count = new Int32Array(n);
    this.#wanted = new Int32Array(n).fill(k);
    this.#least = Int32Array.from(experts, ({ least }) => least);
    this.#most = Int32Array.from(experts, ({ most }) => most);
    this.#isOut = forced.slice();
    const listed = new Int32Array(experts.length);
    for (let a = 0; a < n; a++) this.#setAside(a, listed);
    // More than those who list the expert can't hold a place, whatever the cap.
    this.#places = new Places(listed.map((count, e) => Math.min(count, this.#most[e] ?? 0)));
    this.#waiting = new Waiting(n);
    // Places that must be taken may cost less than nothing.
    this.prices = Float64Array.from(this.#least, (least) => (least > 0 ? -span : 0));
  }

  /** The forced pairs of an application are not bid for, and their places are not there; others are counted. */
  #setAside(a: number, listed: Int32Array): void {
    const { starts, expertOf, forced } = this.#instance;
    for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++) {
      const e = expertOf[pair] ?? 0;
      listed[e] = (listed[e] ?? 0) + 1;
      if (forced[pair] !== 1) continue;
      this.#wanted[a] = (this.#wanted[a] ?? 0) - 1;
      this.#least[e] = Math.max(0, (this.#least[e] ?? 0) - 1);
      this.#most[e] = Math.max(0, (this.#most[e] ?? 0) - 1);
    }
  }

  /** Whom the application has already: their institutions are not looked at. */
  #barOwn(a: number): void {
    const { starts, forced, k } = this.#instance;
    for (let at = a * k; at < a * k + (this.count[a] ?? 0); at++) this.#list.bar(this.own[at] ?? 0);
    if (this.#wanted[a] === k) return;
    for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++)
      if (forced[pair] === 1) this.#list.bar(pair);
  }

  #take(a: number, pair: number): void {
    const at = this.count[a] ?? 0;
    this.own[a * this.#instance.k + at] = pair;
    this.count[a] = at + 1;
    this.#isOut[pair] = 1;
  }

  #lose(a: number, pair: number): void {
    const last = (this.count[a] ?? 0) - 1;
    const base = a * this.#instance.k;
    let at = base;
    while (this.own[at] !== pair) at++;
    this.own[at] = this.own[base + last] ?? 0;
    this.count[a] = last;
    this.#isOut[pair] = 0;
  }

  /** Below nought only the places that must be taken are given. */
  #isFull(e: number): boolean {
    return this.#places.taken[e] === ((this.prices[e] ?? 0) < 0 ? this.#least[e] : this.#most[e]);
  }

  #raise(e: number, price: number): void {
    const before = this.prices[e] ?? 0;
    const hasMore = before < 0 && (this.#places.taken[e] ?? 0) < (this.#most[e] ?? 0);
    this.prices[e] = Math.max(before, hasMore ? Math.min(price, 0) : price);
  }

  /** @returns the application that loses its place; −1 if none does */
  #bid(a: number, pair: number, bid: number): number {
    const e = this.#instance.expertOf[pair] ?? 0;
    const places = this.#places;
    const first = places.first[e] ?? 0;
    const isFull = this.#isFull(e);
    const loser = isFull ? (places.holder[first] ?? 0) : -1;
    if (isFull) {
      this.#lose(loser, places.pair[first] ?? 0);
      places.replace(e, pair, a, bid);
    } else places.add(e, pair, a, bid);
    this.#take(a, pair);
    if (this.#isFull(e)) this.#raise(e, places.bid[first] ?? 0);
    return loser;
  }

  /** An application bids for all that it lacks, for each so much that the next best would be as good. */
  #serve(a: number, tolerance: number): void {
    const list = this.#list;
    const missing = (this.#wanted[a] ?? 0) - (this.count[a] ?? 0);
    this.#barOwn(a);
    list.fill(a, this.prices, this.#isOut, missing + 1);
    const other = list.size > missing ? (list.worth[missing] ?? 0) : Number.NEGATIVE_INFINITY;
    for (let at = 0; at < missing && at < list.size; at++) {
      const worth = list.worth[at] ?? 0;
      if (worth < -highest * this.#span) return;
      const pair = list.pair[at] ?? 0;
      const second = Math.max(other, list.next[at] ?? 0, worth - this.#span);
      const loser = this.#bid(a, pair, (this.#instance.scores[pair] ?? 0) - second + tolerance);
      if (loser >= 0) this.#waiting.join(loser);
    }
  }

  /** One round: everybody bids until all have what they want, or want nothing at that price. */
  run(tolerance: number): void {
    const waiting = this.#waiting;
    for (let e = 0; e < this.prices.length; e++)
      if (this.#most[e] === 0) this.prices[e] = Number.POSITIVE_INFINITY;
    for (let a = 0; a < this.count.length; a++) if ((this.#wanted[a] ?? 0) > 0) waiting.join(a);
    for (let a = waiting.next(); a >= 0; a = waiting.next()) this.#serve(a, tolerance);
    this.#forgo();
  }

  /** Whatever is not all taken has no price; what is taken beyond the least has none below nought. */
  #forgo(): void {
    const { taken } = this.#places;
    for (let e = 0; e < this.prices.length; e++) {
      const has = taken[e] ?? 0;
      if (has < (this.#most[e] ?? 0) || has === 0) this.prices[e] = Math.min(this.prices[e] ?? 0, 0);
      if (has > (this.#least[e] ?? 0)) this.prices[e] = Math.max(this.prices[e] ?? 0, 0);
    }
  }

  /** What an application holds is free again. */
  #release(a: number): void {
    const { k } = this.#instance;
    for (let at = a * k; at < a * k + (this.count[a] ?? 0); at++) this.#isOut[this.own[at] ?? 0] = 0;
    this.count[a] = 0;
  }

  /** All are set free, and prices fall by so much. */
  again(less: number): void {
    for (let e = 0; e < this.prices.length; e++) {
      const lowest = this.#least[e] ? Number.NEGATIVE_INFINITY : 0;
      this.prices[e] = Math.max(lowest, (this.prices[e] ?? 0) - less);
    }
    for (let a = 0; a < this.count.length; a++) this.#release(a);
    this.#places.taken.fill(0);
  }

  /** What an application holds, in the order of the instance. */
  panelOf(a: number): number[] {
    const { k } = this.#instance;
    return Array.from(this.own.subarray(a * k, a * k + (this.count[a] ?? 0))).sort(
      (one, other) => one - other,
    );
  }
}

/** Near the best: prices, and the pairs of each application (places in the instance), of which some may lack. */
export interface Near {
  prices: Float64Array;
  panels: number[][];
}

/** Prices of experts' places that are near the right ones, and what everybody would take at them. A start, and no proof. */
export function nearPrices(instance: Instance): Near {
  const { scores } = instance;
  const span = scores.reduce((most, score) => Math.max(most, score), 1);
  const step = stepOf(scores);
  const auction = new Auction(instance, span);
  const last = Math.max(span * finest, step * finestStep);
  for (let tolerance = span * coarsest; ; ) {
    auction.run(tolerance);
    if (tolerance <= last) break;
    auction.again(tolerance * fall);
    tolerance *= finer;
  }
  const panels = instance.applications.map((_, a) => auction.panelOf(a));
  return { prices: auction.prices.map((price) => Math.round(price / step) * step), panels };
}
