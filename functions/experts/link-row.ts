import type { SocietyLinkFact, SocietyLinkKind } from "../../shared/contract/society-links.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import { dateOf, lineReader, nameOf, type TableLine } from "../../shared/files/table-cells.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type { societiesByName } from "./expert-row.ts";
import { linkFault } from "./link-faults.ts";

/** What a line says of a society; `isWithdrawn`: what is held of it was wrong. */
export interface LinkRow {
  line: number;
  societyCode: SocietyCode;
  fact: SocietyLinkFact;
  isWithdrawn: boolean;
}

const kindWords: Readonly<Record<string, SocietyLinkKind>> = {
  支撑单位: "supporting-unit",
  挂靠单位: "supporting-unit",
  业务主管单位: "supervisory-body",
  负责人: "officer",
  法定代表人: "legal-representative",
  合作项目: "joint-project",
};

const yes: Readonly<Record<string, "yes">> = { 是: "yes" };

const texts = ["name", "office", "institution", "parent_institution", "department"] as const;
type TextColumn = (typeof texts)[number];

/** What a line of each kind has to say, and what it has nothing to say of. */
const forms: Readonly<Record<SocietyLinkKind, { needs: TextColumn[]; none: (TextColumn | "partner")[] }>> = {
  "supporting-unit": { needs: ["institution"], none: ["name", "office", "partner"] },
  "supervisory-body": { needs: ["institution"], none: ["name", "office", "department", "partner"] },
  officer: { needs: ["name", "office"], none: ["parent_institution", "department", "partner"] },
  "legal-representative": { needs: ["name"], none: ["parent_institution", "department", "partner"] },
  "joint-project": { needs: ["office"], none: ["department"] },
};

const longest = {
  name: 100,
  office: 200,
  institution: 200,
  parent_institution: 200,
  department: 200,
  source: 200,
};

/** One line as a row, or every fault of the line at once. */
export function linkRow(
  line: TableLine,
  { societyNamed, today }: { societyNamed: ReturnType<typeof societiesByName>; today: LocalDate },
): LinkRow | TableFault[] {
  const read = lineReader(line, linkFault);
  const { cell, fail, needed, word, plain } = read;
  const societyIn = (column: string, text: string) => {
    const code = text === "" ? undefined : societyNamed(text);
    return text !== "" && code === undefined ? fail(column, "society-unknown", text) : code;
  };
  const societyCode = societyIn("society", needed("society", nameOf(cell("society"))) ?? "");
  const kindText = needed("kind", plain("kind"));
  const kind = kindText === undefined ? undefined : word("kind", kindWords, "unknown-word");
  const stated = (column: string) => nameOf(cell(column)) || null;
  const partnerCode = societyIn("partner", stated("partner") ?? "") ?? null;
  if (partnerCode !== null && partnerCode === societyCode) fail("partner", "own-partner", partnerCode);
  if (kind !== undefined) {
    for (const column of forms[kind].needs) needed(column, stated(column) ?? "");
    for (const column of forms[kind].none) if (stated(column) !== null) fail(column, "not-of-kind", kindText);
    const person = stated("name") !== null;
    const others = [stated("institution") !== null && !person, stated("partner") !== null];
    if (kind === "joint-project" && [person, ...others].filter(Boolean).length !== 1)
      fail("partner", "one-partner");
  }
  const untilText = plain("until");
  const until = untilText === "" ? null : dateOf(untilText);
  if (until === undefined) fail("until", "bad-date", untilText);
  const source = needed("source", nameOf(cell("source")));
  const onText = needed("on", plain("on"));
  const on = onText === undefined ? undefined : read.day("on", onText, today);
  const isWithdrawn = plain("withdrawn") !== "" && word("withdrawn", yes, "unknown-word") !== undefined;
  for (const [column, most] of Object.entries(longest))
    if (nameOf(cell(column)).length > most) fail(column, "too-long");
  for (const column of [...texts, "source"])
    if (holdsIdentityData(cell(column))) fail(column, "identity-data");
  if (read.faults.length > 0 || !societyCode || !kind || until === undefined || !source || !on)
    // A fault that quotes its cell would send the number back.
    return read.faults.map((fault) =>
      fault.column !== null && fault.code !== "identity-data" && holdsIdentityData(cell(fault.column))
        ? linkFault(fault.line, fault.column, ["identity-data"])
        : fault,
    );
  return {
    ...{ line: line.line, societyCode, isWithdrawn },
    fact: {
      ...{ kind, name: stated("name"), office: stated("office"), institution: stated("institution") },
      ...{ parentInstitution: stated("parent_institution"), department: stated("department") },
      ...{ partnerCode, until, source, on },
    },
  };
}
