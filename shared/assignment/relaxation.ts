import { type AssignmentNet, netOf, pricesOf } from "./flow.ts";
import type { Instance } from "./instance.ts";
import { place, settle, takeBack, withdraw } from "./moves.ts";
import { bestPanel, type Panel } from "./panels.ts";
import { Paths } from "./paths.ts";

/** What a pair can be: free (0), forced in, or barred. */
export const isIn = 1;
export const isOut = -1;

/**
 * Assignments under a floor: the network, in which the scores of applications that would fall below it count for more
 * (Lagrangian relaxation of the floors). Pairs can be forced in or barred; what changes is repaired by cheapest paths.
 */
export class Relaxation {
  readonly instance: Instance;
  readonly net: AssignmentNet;
  readonly status: Int8Array;
  /** By how much a point counts for more, by application, in units. */
  readonly extra: Float64Array;
  /** What a point is worth in units of price. */
  readonly worth: number;
  readonly #paths: Paths;

  constructor(
    instance: Instance,
    worth: number,
    prices: Float64Array,
    chosen: readonly (readonly number[])[],
  ) {
    this.instance = instance;
    this.worth = worth;
    const { applications, scores } = instance;
    this.net = netOf(instance, (pair) => -worth * (scores[pair] ?? 0));
    this.status = Int8Array.from(instance.forced);
    this.extra = new Float64Array(applications.length);
    resume(this.net, instance, { prices, chosen, scale: worth });
    this.#paths = new Paths(this.net);
  }

  get prices(): Float64Array {
    return pricesOf(this.net, this.instance);
  }

  /** What an application has now. */
  panel(a: number): Panel {
    const { starts, scores, expertOf } = this.instance;
    const { room, mate, half, price, sink } = this.net;
    const n = this.instance.applications.length;
    const found: Panel = { value: 0, sum: 0, pairs: [] };
    for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++) {
      if (this.status[pair] !== isIn && !room[mate[half[pair] ?? 0] ?? 0]) continue;
      const cost = (price[sink] ?? 0) - (price[n + (expertOf[pair] ?? 0)] ?? 0);
      found.value += this.worth * (scores[pair] ?? 0) - cost;
      found.sum += scores[pair] ?? 0;
      found.pairs.push(pair);
    }
    return found;
  }

  /** What the application takes at the experts' prices after a change; only who now has too many or too few is left to be sent. */
  #renew(a: number, change: () => void): void {
    const { net, instance, status, prices } = this;
    withdraw(net, instance, a, status);
    change();
    const unit = this.worth + (this.extra[a] ?? 0);
    const best = bestPanel(instance, a, { prices, unit }, { floor: 0, status });
    place(net, instance, a, best?.pairs ?? [], status);
    settle(net, instance, a);
    this.#reopen(a, best?.pairs ?? []);
  }

  /** Tells the search what has changed in an application's halves, and in those back from the experts of its pairs. */
  #reopen(a: number, pairs: readonly number[]): void {
    const { net, instance } = this;
    this.#paths.forget(a);
    for (let g = net.groups[a] ?? 0; g < (net.groups[a + 1] ?? 0); g++) this.#paths.forget(g);
    const n = instance.applications.length;
    for (const pair of pairs)
      this.#paths.reopen(n + (instance.expertOf[pair] ?? 0), net.mate[net.half[pair] ?? 0] ?? 0);
  }

  weigh(a: number, extra: number): void {
    const { net, instance } = this;
    this.#renew(a, () => {
      this.extra[a] = extra;
      for (let pair = instance.starts[a] ?? 0; pair < (instance.starts[a + 1] ?? 0); pair++) {
        const out = net.half[pair] ?? 0;
        net.cost[out] = -(this.worth + extra) * (instance.scores[pair] ?? 0);
        net.cost[net.mate[out] ?? 0] = -(net.cost[out] ?? 0);
      }
    });
  }

  decide(a: number, pair: number, status: number): void {
    this.#renew(a, () => {
      this.status[pair] = status;
    });
  }

  /** @returns when not everything can be sent, whose places must become dearer (1) or cheaper (−1) to show it */
  send(): Int8Array | undefined {
    const n = this.instance.applications.length;
    const reached = this.#paths.send();
    if (!reached) return undefined;
    // Either all places of those reached are taken, or those not reached have places that nobody can be sent to.
    const isSink = reached[this.net.sink] === 1;
    return Int8Array.from(this.instance.experts, (_, e) => (reached[n + e] ?? 0) - (isSink ? 1 : 0));
  }
}

/** Puts panels into an empty network whose prices are known; those that are no longer the best are left to be sent. */
export function resume(
  net: AssignmentNet,
  instance: Instance,
  { prices, chosen, scale }: { prices: Float64Array; chosen: readonly (readonly number[])[]; scale: number },
): void {
  const { price, sink, half, room, mate, excess, placeArc } = net;
  const { forced } = instance;
  const n = instance.applications.length;
  price[sink] = 0;
  for (let e = 0; e < prices.length; e++) price[n + e] = -(prices[e] ?? 0) * scale;
  for (let a = 0; a < n; a++) {
    const pairs = (chosen[a] ?? []).filter((pair) => !forced[pair]);
    place(net, instance, a, pairs);
    if (settle(net, instance, a)) continue;
    for (const pair of pairs) takeBack(net, instance, a, pair);
    settle(net, instance, a);
  }
  // Places that have a price are taken; those of a negative one are not; others as they are needed.
  for (let e = 0; e < prices.length; e++) {
    const out = half[placeArc[e] ?? 0] ?? 0;
    const places = room[out] ?? 0;
    const has = excess[n + e] ?? 0;
    const own = prices[e] ?? 0;
    const sent = own > 0 ? places : own < 0 ? 0 : Math.max(0, Math.min(has, places));
    room[out] = places - sent;
    room[mate[out] ?? 0] = sent;
    excess[n + e] = has - sent;
    excess[sink] = (excess[sink] ?? 0) + sent;
  }
}
