import { sendMost } from "./blocking.ts";
import type { AssignmentNet } from "./flow.ts";
import type { Instance } from "./instance.ts";
import { sendUnit } from "./network.ts";

/**
 * Why not every application can have its k experts, by place. Among these applications and experts so many units are short
 * (the least cut, Ford and Fulkerson 1956; Hall 1935), and what would be enough: no smaller number is.
 */
export interface Shortage {
  short: number;
  applications: number[];
  experts: number[];
  relaxation: {
    /** Further places of experts. */
    places: { expert: number; more: number }[];
    /** Experts too few who may judge the application at all. */
    eligible: { application: number; more: number }[];
    /** Experts whose least number of applications would have to fall. */
    least: { expert: number; less: number }[];
  };
}

/** Marks in `reached` what a node with units has a way to, and in `cameBy` how. */
function reach(
  net: AssignmentNet,
  source: number,
  reached: Uint8Array,
  cameBy: Int32Array,
  queue: Int32Array,
): void {
  const { first, to, room } = net;
  let tail = 0;
  reached[source] = 1;
  queue[tail++] = source;
  for (let head = 0; head < tail; head++) {
    const u = queue[head] ?? 0;
    for (let h = first[u] ?? 0; h < (first[u + 1] ?? 0); h++) {
      const v = to[h] ?? 0;
      if (room[h] === 0 || reached[v]) continue;
      reached[v] = 1;
      cameBy[v] = h;
      queue[tail++] = v;
    }
  }
}

const counted = (counts: ReadonlyMap<number, number>) => [...counts].sort(([a], [b]) => a - b);
const count = (counts: Map<number, number>, key: number) => counts.set(key, (counts.get(key) ?? 0) + 1);

/**
 * Sends as much as the network carries, whatever it costs.
 * @returns undefined when all went; else why it couldn't
 */
export function cover(net: AssignmentNet, { applications, experts }: Instance): Shortage | undefined {
  const { nodes, to, mate, excess, sink } = net;
  sendMost(net);
  const stuck = Array.from(excess, (units, source) => ({ source, units })).filter(({ units }) => units > 0);
  if (stuck.length === 0) return undefined;

  const n = applications.length;
  const reached = new Uint8Array(nodes);
  const cameBy = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  const send = (source: number, goal: number) => {
    for (let v = goal; v !== source; ) {
      const h = cameBy[v] ?? 0;
      sendUnit(net, h);
      v = to[mate[h] ?? 0] ?? 0;
    }
    excess[source] = (excess[source] ?? 0) - 1;
    excess[goal] = (excess[goal] ?? 0) + 1;
  };
  for (const { source } of stuck) if (!reached[source]) reach(net, source, reached, cameBy, queue);
  const within = (from: number, size: number) =>
    Array.from({ length: size }, (_, at) => at).filter((at) => reached[from + at]);
  const shortage = { applications: within(0, n), experts: within(n, experts.length) };
  // One further place of any expert whom a stuck unit reaches takes that unit: so the fewest places are as many as units.
  const [places, eligible] = [new Map<number, number>(), new Map<number, number>()];
  for (const { source, units } of stuck) {
    for (let unit = 0; unit < units; unit++) {
      reached.fill(0);
      reach(net, source, reached, cameBy, queue);
      const expert = experts.findIndex((_, e) => reached[n + e]);
      if (expert < 0 && source < n) count(eligible, source);
      if (expert < 0) continue;
      count(places, expert);
      if (source !== n + expert) send(source, n + expert);
      excess[n + expert] = (excess[n + expert] ?? 0) - 1;
    }
  }
  const least = experts.flatMap(({ least: wanted }, e) => {
    const less = Math.min(wanted, Math.max(0, -(excess[n + e] ?? 0)));
    return less > 0 && excess[sink] !== undefined ? [{ expert: e, less }] : [];
  });
  return {
    short: stuck.reduce((sum, { units }) => sum + units, 0),
    ...shortage,
    relaxation: {
      places: counted(places).map(([expert, more]) => ({ expert, more })),
      eligible: counted(eligible).map(([application, more]) => ({ application, more })),
      least,
    },
  };
}
