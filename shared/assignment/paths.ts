import { type Residual, sendUnit } from "./network.ts";

/** Nodes by distance, the nearest first (binary heap; of equals the last node, so that runs agree and the sink comes soon). */
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
    return left < right || (left === right && a > b);
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
 */
export class Paths {
  readonly #net: Residual;
  readonly #isDone: Uint8Array;
  readonly #distance: Float64Array;
  readonly #cameBy: Int32Array;
  readonly #touched: number[] = [];
  readonly #near: Nearest;
  /**
   * Of the nodes looked at so far the halves with room, and maybe some that have none any more: an expert has many halves, of
   * which few carry anything back.
   */
  readonly #open: (number[] | undefined)[];

  constructor(net: Residual) {
    this.#net = net;
    this.#isDone = new Uint8Array(net.nodes);
    this.#distance = new Float64Array(net.nodes).fill(Number.POSITIVE_INFINITY);
    this.#cameBy = new Int32Array(net.nodes);
    this.#near = new Nearest(this.#distance);
    this.#open = new Array(net.nodes);
  }

  /** Somebody else has changed the room of a node's halves. */
  forget(node: number): void {
    this.#open[node] = undefined;
  }

  /** A half of a node may have room again. */
  reopen(node: number, half: number): void {
    const open = this.#open[node];
    if (open && !open.includes(half)) open.push(half);
  }

  #openOf(u: number): number[] {
    const known = this.#open[u];
    if (known) return known;
    const { first, room } = this.#net;
    const found: number[] = [];
    for (let h = first[u] ?? 0; h < (first[u + 1] ?? 0); h++) if (room[h]) found.push(h);
    this.#open[u] = found;
    return found;
  }

  /** Who is reached by a half, and by how much nearer. */
  #reach(h: number, reach: number): void {
    const { to, cost, price } = this.#net;
    const v = to[h] ?? 0;
    const length = reach + (cost[h] ?? 0) - (price[v] ?? 0);
    const before = this.#distance[v] ?? 0;
    if (length >= before) return;
    if (before === Number.POSITIVE_INFINITY) this.#touched.push(v);
    this.#distance[v] = length;
    this.#cameBy[v] = h;
    this.#near.lift(v);
  }

  /** Who is reached from a node; halves without room are dropped from its list. */
  #expand(u: number): void {
    const { room, price } = this.#net;
    const reach = (this.#distance[u] ?? 0) + (price[u] ?? 0);
    const open = this.#openOf(u);
    let left = 0;
    for (let at = 0; at < open.length; at++) {
      const h = open[at] ?? 0;
      if (room[h] === 0) continue;
      open[left++] = h;
      this.#reach(h, reach);
    }
    open.length = left;
  }

  /** @returns the nearest node that needs a unit; −1 if there is none */
  #goalOf(source: number): number {
    this.#distance[source] = 0;
    this.#touched.push(source);
    this.#near.lift(source);
    for (let u = this.#near.take(); u >= 0; u = this.#near.take()) {
      if ((this.#net.excess[u] ?? 0) < 0) return u;
      this.#isDone[u] = 1;
      this.#expand(u);
    }
    return -1;
  }

  /** The search is forgotten, and the prices are put right for what was found. */
  #end(length: number): void {
    const { price } = this.#net;
    for (const v of this.#touched) {
      if (this.#isDone[v]) price[v] = (price[v] ?? 0) + (this.#distance[v] ?? 0) - length;
      this.#distance[v] = Number.POSITIVE_INFINITY;
      this.#isDone[v] = 0;
    }
    this.#touched.length = 0;
    this.#near.clear();
  }

  /** A unit goes the way found. */
  #sendUnit(source: number, goal: number): void {
    const { to, mate, excess } = this.#net;
    for (let v = goal; v !== source; ) {
      const h = this.#cameBy[v] ?? 0;
      const back = mate[h] ?? 0;
      sendUnit(this.#net, h);
      this.reopen(v, back);
      v = to[back] ?? 0;
    }
    excess[source] = (excess[source] ?? 0) - 1;
    excess[goal] = (excess[goal] ?? 0) + 1;
  }

  /** @returns when something can't be sent, the nodes that it reached (1): none of them has a way on */
  send(): Uint8Array | undefined {
    const { excess, nodes } = this.#net;
    for (let source = 0; source < nodes; source++) {
      while ((excess[source] ?? 0) > 0) {
        const goal = this.#goalOf(source);
        if (goal < 0) {
          const reached = this.#isDone.slice();
          this.#isDone.fill(0);
          this.#end(0);
          return reached;
        }
        this.#end(this.#distance[goal] ?? 0);
        this.#sendUnit(source, goal);
      }
    }
    return undefined;
  }
}

/** Sends everything once. @returns as `Paths.send` */
export const sendByPaths = (net: Residual): Uint8Array | undefined => new Paths(net).send();
