/** Who may take what, and at which cost; null: never. Both sides are numbered from 0. */
export interface Choices {
  takers: number;
  spots: number;
  cost: (taker: number, spot: number) => number | null;
}

/** The spot of each taker. Or those who can't all be given one: together they may take fewer spots than they are. */
export type Matched = { spotOf: number[] } | { tooMany: number[] };

/**
 * Gives every taker a spot of its own at the least total cost, exactly: one taker after the other by the cheapest way
 * to free a spot (successive shortest paths). Costs are not negative.
 */
export function cheapest({ takers, spots, cost }: Choices): Matched {
  const spotOf = new Array<number>(takers).fill(-1);
  const takerOf = new Array<number>(spots).fill(-1);
  for (let placed = 0; placed < takers; placed++) {
    const distance = new Array<number>(spots).fill(Number.POSITIVE_INFINITY);
    const from = new Array<number>(spots).fill(-1);
    const reached = new Map<number, number>();
    const queue: number[] = [];
    for (let taker = 0; taker < takers; taker++) {
      if (spotOf[taker] !== -1) continue;
      reached.set(taker, 0);
      queue.push(taker);
    }
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const so = reached.get(next) ?? 0;
      for (let spot = 0; spot < spots; spot++) {
        const price = spot === spotOf[next] ? null : cost(next, spot);
        if (price === null || so + price >= (distance[spot] ?? 0)) continue;
        distance[spot] = so + price;
        from[spot] = next;
        const holder = takerOf[spot] ?? -1;
        if (holder === -1) continue;
        const freed = so + price - (cost(holder, spot) ?? 0);
        if (freed >= (reached.get(holder) ?? Number.POSITIVE_INFINITY)) continue;
        reached.set(holder, freed);
        queue.push(holder);
      }
    }
    const end = nearestFree(distance, takerOf);
    if (end === -1) return { tooMany: [...reached.keys()].toSorted((a, b) => a - b) };
    for (let spot = end; spot !== -1; ) {
      const taker = from[spot] ?? -1;
      const before = spotOf[taker] ?? -1;
      spotOf[taker] = spot;
      takerOf[spot] = taker;
      spot = before;
    }
  }
  return { spotOf };
}

function nearestFree(distance: readonly number[], takerOf: readonly number[]): number {
  let best = -1;
  for (const [spot, far] of distance.entries()) {
    if (takerOf[spot] !== -1 || far === Number.POSITIVE_INFINITY) continue;
    if (best === -1 || far < (distance[best] ?? 0)) best = spot;
  }
  return best;
}

/**
 * The same, with each taker in turn given the earliest spot that leaves one for everybody after it: nobody comes later
 * for the sake of somebody behind. `spotOf` is any way that gives everybody one.
 */
export function earliestInTurn(
  { takers, spots, cost }: Choices,
  { spotOf: given }: { spotOf: readonly number[] },
): number[] {
  const spotOf = [...given];
  const takerOf = new Array<number>(spots).fill(-1);
  for (const [taker, spot] of spotOf.entries()) takerOf[spot] = taker;
  const settled = new Set<number>();
  /** Moves a taker off the spot that somebody before it gets; those settled stay. */
  const give = (taker: number, spot: number): boolean => {
    const seen = new Set([spot]);
    const place = (mover: number): boolean => {
      for (let other = 0; other < spots; other++) {
        if (seen.has(other) || settled.has(other) || cost(mover, other) === null) continue;
        seen.add(other);
        const holder = takerOf[other] ?? -1;
        if (holder !== -1 && holder !== taker && !place(holder)) continue;
        takerOf[other] = mover;
        spotOf[mover] = other;
        return true;
      }
      return false;
    };
    const holder = takerOf[spot] ?? -1;
    const own = spotOf[taker] ?? -1;
    if (holder === taker) return true;
    if (holder !== -1 && !place(holder)) return false;
    if (takerOf[own] === taker) takerOf[own] = -1;
    takerOf[spot] = taker;
    spotOf[taker] = spot;
    return true;
  };
  for (let taker = 0; taker < takers; taker++) {
    for (let spot = 0; spot < spots; spot++) {
      if (settled.has(spot) || cost(taker, spot) === null || !give(taker, spot)) continue;
      settled.add(spot);
      break;
    }
  }
  return spotOf;
}
