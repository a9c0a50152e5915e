import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Write } from "../../shared/store/entity.ts";
import { societies } from "../../shared/store/published/societies.ts";
import type { Graphs, SocietyGraph } from "./graph.ts";
import { graphTurns, links, matchDecisions, turned } from "./records.ts";

/** Societies whose records are read side by side. */
const atOnce = 16;

interface Read {
  graphs: Graphs;
  /** Moves the turns of the societies on: what is written on the ground of the graphs falls when one changed meanwhile. */
  turns: (codes: readonly SocietyCode[]) => Write[];
}

async function graphOf(societyCode: SocietyCode, names: readonly string[]): Promise<SocietyGraph> {
  const [held, decisions] = await Promise.all([links.list(societyCode), matchDecisions.list(societyCode)]);
  return { societyCode, names, links: held, decisions };
}

async function readInto(graphs: Map<SocietyCode, SocietyGraph>, codes: readonly SocietyCode[]) {
  const known = await societies.getMany(codes.map((code) => ({ code })));
  const namesOf = new Map(
    known.map(({ code, names, formerNames }) => [
      code,
      [names.zh, names.en, ...formerNames.map(({ zh }) => zh)],
    ]),
  );
  for (let from = 0; from < codes.length; from += atOnce) {
    const some = codes.slice(from, from + atOnce);
    const read = await Promise.all(some.map((code) => graphOf(code, namesOf.get(code) ?? [])));
    for (const graph of read) graphs.set(graph.societyCode, graph);
  }
}

/** What is on record of some societies, and of those with which they have joint projects. */
export async function graphsOf(codes: readonly SocietyCode[]): Promise<Read> {
  const graphs = new Map<SocietyCode, SocietyGraph>();
  const asked = [...new Set(codes)];
  if (asked.length === 0) return { graphs, turns: () => [] };
  // The turns are read first: whoever changes a graph after that moves one, and the write falls.
  const before = await graphTurns.getMany(asked.map((societyCode) => ({ societyCode })));
  const turnOf = new Map(before.map((turn) => [turn.societyCode, turn]));
  await readInto(graphs, asked);
  const partners = [...graphs.values()]
    .flatMap((graph) => graph.links.flatMap(({ partnerCode }) => partnerCode ?? []))
    .filter((code) => !graphs.has(code));
  if (partners.length > 0) await readInto(graphs, [...new Set(partners)]);
  return {
    graphs,
    turns: (some) => [...new Set(some)].map((code) => turned(code, turnOf.get(code))),
  };
}
