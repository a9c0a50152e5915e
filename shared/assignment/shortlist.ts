import type { Instance } from "./instance.ts";

/**
 * The pairs of an application that are worth the most at some prices, the best first, of an institution the best alone.
 * One list serves application after application, so that nothing is made anew for each.
 */
export class Shortlist {
  readonly pair: Int32Array;
  readonly worth: Float64Array;
  /** The worth of the institution's next pair, as far as it was seen. */
  readonly next: Float64Array;
  size = 0;
  readonly #instance: Instance;
  readonly #institution: Int32Array;
  /** Institutions that may not be in this list carry its number. */
  readonly #barred: Int32Array;
  #number = 1;

  constructor(instance: Instance) {
    const { experts, panel, k } = instance;
    this.#instance = instance;
    this.#institution = Int32Array.from(experts, ({ institution }) => (panel ? institution : -1));
    this.#barred = new Int32Array(this.#institution.reduce((most, one) => Math.max(most, one), 0) + 1);
    this.pair = new Int32Array(k + 2);
    this.worth = new Float64Array(k + 2);
    this.next = new Float64Array(k + 2);
  }

  /** The institution of a pair's expert, where it counts; else −1. */
  institutionOf(pair: number): number {
    return this.#institution[this.#instance.expertOf[pair] ?? 0] ?? -1;
  }

  /** Nobody of this pair's institution comes into the next list. */
  bar(pair: number): void {
    const institution = this.institutionOf(pair);
    if (institution >= 0) this.#barred[institution] = this.#number;
  }

  /** Whether the institution was kept out of this list. */
  isBarred(institution: number): boolean {
    return this.#barred[institution] === this.#number - 1;
  }

  /** No list is made after all. */
  forget(): void {
    this.#number++;
  }

  /** Where somebody of the institution stands; the list's length if nobody does. */
  placeOf(institution: number): number {
    let at = 0;
    while (at < this.size && this.institutionOf(this.pair[at] ?? 0) !== institution) at++;
    return at;
  }

  /** The pair takes the place `from` or, where it is worth more, one before it; those between move back. */
  #insert(from: number, pair: number, worth: number, next: number): void {
    let at = from;
    for (; at > 0 && worth > (this.worth[at - 1] ?? 0); at--) {
      this.worth[at] = this.worth[at - 1] ?? 0;
      this.pair[at] = this.pair[at - 1] ?? 0;
      this.next[at] = this.next[at - 1] ?? 0;
    }
    this.worth[at] = worth;
    this.pair[at] = pair;
    this.next[at] = next;
  }

  /** A pair that is worth more than the last of a full list. */
  #add(pair: number, worth: number, count: number): void {
    const institution = this.institutionOf(pair);
    let from = this.size;
    let next = Number.NEGATIVE_INFINITY;
    if (institution >= 0) {
      if (this.#barred[institution] === this.#number) return;
      from = this.placeOf(institution);
      if (from < this.size) {
        next = this.worth[from] ?? 0;
        if (worth <= next) {
          this.next[from] = Math.max(worth, this.next[from] ?? 0);
          return;
        }
      }
    }
    if (from === this.size && this.size < count) this.size++;
    this.#insert(Math.min(from, count - 1), pair, worth, next);
  }

  /**
   * Makes the list of an application; a pair is worth its score less its expert's price.
   * @param isOut pairs that are left out (1)
   * @param count how many are listed at most
   */
  fill(a: number, prices: Float64Array, isOut: Uint8Array, count: number): void {
    const { starts, expertOf, scores } = this.#instance;
    const end = starts[a + 1] ?? 0;
    let least = Number.NEGATIVE_INFINITY;
    this.size = 0;
    for (let pair = starts[a] ?? 0; pair < end && count > 0; pair++) {
      const worth = (scores[pair] ?? 0) - (prices[expertOf[pair] ?? 0] ?? 0);
      if (worth <= least || isOut[pair] === 1) continue;
      this.#add(pair, worth, count);
      if (this.size === count) least = this.worth[count - 1] ?? 0;
    }
    this.forget();
  }
}
