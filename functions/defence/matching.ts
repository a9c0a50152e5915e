import { type Arcs, residualOf } from "../../shared/assignment/network.ts";
import { sendByPaths } from "../../shared/assignment/paths.ts";

/** Who may take what, and at which cost; null: never. Both sides are numbered from 0. */
export interface Choices {
  takers: number;
  spots: number;
  cost: (taker: number, spot: number) => number | null;
}

/** The spot of each taker. Or those who can't all be given one: together they may take fewer spots than they are. */
export type Matched = { spotOf: number[] } | { tooMany: number[] };

/**
 * Gives every taker a spot of its own at the least total cost, exactly: the cheapest flow from takers to spots. Costs are
 * not negative.
 */
export function cheapest({ takers, spots, cost }: Choices): Matched {
  const sink = takers + spots;
  const arcs: { from: number; to: number; price: number }[] = [];
  for (let taker = 0; taker < takers; taker++) {
    for (let spot = 0; spot < spots; spot++) {
      const price = cost(taker, spot);
      if (price !== null) arcs.push({ from: taker, to: takers + spot, price });
    }
  }
  const pairs = arcs.length;
  for (let spot = 0; spot < spots; spot++) arcs.push({ from: takers + spot, to: sink, price: 0 });
  const network: Arcs = {
    nodes: sink + 1,
    tail: Int32Array.from(arcs, ({ from }) => from),
    head: Int32Array.from(arcs, ({ to }) => to),
    room: new Int32Array(arcs.length).fill(1),
    cost: Float64Array.from(arcs, ({ price }) => price),
  };
  const supply = new Int32Array(sink + 1).fill(1, 0, takers);
  supply[sink] = -takers;
  const flow = residualOf(network, supply);
  const stuck = sendByPaths(flow);
  if (stuck)
    return { tooMany: Array.from({ length: takers }, (_, at) => at).filter((at) => stuck[at] === 1) };
  const spotOf = new Array<number>(takers).fill(-1);
  for (const [arc, { from, to }] of arcs.slice(0, pairs).entries())
    if (flow.room[flow.half[arc] ?? 0] === 0) spotOf[from] = to - takers;
  return { spotOf };
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
