import { type Residual, sendUnit } from "./network.ts";

/** How far each node is from those that still have units, in halves with room; −1: not to be reached. */
function levelsOf(
  { nodes, first, to, room, excess }: Residual,
  level: Int32Array,
  queue: Int32Array,
): boolean {
  level.fill(-1);
  let tail = 0;
  for (let u = 0; u < nodes; u++) {
    if ((excess[u] ?? 0) <= 0) continue;
    level[u] = 0;
    queue[tail++] = u;
  }
  let isGoal = false;
  for (let at = 0; at < tail; at++) {
    const u = queue[at] ?? 0;
    if ((excess[u] ?? 0) < 0) isGoal = true;
    for (let h = first[u] ?? 0; h < (first[u + 1] ?? 0); h++) {
      const v = to[h] ?? 0;
      if (room[h] === 0 || (level[v] ?? 0) >= 0) continue;
      level[v] = (level[u] ?? 0) + 1;
      queue[tail++] = v;
    }
  }
  return isGoal;
}

/**
 * Sends as much as the network carries, whatever it costs: all shortest ways at once, until there is none (Dinic 1970). What
 * a node then still has finds no way to who needs it.
 */
export function sendMost(net: Residual): void {
  const { nodes, first, to, mate, room, excess } = net;
  const level = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  const current = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  while (levelsOf(net, level, queue)) {
    current.set(first.subarray(0, nodes));
    for (let source = 0; source < nodes; source++) {
      let [u, depth] = [source, 0];
      while ((excess[source] ?? 0) > 0) {
        if ((excess[u] ?? 0) < 0) {
          for (let at = 0; at < depth; at++) sendUnit(net, path[at] ?? 0);
          excess[source] = (excess[source] ?? 0) - 1;
          excess[u] = (excess[u] ?? 0) + 1;
          [u, depth] = [source, 0];
          continue;
        }
        const end = first[u + 1] ?? 0;
        const next = (level[u] ?? 0) + 1;
        let h = current[u] ?? 0;
        while (h < end && (room[h] === 0 || level[to[h] ?? 0] !== next)) h++;
        current[u] = h;
        if (h < end) {
          path[depth++] = h;
          u = to[h] ?? 0;
        } else {
          if (depth === 0) break;
          // Nothing leads on from here: whoever came steps back and looks further.
          const came = path[--depth] ?? 0;
          u = to[mate[came] ?? 0] ?? 0;
          current[u] = came + 1;
        }
      }
    }
  }
}
