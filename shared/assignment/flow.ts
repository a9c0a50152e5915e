import type { Instance } from "./instance.ts";
import { type Residual, residualOf } from "./network.ts";

/**
 * The assignment as a network: application → (application, institution) with room for one, or (application, what is limited
 * there) with room for so many → expert → sink. It stays a
 * network with caps and with one expert per institution, so that the cheapest whole flow is the best assignment.
 * Nodes: applications, experts, sink, then groups. Arcs: pairs in the instance's order, experts' to the sink, then groups'.
 */
export interface AssignmentNet extends Residual {
  sink: number;
  /** The node from which each pair's arc leaves: its application, or the group of its institution. */
  from: Int32Array;
  /** Groups of each application: nodes `groups[a]` to `groups[a + 1]`; the arc to node g is `groupArc + g`. */
  groups: Int32Array;
  groupArc: number;
  /** Arcs of each expert's places: `placeArc[e]` to `placeArc[e + 1]`. */
  placeArc: Int32Array;
}

/** Groups are only made where two experts of an institution may both judge an application. */
function groupsOf({ panel, applications, experts, starts, expertOf, limited }: Instance, base: number) {
  const n = applications.length;
  const groups = new Int32Array(n + 1).fill(base);
  const from = new Int32Array(expertOf.length);
  let node = base;
  const seen = new Map<number, number>();
  for (let a = 0; a < n; a++) {
    groups[a] = node;
    const [start, end] = [starts[a] ?? 0, starts[a + 1] ?? 0];
    from.fill(a, start, end);
    if (limited?.is.subarray(start, end).includes(1)) {
      for (let pair = start; pair < end; pair++) if (limited.is[pair]) from[pair] = node;
      node++;
    }
    if (!panel) continue;
    seen.clear();
    for (let pair = start; pair < end; pair++) {
      const institution = experts[expertOf[pair] ?? 0]?.institution ?? -1;
      if (institution < 0) continue;
      const other = seen.get(institution);
      if (other === undefined) seen.set(institution, pair);
      else {
        if (from[other] === a) from[other] = node++;
        from[pair] = from[other] ?? 0;
      }
    }
  }
  groups[n] = node;
  return { from, groups, nodes: node };
}

/** What the next application costs an expert who has so many. */
export type LoadCost = (load: number) => number;

/**
 * The network of an instance with a cost for each pair; nothing flows yet but what is forced, and that is set aside.
 * @param loadCost makes an arc of each place of an expert, in rising order; without it all places are one arc and free
 */
export function netOf(
  instance: Instance,
  costOf: (pair: number) => number,
  loadCost?: LoadCost,
): AssignmentNet {
  const { applications, experts, starts, expertOf, k, forced, limited } = instance;
  const [n, m, pairs] = [applications.length, experts.length, expertOf.length];
  const sink = n + m;
  const { from, groups, nodes } = groupsOf(instance, sink + 1);
  const placeArc = new Int32Array(m + 1);
  placeArc[0] = pairs;
  for (const [e, { least, most }] of experts.entries())
    placeArc[e + 1] = (placeArc[e] ?? 0) + (loadCost ? most - least : 1);
  const groupArc = (placeArc[m] ?? 0) - sink - 1;
  const arcs = groupArc + nodes;
  const tail = new Int32Array(arcs);
  const head = new Int32Array(arcs);
  const room = new Int32Array(arcs).fill(1);
  const cost = new Float64Array(arcs);
  const supply = new Int32Array(nodes).fill(k, 0, n);
  supply[sink] = -n * k;
  for (const [e, { least, most }] of experts.entries()) {
    const start = placeArc[e] ?? 0;
    for (let arc = start; arc < (placeArc[e + 1] ?? 0); arc++) {
      tail[arc] = n + e;
      head[arc] = sink;
      if (loadCost) cost[arc] = loadCost(least + arc - start);
      else room[arc] = most - least;
    }
    supply[n + e] = -least;
    supply[sink] = (supply[sink] ?? 0) + least;
  }
  for (let a = 0; a < n; a++) {
    for (let g = groups[a] ?? 0; g < (groups[a + 1] ?? 0); g++) {
      tail[groupArc + g] = a;
      head[groupArc + g] = g;
      if (limited) room[groupArc + g] = limited.most[a] ?? 0;
    }
    for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++) {
      const expert = n + (expertOf[pair] ?? 0);
      tail[pair] = from[pair] ?? 0;
      head[pair] = expert;
      cost[pair] = costOf(pair);
      if (!forced[pair]) continue;
      room[pair] = 0;
      const group = groupArc + (from[pair] ?? 0);
      if (from[pair] !== a) room[group] = Math.max(0, (room[group] ?? 0) - 1);
      supply[a] = (supply[a] ?? 0) - 1;
      supply[expert] = (supply[expert] ?? 0) + 1;
    }
  }
  return { ...residualOf({ nodes, tail, head, room, cost }, supply), sink, from, groups, groupArc, placeArc };
}

/** Each expert's price of a place, from the network's prices: above nought only where all places are taken. */
export function pricesOf({ price, sink }: AssignmentNet, { applications, experts }: Instance): Float64Array {
  const n = applications.length;
  const prices = new Float64Array(experts.length);
  for (let e = 0; e < prices.length; e++) prices[e] = (price[sink] ?? 0) - (price[n + e] ?? 0);
  return prices;
}

/** The pairs that are forced or in which a unit flows. */
export function chosenOf({ room, mate, half }: AssignmentNet, { forced, expertOf }: Instance): number[] {
  const chosen: number[] = [];
  for (let pair = 0; pair < expertOf.length; pair++)
    if (forced[pair] || room[mate[half[pair] ?? 0] ?? 0]) chosen.push(pair);
  return chosen;
}
