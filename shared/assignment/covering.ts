import { sendMost } from "./blocking.ts";
import { netOf } from "./flow.ts";
import type { Instance } from "./instance.ts";

/** Experts to be chosen, so that they alone can judge everything. */
export interface Covering {
  instance: Instance;
  /** The group of each expert; −1: none. */
  groupOf: readonly number[];
  /** Seats of each group. */
  seats: readonly number[];
  /** Seats that anybody may take once those of the own group are taken. */
  spare: number;
}

/** So many steps back are taken to answer one question; what is not found by then counts as not there. */
const backtracks = 100;

/** The instance with places for some experts only. */
export const among = (instance: Instance, chosen: ReadonlySet<number>): Instance => ({
  ...instance,
  experts: instance.experts.map((one, e) => (chosen.has(e) ? one : { ...one, most: 0 })),
});

/** Experts that the applications lack, all together, if only these judge. */
export function lackingOf(instance: Instance, chosen: ReadonlySet<number>): number {
  const net = netOf(among(instance, chosen), () => 0);
  sendMost(net);
  return net.excess.reduce((sum, units) => sum + Math.max(0, units), 0);
}

/** Seats that are still free, and who has taken the others. */
class Seating {
  readonly chosen: ReadonlySet<number>;
  private readonly of: Covering;
  private readonly left: readonly number[];
  private readonly spare: number;

  constructor(of: Covering, chosen: ReadonlySet<number>, left: readonly number[], spare: number) {
    [this.of, this.chosen, this.left, this.spare] = [of, chosen, left, spare];
  }

  get free(): number {
    return this.left.reduce((sum, seats) => sum + seats, this.spare);
  }

  isOpenTo(expert: number): boolean {
    if (this.chosen.has(expert)) return false;
    return this.spare > 0 || (this.left[this.of.groupOf[expert] ?? -1] ?? 0) > 0;
  }

  with(expert: number): Seating {
    const group = this.of.groupOf[expert] ?? -1;
    const isOwn = (this.left[group] ?? 0) > 0;
    const left = isOwn ? this.left.map((seats, at) => (at === group ? seats - 1 : seats)) : this.left;
    return new Seating(this.of, new Set([...this.chosen, expert]), left, isOwn ? this.spare : this.spare - 1);
  }

  /** All free seats taken in an order. */
  filled(order: readonly number[]): Seating {
    let seating: Seating = this;
    for (const expert of order) {
      if (seating.free === 0) break;
      if (seating.isOpenTo(expert)) seating = seating.with(expert);
    }
    return seating;
  }
}

/**
 * Can the free seats be taken so that everything is covered? What a set of experts can take together grows by less the more
 * there are (the flow is submodular), so whoever helps at all helps now, and the best gains bound what is left.
 */
function completed(seating: Seating, order: readonly number[], { instance }: Covering): Seating | undefined {
  const straight = seating.filled(order);
  // A seat that nobody takes: this can't be how the seats are filled.
  if (straight.free > 0) return undefined;
  if (lackingOf(instance, straight.chosen) === 0) return straight;
  let left = seating.free + backtracks;
  const search = (from: Seating, who: readonly number[]): Seating | undefined => {
    const lacking = lackingOf(instance, from.chosen);
    if (lacking === 0) {
      const whole = from.filled(order);
      return whole.free === 0 ? whole : undefined;
    }
    if (from.free === 0 || left-- <= 0) return undefined;
    const gains = who
      .filter((expert) => from.isOpenTo(expert))
      .map((expert) => ({ expert, gain: lacking - lackingOf(instance, from.with(expert).chosen) }))
      .filter(({ gain }) => gain > 0)
      .toSorted((a, b) => b.gain - a.gain);
    const most = gains.slice(0, from.free).reduce((sum, { gain }) => sum + gain, 0);
    if (most < lacking) return undefined;
    for (const [at, { expert }] of gains.entries()) {
      const rest = gains.slice(at + 1).map((one) => one.expert);
      const found = search(from.with(expert), rest);
      if (found) return found;
    }
    return undefined;
  };
  return search(seating, order);
}

/** Who was chosen, and who would have been but for the applications that nobody could then judge; by place, in the order. */
export interface Covered {
  chosen: number[];
  passedOver: number[];
}

/**
 * The choice that comes first in an order of experts: each in turn is chosen if a seat is free and all seats can then still be
 * taken so that every application can have its experts, and passed over if not. So one is found whenever there is one.
 * @returns undefined where no choice covers everything
 */
export function firstCovering(of: Covering, order: readonly number[]): Covered | undefined {
  let seating = new Seating(of, new Set(), of.seats, of.spare);
  const straight = completed(seating, order, of);
  if (!straight) return undefined;
  let witness: Seating = straight;
  const passedOver: number[] = [];
  for (const [at, expert] of order.entries()) {
    if (seating.free === 0) break;
    if (!seating.isOpenTo(expert)) continue;
    const next = seating.with(expert);
    const found: Seating | undefined = witness.chosen.has(expert)
      ? witness
      : completed(next, order.slice(at + 1), of);
    if (found) [seating, witness] = [next, found];
    else passedOver.push(expert);
  }
  return { chosen: order.filter((expert) => seating.chosen.has(expert)), passedOver };
}
