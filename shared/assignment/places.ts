/** Who holds an expert's places: a heap of bids, the lowest first, at `first[e]` and after. */
export class Places {
  readonly first: Int32Array;
  readonly taken: Int32Array;
  readonly pair: Int32Array;
  readonly holder: Int32Array;
  readonly bid: Float64Array;

  /** @param most how many holders each expert can have at once */
  constructor(most: Int32Array) {
    this.first = new Int32Array(most.length + 1);
    for (let e = 0; e < most.length; e++) this.first[e + 1] = (this.first[e] ?? 0) + (most[e] ?? 0);
    const places = this.first[most.length] ?? 0;
    this.taken = new Int32Array(most.length);
    this.pair = new Int32Array(places);
    this.holder = new Int32Array(places);
    this.bid = new Float64Array(places);
  }

  #put(at: number, pair: number, holder: number, bid: number): void {
    this.pair[at] = pair;
    this.holder[at] = holder;
    this.bid[at] = bid;
  }

  #copy(to: number, from: number): void {
    this.#put(to, this.pair[from] ?? 0, this.holder[from] ?? 0, this.bid[from] ?? 0);
  }

  /** One more holder of an expert who has places left. */
  add(e: number, pair: number, holder: number, bid: number): void {
    const first = this.first[e] ?? 0;
    let at = this.taken[e] ?? 0;
    this.taken[e] = at + 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((this.bid[first + up] ?? 0) <= bid) break;
      this.#copy(first + at, first + up);
      at = up;
    }
    this.#put(first + at, pair, holder, bid);
  }

  /** Another holder in the place of the lowest. */
  replace(e: number, pair: number, holder: number, bid: number): void {
    const first = this.first[e] ?? 0;
    const size = this.taken[e] ?? 0;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (this.bid[first + child + 1] ?? 0) < (this.bid[first + child] ?? 0)) child++;
      if ((this.bid[first + child] ?? 0) >= bid) break;
      this.#copy(first + at, first + child);
      at = child;
    }
    this.#put(first + at, pair, holder, bid);
  }
}

/** The applications that lack experts, first come first served; each stands in it once. */
export class Waiting {
  readonly #ring: Int32Array;
  readonly #isIn: Uint8Array;
  #head = 0;
  #tail = 0;

  constructor(count: number) {
    this.#ring = new Int32Array(count + 1);
    this.#isIn = new Uint8Array(count);
  }

  join(a: number): void {
    if (this.#isIn[a] === 1) return;
    this.#isIn[a] = 1;
    this.#ring[this.#tail] = a;
    this.#tail = this.#tail + 1 === this.#ring.length ? 0 : this.#tail + 1;
  }

  /** @returns −1 when nobody waits */
  next(): number {
    if (this.#head === this.#tail) return -1;
    const a = this.#ring[this.#head] ?? 0;
    this.#head = this.#head + 1 === this.#ring.length ? 0 : this.#head + 1;
    this.#isIn[a] = 0;
    return a;
  }
}
