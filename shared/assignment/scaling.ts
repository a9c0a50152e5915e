import type { Residual } from "./network.ts";

/** By how much the tolerance shrinks from round to round; a constant of speed, not of the result. */
const shrink = 4;
/** Beyond this a sum of two numbers could lose its last digit. */
const exact = 2 ** 52;

/** Whole prices for unscaled costs, from prices that are right to within one unit of the scaled ones. */
function wholePrices({ nodes, first, to, room, cost, price }: Residual, scale: number): void {
  const taken = new Uint8Array(scale);
  const residue = (value: number) => value - Math.floor(value / scale) * scale;
  for (let u = 0; u < nodes; u++) {
    for (let h = first[u] ?? 0; h < (first[u + 1] ?? 0); h++) {
      const v = to[h] ?? 0;
      if (room[h] && (cost[h] ?? 0) + (price[u] ?? 0) - (price[v] ?? 0) < 0)
        taken[residue(price[v] ?? 0)] = 1;
    }
  }
  // Rounding down from a residue that no violated half ends at keeps every reduced cost at or above nought.
  const offset = taken.indexOf(0);
  for (let u = 0; u < nodes; u++) price[u] = Math.floor(((price[u] ?? 0) - offset) / scale);
}

/** The largest whole number that divides all costs: of four kinds of bids only the order counts, not the points between. */
function stepOf(cost: Float64Array): number {
  let step = 0;
  for (const one of cost) {
    if (one === 0 || one % step === 0) continue;
    for (let rest = Math.abs(one); rest > 0; ) [step, rest] = [rest, step % rest];
    if (step === 1) break;
  }
  return step || 1;
}

/** @returns the largest of the products, whatever its sign */
function multiply(numbers: Float64Array, factor: number): number {
  let largest = 0;
  for (let at = 0; at < numbers.length; at++) {
    numbers[at] = Math.round((numbers[at] ?? 0) * factor);
    largest = Math.max(largest, Math.abs(numbers[at] ?? 0));
  }
  return largest;
}

/** The nodes with something to give away, first come first served; each stands in it once. */
interface Waiting {
  ring: Int32Array;
  isIn: Uint8Array;
  head: number;
  tail: number;
}

function join(waiting: Waiting, node: number): void {
  const { ring, isIn, tail } = waiting;
  isIn[node] = 1;
  ring[tail] = node;
  waiting.tail = tail + 1 === ring.length ? 0 : tail + 1;
}

function leave(waiting: Waiting): number {
  const { ring, isIn, head } = waiting;
  const node = ring[head] ?? 0;
  isIn[node] = 0;
  waiting.head = head + 1 === ring.length ? 0 : head + 1;
  return node;
}

/** Fills every half of a node that has a negative reduced cost. */
function saturate({ first, to, mate, room, cost, price, excess }: Residual, u: number): void {
  const end = first[u + 1] ?? 0;
  const own = price[u] ?? 0;
  for (let h = first[u] ?? 0; h < end; h++) {
    const units = room[h] ?? 0;
    const v = to[h] ?? 0;
    if (units === 0 || (cost[h] ?? 0) + own >= (price[v] ?? 0)) continue;
    const back = mate[h] ?? 0;
    room[h] = 0;
    room[back] = (room[back] ?? 0) + units;
    excess[u] = (excess[u] ?? 0) - units;
    excess[v] = (excess[v] ?? 0) + units;
  }
}

/** The half of a node with room that reaches the highest. */
function highestHalf({ first, to, room, cost, price }: Residual, u: number): number {
  const end = first[u + 1] ?? 0;
  let best = Number.NEGATIVE_INFINITY;
  let found = first[u] ?? 0;
  for (let h = found; h < end; h++) {
    if (room[h] === 0) continue;
    const reach = (price[to[h] ?? 0] ?? 0) - (cost[h] ?? 0);
    if (reach > best) {
      best = reach;
      found = h;
    }
  }
  return found;
}

/** From this half on, the first one of a node with room and a negative reduced cost; its end if there is none. */
function nextHalf({ to, room, cost, price }: Residual, from: number, end: number, own: number): number {
  let h = from;
  while (h < end && (room[h] === 0 || (cost[h] ?? 0) + own >= (price[to[h] ?? 0] ?? 0))) h++;
  return h;
}

/** A node gives away all it has, and lowers its own price whenever no half takes more. */
function discharge(net: Residual, u: number, current: Int32Array, waiting: Waiting, tolerance: number): void {
  const { first, to, mate, room, cost, price, excess } = net;
  const end = first[u + 1] ?? 0;
  let h = current[u] ?? 0;
  for (let have = excess[u] ?? 0; have > 0; ) {
    h = nextHalf(net, h, end, price[u] ?? 0);
    if (h === end) {
      h = highestHalf(net, u);
      price[u] = (price[to[h] ?? 0] ?? 0) - (cost[h] ?? 0) - tolerance;
      if ((price[u] ?? 0) < -exact)
        throw new RangeError("the network can't carry its supply, or costs are too large");
    }
    const units = room[h] ?? 0;
    const v = to[h] ?? 0;
    const back = mate[h] ?? 0;
    const sent = units < have ? units : have;
    room[h] = units - sent;
    room[back] = (room[back] ?? 0) + sent;
    have -= sent;
    excess[v] = (excess[v] ?? 0) + sent;
    if ((excess[v] ?? 0) > 0 && !waiting.isIn[v]) join(waiting, v);
  }
  excess[u] = 0;
  current[u] = h;
}

/**
 * Sends all supply at least cost: cost scaling with push and relabel (Goldberg 1997, "An efficient implementation of a
 * scaling minimum-cost flow algorithm"). Whole numbers throughout. The network must be able to carry its supply.
 * It leaves the cheapest flow and whole prices under which no half with room has a negative reduced cost.
 * @throws RangeError when costs times nodes would leave the numbers that are counted exactly
 */
export function sendCheapest(net: Residual): void {
  const { nodes, first, cost, price, excess } = net;
  const scale = nodes + 1;
  const step = stepOf(cost);
  let tolerance = multiply(cost, scale / step);
  if (tolerance * 64 > exact) throw new RangeError("costs are too large for this network");
  for (let u = 0; u < nodes; u++) price[u] = Math.floor((price[u] ?? 0) / step) * scale;
  const waiting = { ring: new Int32Array(nodes + 1), isIn: new Uint8Array(nodes), head: 0, tail: 0 };
  do {
    tolerance = Math.max(1, Math.floor(tolerance / shrink));
    for (let u = 0; u < nodes; u++) saturate(net, u);
    for (let u = 0; u < nodes; u++) if ((excess[u] ?? 0) > 0) join(waiting, u);
    const current = first.slice(0, nodes);
    while (waiting.head !== waiting.tail) discharge(net, leave(waiting), current, waiting, tolerance);
  } while (tolerance > 1);
  wholePrices(net, scale);
  multiply(cost, step / scale);
  multiply(price, step);
}
