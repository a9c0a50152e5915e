import { type Residual, sendUnit } from "./network.ts";

/** Nodes by distance, the nearest first (binary heap; equals by the order of nodes, so that runs agree). */
class Nearest {
  readonly #nodes: Int32Array;
  readonly #place: Int32Array;
  readonly #distance: Float64Array;
  #size = 0;

  constructor(distance: Float64Array) {
    this.#distance = distance;
    this.#nodes = new Int32Array(distance.length);
    this.#place = new Int32Array(distance.length).fill(-1);
  }

  #isBefore(a: number, b: number): boolean {
    const [left, right] = [this.#distance[a] ?? 0, this.#distance[b] ?? 0];
    return left < right || (left === right && a < b);
  }

  #put(at: number, node: number): void {
    this.#nodes[at] = node;
    this.#place[node] = at;
  }

  /** The node came nearer, or is new. */
  lift(node: number): void {
    let at = this.#place[node] ?? -1;
    if (at < 0) at = this.#size++;
    while (at > 0) {
      const up = this.#nodes[(at - 1) >> 1] ?? 0;
      if (!this.#isBefore(node, up)) break;
      this.#put(at, up);
      at = (at - 1) >> 1;
    }
    this.#put(at, node);
  }

  take(): number {
    if (this.#size === 0) return -1;
    const first = this.#nodes[0] ?? 0;
    const last = this.#nodes[--this.#size] ?? 0;
    this.#place[first] = -1;
    if (this.#size === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isBefore(this.#nodes[child + 1] ?? 0, this.#nodes[child] ?? 0))
        child++;
      if (!this.#isBefore(this.#nodes[child] ?? 0, last)) break;
      this.#put(at, this.#nodes[child] ?? 0);
      at = child;
    }
    this.#put(at, last);
    return first;
  }

  clear(): void {
    while (this.#size > 0) this.#place[this.#nodes[--this.#size] ?? 0] = -1;
  }
}

/**
 * Sends what nodes still have to nodes that still need, each unit by the cheapest path (Edmonds and Karp 1972, Dijkstra on
 * reduced costs). Starts from a flow that is the cheapest for what it carries, and leaves one: the prices stay right.
 * Made for repairs: after a change at a few nodes only a few paths are looked for.
 * @returns when something can't be sent, the nodes that it reached (1): none of them has a way on
 */
export function sendByPaths(net: Residual): Uint8Array | undefined {
  const { nodes, first, to, mate, room, cost, price, excess } = net;
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const cameBy = new Int32Array(nodes);
  const touched = new Int32Array(nodes);
  const isDone = new Uint8Array(nodes);
  const near = new Nearest(distance);
  for (let source = 0; source < nodes; source++) {
    while ((excess[source] ?? 0) > 0) {
      let count = 0;
      let goal = -1;
      distance[source] = 0;
      touched[count++] = source;
      near.lift(source);
      for (let u = near.take(); u >= 0; u = near.take()) {
        if ((excess[u] ?? 0) < 0) {
          goal = u;
          break;
        }
        isDone[u] = 1;
        const reach = (distance[u] ?? 0) + (price[u] ?? 0);
        for (let h = first[u] ?? 0; h < (first[u + 1] ?? 0); h++) {
          if (room[h] === 0) continue;
          const v = to[h] ?? 0;
          const length = reach + (cost[h] ?? 0) - (price[v] ?? 0);
          if (length >= (distance[v] ?? 0)) continue;
          if (distance[v] === Number.POSITIVE_INFINITY) touched[count++] = v;
          distance[v] = length;
          cameBy[v] = h;
          near.lift(v);
        }
      }
      if (goal < 0) return isDone;
      const length = distance[goal] ?? 0;
      for (let at = 0; at < count; at++) {
        const v = touched[at] ?? 0;
        if (isDone[v]) price[v] = (price[v] ?? 0) + (distance[v] ?? 0) - length;
        distance[v] = Number.POSITIVE_INFINITY;
        isDone[v] = 0;
      }
      near.clear();
      for (let v = goal; v !== source; ) {
        const h = cameBy[v] ?? 0;
        sendUnit(net, h);
        v = to[mate[h] ?? 0] ?? 0;
      }
      excess[source] = (excess[source] ?? 0) - 1;
      excess[goal] = (excess[goal] ?? 0) + 1;
    }
  }
  return undefined;
}
