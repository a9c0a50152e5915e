import { type Instance, withPairs } from "./instance.ts";
import { Shortlist } from "./shortlist.ts";

/** What is left of an instance when nothing of an objective may be lost. */
export interface Face {
  instance: Instance;
  /** False when a choice was made that the objective left open. */
  isWhole: boolean;
}

/** Sorts the pairs of applications by how often a panel can hold them without losing worth: never (−1), free (0), always (1). */
class Sorting {
  readonly status: Int8Array;
  isWhole = true;
  readonly #instance: Instance;
  readonly #prices: Float64Array;
  readonly #list: Shortlist;

  constructor(instance: Instance, prices: Float64Array) {
    this.#instance = instance;
    this.#prices = prices;
    this.#list = new Shortlist(instance);
    this.status = new Int8Array(instance.expertOf.length).fill(-1);
  }

  #worth(pair: number): number {
    return (this.#instance.scores[pair] ?? 0) - (this.#prices[this.#instance.expertOf[pair] ?? 0] ?? 0);
  }

  /** How many of an institution are worth the same to the application. */
  #equalsOf(a: number, pair: number): number {
    const { starts } = this.#instance;
    const institution = this.#list.institutionOf(pair);
    let equals = 0;
    for (let other = starts[a] ?? 0; other < (starts[a + 1] ?? 0); other++)
      if (this.#list.institutionOf(other) === institution && this.#worth(other) === this.#worth(pair))
        equals++;
    return institution < 0 ? 1 : equals;
  }

  /** The status of a pair that is worth no less than the last that must be in; beyond `next` it must be. */
  #statusOf(a: number, pair: number, next: number, chosen: readonly number[]): number {
    const list = this.#list;
    const worth = this.#worth(pair);
    const institution = list.institutionOf(pair);
    if (institution >= 0) {
      if (list.isBarred(institution)) return -1;
      const at = list.placeOf(institution);
      if (at < list.size && worth < (list.worth[at] ?? 0)) return -1;
    }
    if (worth <= next) return 0;
    // One of the institution's equals must be in: it stays the one that is.
    const isOnly = this.#equalsOf(a, pair) === 1;
    this.isWhole &&= isOnly;
    return isOnly || chosen.includes(pair) ? 1 : -1;
  }

  sort(a: number, chosen: readonly number[]): void {
    const { starts, forced, k } = this.#instance;
    const list = this.#list;
    const end = starts[a + 1] ?? 0;
    let needs = k;
    for (let pair = starts[a] ?? 0; pair < end; pair++) {
      if (forced[pair] !== 1) continue;
      this.status[pair] = 1;
      list.bar(pair);
      needs--;
    }
    if (needs === 0) {
      list.forget();
      return;
    }
    list.fill(a, this.#prices, forced, needs + 1);
    const least = list.worth[needs - 1] ?? 0;
    const next = list.size > needs ? (list.worth[needs] ?? 0) : Number.NEGATIVE_INFINITY;
    for (let pair = starts[a] ?? 0; pair < end; pair++)
      if (forced[pair] !== 1 && this.#worth(pair) >= least)
        this.status[pair] = this.#statusOf(a, pair, next, chosen);
  }
}

/**
 * The instance in which every assignment is as good as the one found, and every one as good is left: pairs that lose are
 * barred, those that all have are forced, loads stay where a price holds them (complementary slackness).
 * @param worths of the pairs, before their experts' prices
 * @param loads each expert's least and most that lose nothing
 */
export function faceOf(
  instance: Instance,
  panels: readonly (readonly number[])[],
  prices: Float64Array,
  worths: Int32Array,
  loads: (expert: number) => { least: number; most: number },
): Face {
  const sorting = new Sorting({ ...instance, scores: worths }, prices);
  for (const [a, chosen] of panels.entries()) sorting.sort(a, chosen);
  const experts = instance.experts.map((expert, e) => ({ ...expert, ...loads(e) }));
  const forced = new Uint8Array(worths.length);
  const wanted = new Uint8Array(worths.length);
  for (let pair = 0; pair < worths.length; pair++) {
    const status = sorting.status[pair] ?? 0;
    forced[pair] = status === 1 ? 1 : 0;
    wanted[pair] = status < 0 ? 0 : 1;
  }
  return {
    instance: withPairs({ ...instance, experts, forced }, wanted),
    isWhole: sorting.isWhole,
  };
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
