import type { Graphs, SocietyGraph } from "../../conflicts/graph.ts";
import type { SocietyCode } from "../../kernel/ids.ts";
import { matchDecisions } from "./match-decisions.ts";
import { societies } from "./societies.ts";
import { societyLinks } from "./society-links.ts";

/** Societies whose records are read side by side. */
const atOnce = 16;

async function graphOf(societyCode: SocietyCode, names: readonly string[]): Promise<SocietyGraph> {
  const [links, decisions] = await Promise.all([
    societyLinks.list(societyCode),
    matchDecisions.list(societyCode),
  ]);
  return { societyCode, names, links, decisions };
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

/**
 * What is on record of some societies, and of those with which they have joint projects; strongly consistent. A reader's
 * manifest names societies (batch), societyLinks and matchDecisions (query).
 */
export async function graphsOf(codes: readonly SocietyCode[]): Promise<Graphs> {
  const graphs = new Map<SocietyCode, SocietyGraph>();
  if (codes.length === 0) return graphs;
  await readInto(graphs, [...new Set(codes)]);
  const partners = [...graphs.values()]
    .flatMap((graph) => graph.links.flatMap(({ partnerCode }) => partnerCode ?? []))
    .filter((code) => !graphs.has(code));
  if (partners.length > 0) await readInto(graphs, [...new Set(partners)]);
  return graphs;
}
