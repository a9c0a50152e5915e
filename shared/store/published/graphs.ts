import type { Graphs, SocietyGraph } from "../../conflicts/graph.ts";
import type { SocietyCode } from "../../kernel/ids.ts";
import { matchDecisions } from "./match-decisions.ts";
import { societies } from "./societies.ts";
import { societyLinks } from "./society-links.ts";

/** Societies whose records are read side by side. */
const atOnce = 16;

async function recordsOf(societyCode: SocietyCode): Promise<Omit<SocietyGraph, "names">> {
  const [links, decisions] = await Promise.all([
    societyLinks.list(societyCode),
    matchDecisions.list(societyCode),
  ]);
  return { societyCode, links, decisions };
}

async function namesOf(codes: readonly SocietyCode[]): Promise<ReadonlyMap<SocietyCode, string[]>> {
  const known = await societies.getMany(codes.map((code) => ({ code })));
  return new Map(
    known.map(({ code, names, formerNames }) => [
      code,
      [names.zh, names.en, ...formerNames.map(({ zh }) => zh)],
    ]),
  );
}

async function recordsOfAll(codes: readonly SocietyCode[]) {
  const read = [];
  for (let from = 0; from < codes.length; from += atOnce)
    read.push(...(await Promise.all(codes.slice(from, from + atOnce).map(recordsOf))));
  return read;
}

async function readInto(graphs: Map<SocietyCode, SocietyGraph>, codes: readonly SocietyCode[]) {
  const [names, read] = await Promise.all([namesOf(codes), recordsOfAll(codes)]);
  for (const one of read) graphs.set(one.societyCode, { ...one, names: names.get(one.societyCode) ?? [] });
}

/**
 * What is on record of some societies, and of those with which they have joint projects; strongly consistent. A reader's
 * manifest names societies (batch), societyLinks and matchDecisions (query).
 */
export async function graphsOf(codes: readonly SocietyCode[]): Promise<Graphs> {
  const graphs = new Map<SocietyCode, SocietyGraph>();
  await readInto(graphs, [...new Set(codes)]);
  const partners = [...graphs.values()]
    .flatMap((graph) => graph.links.flatMap(({ partnerCode }) => partnerCode ?? []))
    .filter((code) => !graphs.has(code));
  await readInto(graphs, [...new Set(partners)]);
  return graphs;
}
