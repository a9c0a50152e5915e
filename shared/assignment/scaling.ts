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

/**
 * Sends all supply at least cost: cost scaling with push and relabel (Goldberg 1997, "An efficient implementation of a
 * scaling minimum-cost flow algorithm"). Whole numbers throughout. The network must be able to carry its supply.
 * It leaves the cheapest flow and whole prices under which no half with room has a negative reduced cost.
 * @param near how far at most the prices are from right ones, if they come from a like network; else it starts from afar
 * @throws RangeError when costs times nodes would leave the numbers that are counted exactly
 */
export function sendCheapest(net: Residual, near = Number.POSITIVE_INFINITY): void {
  const { nodes, first, to, mate, room, cost, price, excess } = net;
  const scale = nodes + 1;
  let tolerance = 0;
  for (let h = 0; h < cost.length; h++) {
    cost[h] = (cost[h] ?? 0) * scale;
    tolerance = Math.max(tolerance, Math.abs(cost[h] ?? 0));
  }
  if (tolerance * 64 > exact) throw new RangeError("costs are too large for this network");
  tolerance = Math.min(tolerance, near * scale);
  for (let u = 0; u < nodes; u++) price[u] = (price[u] ?? 0) * scale;
  const current = new Int32Array(nodes);
  const queue = new Int32Array(nodes + 1);
  const waits = new Uint8Array(nodes);
  do {
    tolerance = Math.max(1, Math.floor(tolerance / shrink));
    let [head, tail] = [0, 0];
    for (let u = 0; u < nodes; u++) {
      for (let h = first[u] ?? 0; h < (first[u + 1] ?? 0); h++) {
        const units = room[h] ?? 0;
        const v = to[h] ?? 0;
        if (units === 0 || (cost[h] ?? 0) + (price[u] ?? 0) - (price[v] ?? 0) >= 0) continue;
        const back = mate[h] ?? 0;
        room[h] = 0;
        room[back] = (room[back] ?? 0) + units;
        excess[u] = (excess[u] ?? 0) - units;
        excess[v] = (excess[v] ?? 0) + units;
      }
    }
    for (let u = 0; u < nodes; u++) {
      current[u] = first[u] ?? 0;
      waits[u] = (excess[u] ?? 0) > 0 ? 1 : 0;
      if (waits[u]) queue[tail++] = u;
    }
    while (head !== tail) {
      const u = queue[head] ?? 0;
      head = head === nodes ? 0 : head + 1;
      waits[u] = 0;
      const end = first[u + 1] ?? 0;
      let have = excess[u] ?? 0;
      let own = price[u] ?? 0;
      let h = current[u] ?? 0;
      while (have > 0) {
        if (h === end) {
          let best = Number.NEGATIVE_INFINITY;
          for (let g = first[u] ?? 0; g < end; g++) {
            if (room[g] === 0) continue;
            const reach = (price[to[g] ?? 0] ?? 0) - (cost[g] ?? 0);
            if (reach > best) {
              best = reach;
              h = g;
            }
          }
          own = best - tolerance;
          if (own < -exact)
            throw new RangeError("the network can't carry its supply, or costs are too large");
        }
        const units = room[h] ?? 0;
        const v = to[h] ?? 0;
        if (units > 0 && (cost[h] ?? 0) + own - (price[v] ?? 0) < 0) {
          const sent = units < have ? units : have;
          const back = mate[h] ?? 0;
          room[h] = units - sent;
          room[back] = (room[back] ?? 0) + sent;
          have -= sent;
          const has = (excess[v] ?? 0) + sent;
          excess[v] = has;
          if (has > 0 && !waits[v]) {
            waits[v] = 1;
            queue[tail] = v;
            tail = tail === nodes ? 0 : tail + 1;
          }
          if (have === 0) break;
        }
        h++;
      }
      excess[u] = 0;
      price[u] = own;
      current[u] = h;
    }
  } while (tolerance > 1);
  wholePrices(net, scale);
  for (let h = 0; h < cost.length; h++) cost[h] = (cost[h] ?? 0) / scale;
}
