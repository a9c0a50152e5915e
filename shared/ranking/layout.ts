import type { Graph, Side } from "./graph.ts";

/** A connected part of the graph, as those of the kept side. */
export interface Part {
  members: readonly number[];
}

/**
 * The graph as its equations are solved: the effects of the larger side are eliminated, so that the matrix is as small
 * as the smaller one, and falls into a block for each connected part.
 */
export interface Layout {
  graph: Graph;
  kept: Side;
  eliminated: Side;
  /** Which side stays in the equations. */
  keeps: "applications" | "experts";
  parts: readonly Part[];
  /** Of each on the kept side: its part, and its place there. */
  partOf: Int32Array;
  placeOf: Int32Array;
}

/** Everybody of the kept side that one can come to, from score to score. */
function reached(
  { kept, eliminated }: Pick<Layout, "kept" | "eliminated">,
  first: number,
  partOf: Int32Array,
  part: number,
): number[] {
  const members = [first];
  partOf[first] = part;
  for (const member of members) {
    for (let at = kept.starts[member] ?? 0; at < (kept.starts[member + 1] ?? 0); at++) {
      const between = kept.others[at] ?? 0;
      for (let to = eliminated.starts[between] ?? 0; to < (eliminated.starts[between + 1] ?? 0); to++) {
        const next = eliminated.others[to] ?? 0;
        if (partOf[next] !== -1) continue;
        partOf[next] = part;
        members.push(next);
      }
    }
  }
  return members.sort((a, b) => a - b);
}

/** The graph with its parts. */
export function layoutOf(graph: Graph): Layout {
  const keeps = graph.applications.ids.length < graph.experts.ids.length ? "applications" : "experts";
  const kept = graph[keeps];
  const eliminated = graph[keeps === "experts" ? "applications" : "experts"];
  const partOf = new Int32Array(kept.ids.length).fill(-1);
  const placeOf = new Int32Array(kept.ids.length);
  const parts: Part[] = [];
  for (let first = 0; first < kept.ids.length; first++) {
    if (partOf[first] !== -1) continue;
    const members = reached({ kept, eliminated }, first, partOf, parts.length);
    for (const [place, member] of members.entries()) placeOf[member] = place;
    parts.push({ members });
  }
  return { graph, kept, eliminated, keeps, parts, partOf, placeOf };
}
