/** A network under construction: arcs with room for whole units at a cost each, nodes that supply (+) or need (−) units. */
export interface Arcs {
  nodes: number;
  tail: Int32Array;
  head: Int32Array;
  room: Int32Array;
  cost: Float64Array;
}

/**
 * A network with what flows in it. Each arc is two halves, one at either end: `room` of the first is what may still flow,
 * of the second what flows. Halves of a node lie together. The reduced cost of a half from u to v is
 * cost + price(u) − price(v); a flow is cheapest when no half with room has a negative one.
 */
export interface Residual {
  nodes: number;
  first: Int32Array;
  to: Int32Array;
  mate: Int32Array;
  room: Int32Array;
  cost: Float64Array;
  /** The first half of each arc. */
  half: Int32Array;
  price: Float64Array;
  /** Units that a node still has to give away (+) or still needs (−). */
  excess: Int32Array;
}

/** The network with nothing flowing, all prices 0. */
export function residualOf({ nodes, tail, head, room, cost }: Arcs, supply: Int32Array): Residual {
  const arcs = tail.length;
  const first = new Int32Array(nodes + 2);
  for (let arc = 0; arc < arcs; arc++) {
    first[(tail[arc] ?? 0) + 2] = (first[(tail[arc] ?? 0) + 2] ?? 0) + 1;
    first[(head[arc] ?? 0) + 2] = (first[(head[arc] ?? 0) + 2] ?? 0) + 1;
  }
  for (let node = 2; node < first.length; node++) first[node] = (first[node] ?? 0) + (first[node - 1] ?? 0);
  const to = new Int32Array(2 * arcs);
  const mate = new Int32Array(2 * arcs);
  const rooms = new Int32Array(2 * arcs);
  const costs = new Float64Array(2 * arcs);
  const half = new Int32Array(arcs);
  for (let arc = 0; arc < arcs; arc++) {
    const u = tail[arc] ?? 0;
    const v = head[arc] ?? 0;
    const out = first[u + 1] ?? 0;
    first[u + 1] = out + 1;
    const back = first[v + 1] ?? 0;
    first[v + 1] = back + 1;
    to[out] = v;
    mate[out] = back;
    rooms[out] = room[arc] ?? 0;
    costs[out] = cost[arc] ?? 0;
    to[back] = u;
    mate[back] = out;
    costs[back] = -(cost[arc] ?? 0);
    half[arc] = out;
  }
  return {
    nodes,
    first: first.subarray(0, nodes + 1),
    to,
    mate,
    room: rooms,
    cost: costs,
    half,
    price: new Float64Array(nodes),
    excess: supply.slice(),
  };
}

/** One unit flows along a half. */
export function sendUnit({ room, mate }: Pick<Residual, "room" | "mate">, half: number): void {
  const back = mate[half] ?? 0;
  room[half] = (room[half] ?? 0) - 1;
  room[back] = (room[back] ?? 0) + 1;
}
