import type { AssignmentNet } from "./flow.ts";
import type { Instance } from "./instance.ts";

const setRoom = ({ room, mate }: AssignmentNet, half: number, ahead: number, back: number) => {
  room[half] = ahead;
  room[mate[half] ?? 0] = back;
};

/** Takes an application's units back to it, and those of its forced pairs from their experts. */
export function withdraw(net: AssignmentNet, instance: Instance, a: number, status?: Int8Array): void {
  const { room, mate, half, excess } = net;
  const n = instance.applications.length;
  for (let pair = instance.starts[a] ?? 0; pair < (instance.starts[a + 1] ?? 0); pair++) {
    const out = half[pair] ?? 0;
    if (room[mate[out] ?? 0] || status?.[pair] === 1) {
      const expert = n + (instance.expertOf[pair] ?? 0);
      excess[expert] = (excess[expert] ?? 0) - 1;
      excess[a] = (excess[a] ?? 0) + 1;
    }
    setRoom(net, out, 1, 0);
  }
  for (let g = net.groups[a] ?? 0; g < (net.groups[a + 1] ?? 0); g++)
    setRoom(net, half[net.groupArc + g] ?? 0, 1, 0);
}

/** Takes one unit back that flows in a pair. */
export function takeBack(net: AssignmentNet, instance: Instance, a: number, pair: number): void {
  const { half, excess, from, groupArc } = net;
  setRoom(net, half[pair] ?? 0, 1, 0);
  if (from[pair] !== a) setRoom(net, half[groupArc + (from[pair] ?? 0)] ?? 0, 1, 0);
  const expert = instance.applications.length + (instance.expertOf[pair] ?? 0);
  excess[expert] = (excess[expert] ?? 0) - 1;
  excess[a] = (excess[a] ?? 0) + 1;
}

/** Puts an application's units on pairs, and sets those aside that are forced or barred: no path leads through them. */
export function place(
  net: AssignmentNet,
  instance: Instance,
  a: number,
  pairs: readonly number[],
  status?: Int8Array,
): void {
  const { half, excess, from, groupArc } = net;
  const n = instance.applications.length;
  const put = (pair: number, ahead: number, back: number) => {
    setRoom(net, half[pair] ?? 0, ahead, back);
    const expert = n + (instance.expertOf[pair] ?? 0);
    excess[expert] = (excess[expert] ?? 0) + 1;
    excess[a] = (excess[a] ?? 0) - 1;
    if (from[pair] !== a) setRoom(net, half[groupArc + (from[pair] ?? 0)] ?? 0, ahead, back);
  };
  for (const pair of pairs) if (status?.[pair] !== 1) put(pair, 0, 1);
  if (!status) return;
  for (let pair = instance.starts[a] ?? 0; pair < (instance.starts[a + 1] ?? 0); pair++) {
    if (status[pair] === 1) put(pair, 0, 0);
    else if (status[pair] === -1) setRoom(net, half[pair] ?? 0, 0, 0);
  }
}

/**
 * Prices for an application's node and its groups' under which nothing about it is for the better.
 * @returns false when there are none: another panel would be better than its own at the experts' prices
 */
export function settle(net: AssignmentNet, instance: Instance, a: number): boolean {
  const { room, mate, half, cost, price, from, groups, groupArc } = net;
  const n = instance.applications.length;
  const [start, end] = [instance.starts[a] ?? 0, instance.starts[a + 1] ?? 0];
  const [firstGroup, lastGroup] = [groups[a] ?? 0, groups[a + 1] ?? 0];
  const never = Number.NEGATIVE_INFINITY;
  for (let g = firstGroup; g < lastGroup; g++) price[g] = never;
  price[a] = never;
  const raise = (node: number, to: number) => {
    if (to > (price[node] ?? 0)) price[node] = to;
  };
  const reachOf = (pair: number) =>
    (price[n + (instance.expertOf[pair] ?? 0)] ?? 0) - (cost[half[pair] ?? 0] ?? 0);
  for (let pair = start; pair < end; pair++) if (room[half[pair] ?? 0]) raise(from[pair] ?? 0, reachOf(pair));
  for (let g = firstGroup; g < lastGroup; g++) if (room[half[groupArc + g] ?? 0]) raise(a, price[g] ?? 0);
  const isUsed = (pair: number) => room[mate[half[pair] ?? 0] ?? 0] !== 0;
  if (price[a] === never) {
    // Nothing is left to choose from; any price below what it has will do.
    let least = 0;
    for (let pair = start; pair < end; pair++) if (isUsed(pair)) least = Math.min(least, reachOf(pair));
    price[a] = least;
  }
  for (let g = firstGroup; g < lastGroup; g++) {
    const arc = half[groupArc + g] ?? 0;
    if (room[mate[arc] ?? 0]) raise(g, price[a] ?? 0);
    else if (price[g] === never) price[g] = price[a] ?? 0;
  }
  for (let pair = start; pair < end; pair++)
    if (isUsed(pair) && reachOf(pair) < (price[from[pair] ?? 0] ?? 0)) return false;
  return true;
}
