import { cover, type Shortage } from "./coverage.ts";
import { type AssignmentNet, netOf } from "./flow.ts";
import { type Instance, panelsOf } from "./instance.ts";
import { sendUnit } from "./network.ts";

interface Ways {
  cameBy: Int32Array;
  queue: Int32Array;
}

/** Sends one unit around through the half, so that it flows in it and all else still goes. False: that can't be. */
function turnedInto(net: AssignmentNet, half: number, { cameBy, queue }: Ways): boolean {
  const { first, to, mate, room } = net;
  const goal = to[mate[half] ?? 0] ?? 0;
  const start = to[half] ?? 0;
  cameBy.fill(-1);
  let tail = 0;
  queue[tail++] = start;
  for (let head = 0; head < tail; head++) {
    const u = queue[head] ?? 0;
    for (let h = first[u] ?? 0; h < (first[u + 1] ?? 0); h++) {
      const v = to[h] ?? 0;
      if (room[h] === 0 || v === start || (cameBy[v] ?? 0) >= 0) continue;
      cameBy[v] = h;
      if (v !== goal) {
        queue[tail++] = v;
        continue;
      }
      sendUnit(net, half);
      for (let back = goal; back !== start; ) {
        const by = cameBy[back] ?? 0;
        sendUnit(net, by);
        back = to[mate[by] ?? 0] ?? 0;
      }
      return true;
    }
  }
  return false;
}

/**
 * The assignment that comes first in an order of pairs: each pair in turn is taken if, with all that is taken already, every
 * application can still have its k experts by the hard rules, and passed over for good if not. So it finds one whenever
 * there is one, and whoever has another test of "can still" finds the same.
 * @param order places of pairs in the instance, each once; the scores count for nothing
 * @returns the pairs of each application, forced ones among them, or why there is no assignment
 */
export function firstInOrder(instance: Instance, order: readonly number[]): number[][] | Shortage {
  const net = netOf(instance, () => 0);
  const short = cover(net, instance);
  if (short) return short;
  const { room, mate, half, from, groupArc } = net;
  const { expertOf, forced, applications, experts, k, limited } = instance;
  const chosen = Uint8Array.from(forced);
  const lacks = new Int32Array(applications.length).fill(k);
  const places = Int32Array.from(experts, ({ most }) => most);
  const applicationOf = new Int32Array(expertOf.length);
  const count = (pair: number) => {
    const [a, e] = [applicationOf[pair] ?? 0, expertOf[pair] ?? 0];
    lacks[a] = (lacks[a] ?? 0) - 1;
    places[e] = (places[e] ?? 0) - 1;
  };
  for (let a = 0; a < applications.length; a++)
    applicationOf.fill(a, instance.starts[a] ?? 0, instance.starts[a + 1] ?? 0);
  for (let pair = 0; pair < expertOf.length; pair++) if (forced[pair]) count(pair);
  /** What flows there stays; what does not never will. */
  const settle = (arc: number) => {
    room[arc] = 0;
    room[mate[arc] ?? 0] = 0;
  };
  const ways: Ways = { cameBy: new Int32Array(net.nodes), queue: new Int32Array(net.nodes) };
  for (const pair of order) {
    if (chosen[pair]) continue;
    const [a, e, arc] = [applicationOf[pair] ?? 0, expertOf[pair] ?? 0, half[pair] ?? 0];
    const isOpen = (lacks[a] ?? 0) > 0 && (places[e] ?? 0) > 0;
    const isTaken = isOpen && (room[mate[arc] ?? 0] !== 0 || (room[arc] !== 0 && turnedInto(net, arc, ways)));
    settle(arc);
    if (!isTaken) continue;
    if (from[pair] !== a && !limited) settle(half[groupArc + (from[pair] ?? 0)] ?? 0);
    chosen[pair] = 1;
    count(pair);
  }
  return panelsOf(
    instance,
    Array.from(chosen.keys()).filter((pair) => chosen[pair]),
  );
}
