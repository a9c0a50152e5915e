import { institutionKey, nameKey } from "../../shared/conflicts/near-names.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import { societyLinkColumns } from "../../shared/contract/society-link-columns.ts";
import type { SocietyLink, SocietyLinkFact } from "../../shared/contract/society-links.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import { plainOf } from "../../shared/files/table-cells.ts";
import { listed, type TableLines, tableLines } from "../../shared/files/table-lines.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import { societiesByName } from "./expert-row.ts";
import { linkFault } from "./link-faults.ts";
import { type LinkRow, linkRow } from "./link-row.ts";

/** The councils of a whole register; what an answer and one request's time can bear. */
const mostRows = 3000;

const columnNamed = (heading: string) => {
  const name = plainOf(heading);
  return societyLinkColumns.find(({ key, zh }) => key === name.toLowerCase() || zh === name);
};

/** The lines of a table of societies' ties, whose columns are those of `shared/contract/society-link-columns.ts`. */
export const linkLines = (file: string | Uint8Array): TableLines =>
  tableLines(file, { columns: societyLinkColumns, columnNamed, mostRows });

/** The headings in Chinese, with the BOM by which spreadsheets know UTF-8. */
export const linkTemplate = (): string => `\ufeff${societyLinkColumns.map(({ zh }) => zh).join(",")}\r\n`;

/**
 * What makes two statements ones about the same tie of a society: the person and the office, the unit and its department, the
 * project and with whom. Whatever else they say may change.
 */
export function linkKey({
  kind,
  name,
  office,
  institution,
  department,
  partnerCode,
}: SocietyLinkFact): string {
  const who = nameKey(name ?? "");
  const place = who === "" ? institutionKey(institution ?? "") : "";
  const what = institutionKey(kind === "legal-representative" ? "" : (office ?? ""));
  return canonicalJson([kind, who, what, place, institutionKey(department ?? ""), partnerCode]);
}

/** What an import does to one tie; `held` undefined: it is new. */
export interface LinkChange {
  row: LinkRow;
  held: SocietyLink | undefined;
  what: "new" | "changed" | "withdrawn";
}

interface Ground {
  registered: readonly Pick<Society, "code" | "names" | "formerNames">[];
  /** No day of a source may be later. */
  today: LocalDate;
}

/** The rows that have no fault by themselves and among each other, and every fault of the others. */
export function judgeLinks({ lines, faults: form }: TableLines, { registered, today }: Ground) {
  const societyNamed = societiesByName(registered);
  const judged = lines.map((line) => linkRow(line, { societyNamed, today }));
  const sound = judged.flatMap((one) => (Array.isArray(one) ? [] : one));
  const first = new Map<string, number>();
  const repeated: TableFault[] = [];
  for (const { line, societyCode, fact } of sound) {
    const key = `${societyCode}#${linkKey(fact)}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    else repeated.push(linkFault(line, null, ["repeated-link", String(before)]));
  }
  const wrong = new Set(repeated.map(({ line }) => line));
  return {
    rows: sound.filter(({ line }) => !wrong.has(line)),
    faults: [...form, ...judged.flatMap((one) => (Array.isArray(one) ? one : [])), ...repeated],
  };
}

const factOf = (link: SocietyLinkFact): SocietyLinkFact => {
  const { kind, name, office, institution, parentInstitution, department } = link;
  const { partnerCode, until, source, on } = link;
  const who = { kind, name, office, institution, parentInstitution, department };
  return { ...who, partnerCode, until, source, on };
};

/**
 * What sound rows do to what is held, and what is wrong with them beside it. None is dropped by a file that is silent on it.
 * Whoever stands aside from a society changes nothing of what ties it, nor of a joint project with it.
 */
export function linkChanges(
  rows: readonly LinkRow[],
  heldOf: ReadonlyMap<SocietyCode, readonly SocietyLink[]>,
  standsAsideFrom: (code: string) => boolean,
): { changes: LinkChange[]; faults: TableFault[] } {
  const changes: LinkChange[] = [];
  const faults: TableFault[] = [];
  const byKey = new Map(
    [...heldOf].map(([code, links]) => [code, new Map(links.map((link) => [linkKey(link), link]))]),
  );
  for (const row of rows) {
    const { line, fact, isWithdrawn, societyCode } = row;
    const held = byKey.get(societyCode)?.get(linkKey(fact));
    const stands = held !== undefined && held.withdrawn === null;
    const isSame = stands && !isWithdrawn && canonicalJson(factOf(held)) === canonicalJson(fact);
    const barred = [societyCode, fact.partnerCode].find((code) => code !== null && standsAsideFrom(code));
    if (barred && !isSame) {
      faults.push(linkFault(line, barred === societyCode ? "society" : "partner", ["stands-aside", barred]));
      continue;
    }
    if (isWithdrawn) {
      if (held === undefined) faults.push(linkFault(line, "withdrawn", ["nothing-held"]));
      else if (stands) changes.push({ row, held, what: "withdrawn" });
    } else if (held === undefined) changes.push({ row, held, what: "new" });
    else if (isSame) continue;
    else if (stands && fact.on < held.on) faults.push(linkFault(line, "on", ["older-than-held", held.on]));
    else changes.push({ row, held, what: "changed" });
  }
  return { changes, faults };
}

/** All faults in the order of the file, as many as an answer can bear. */
export const inOrder = (faults: readonly TableFault[]): TableFault[] =>
  listed(faults.toSorted((a, b) => a.line - b.line));

/** A tie's next version; what it said before is kept. */
export function nextLink(
  { row: { fact, societyCode }, held, what }: LinkChange,
  { id, recorded }: Pick<SocietyLink, "id" | "recorded">,
): SocietyLink {
  if (held === undefined)
    return { ...fact, id, societyCode, recorded, withdrawn: null, earlier: [], version: 1 };
  const version = held.version + 1;
  if (what === "withdrawn")
    return { ...held, withdrawn: { source: fact.source, on: fact.on, recorded }, version };
  const before = { ...factOf(held), recorded: held.recorded, withdrawn: held.withdrawn };
  const earlier = [...held.earlier, before];
  return { ...held, ...fact, recorded, withdrawn: null, earlier, version };
}
