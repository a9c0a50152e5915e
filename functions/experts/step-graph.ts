import type { Graphs } from "../../shared/conflicts/graph.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Write } from "../../shared/store/entity.ts";
import { graphsOf } from "../../shared/store/published/graphs.ts";
import { graphTurns, turned } from "./records.ts";

interface Read {
  graphs: Graphs;
  /** Moves the turns of the societies on: what is written on the ground of the graphs falls when one changed meanwhile. */
  turns: (codes: readonly SocietyCode[]) => Write[];
}

/** What is on record of some societies, for who writes on its ground. */
export async function turnedGraphs(codes: readonly SocietyCode[]): Promise<Read> {
  const asked = [...new Set(codes)];
  // The turns are read first: whoever changes a graph after that moves one, and the write falls.
  const before = await graphTurns.getMany(asked.map((societyCode) => ({ societyCode })));
  const turnOf = new Map(before.map((turn) => [turn.societyCode, turn]));
  return {
    graphs: await graphsOf(asked),
    turns: (some) => [...new Set(some)].map((code) => turned(code, turnOf.get(code))),
  };
}
