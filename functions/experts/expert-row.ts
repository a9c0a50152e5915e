import type { Expert, Tie } from "../../shared/contract/experts.ts";
import { Mail } from "../../shared/contract/mail.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import {
  codeOf,
  dateOf,
  lineReader,
  nameOf,
  plainOf,
  type TableLine,
} from "../../shared/files/table-cells.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { ConflictKind } from "../../shared/programme/reviewing.ts";
import { expertFault } from "./expert-faults.ts";
import { plain } from "./fit.ts";

/** What a line says of an expert; null and an empty list: it says nothing, and what is held stays. */
export interface ExpertRow {
  line: number;
  name: string;
  mail: Mail;
  institution: string | null;
  parentInstitution: string | null;
  department: string | null;
  fields: string[];
  loadCap: number | null;
  ties: Tie[];
}

/** A tie as people write it, or by its own code. */
const tieWords: Readonly<Record<string, ConflictKind>> = {
  会员: "member",
  任职: "office-holder",
  受聘: "employed",
  亲属: "relative",
  师生: "supervised",
  合作: "joint-work",
  顾问: "adviser",
  参与申报: "took-part",
  申报单位提出: "named-by-applicant",
  本人提出: "own-request",
};
const kinds = new Map<string, ConflictKind>(
  Object.entries(tieWords).flatMap(([zh, kind]) => [
    [zh, kind],
    [kind, kind],
  ]),
);

/** The societies of the register by whatever names them exactly: code, present and former names. */
export function societiesByName(
  registered: readonly Pick<Society, "code" | "names" | "formerNames">[],
): (text: string) => Society["code"] | undefined {
  const byName = new Map<string, Society["code"]>(
    registered.flatMap(({ code, names, formerNames }) => [
      ...formerNames.map(({ zh }) => [plain(zh), code] as const),
      [plain(names.zh), code],
      [plain(names.en), code],
    ]),
  );
  const byCode = new Map<string, Society["code"]>(registered.map(({ code }) => [code, code]));
  return (text) => byCode.get(codeOf(text)) ?? byName.get(plain(text));
}

type Reader = ReturnType<typeof readerOf>;
const readerOf = (line: TableLine) => lineReader(line, expertFault);

const parts = (cell: string) =>
  cell
    .split(/[;；]/)
    .map(nameOf)
    .filter((one) => one !== "");

function tiesIn({ cell, fail }: Reader, societyNamed: ReturnType<typeof societiesByName>): Tie[] {
  return parts(cell("ties")).flatMap((entry) => {
    const [society = "", kindText = "", untilText = "", note = "", ...more] = entry
      .split(/[|｜]/)
      .map(nameOf);
    if (society === "" || kindText === "" || more.length > 0 || note.length > 500) {
      fail("ties", "bad-tie", entry);
      return [];
    }
    const societyCode = societyNamed(society);
    if (societyCode === undefined) fail("ties", "society-unknown", society);
    const kind = kinds.get(plainOf(kindText).toLowerCase());
    if (kind === undefined) fail("ties", "unknown-tie", kindText);
    const until = untilText === "" ? null : dateOf(plainOf(untilText));
    if (until === undefined) fail("ties", "bad-date", untilText);
    return societyCode === undefined || kind === undefined || until === undefined
      ? []
      : [{ kind, societyCode, until, note }];
  });
}

function capIn({ plain: text, fail }: Reader): number | null {
  const stated = text("load_cap");
  if (stated === "") return null;
  if (/^[1-9]\d{0,2}$|^1000$/.test(stated)) return Number(stated);
  fail("load_cap", "bad-cap", stated);
  return null;
}

const longest: Readonly<Record<string, number>> = {
  ...{ name: 100, institution: 200, parent_institution: 200, department: 200 },
};
const mostFields = 20;
const mostTies = 100;

/** One line as a row, or every fault of the line at once. */
export function expertRow(
  line: TableLine,
  societyNamed: ReturnType<typeof societiesByName>,
): ExpertRow | TableFault[] {
  const read = readerOf(line);
  const { cell, fail, needed } = read;
  const name = read.name("name");
  const address = needed("mail", read.plain("mail"));
  const mail = address === undefined ? undefined : Mail.safeParse(address).data;
  if (address !== undefined && mail === undefined) fail("mail", "bad-mail", address);
  const stated = (column: string) => nameOf(cell(column)) || null;
  const fields = [...new Set(parts(cell("fields").replaceAll("、", ";")))];
  const ties = tiesIn(read, societyNamed);
  for (const [column, most] of Object.entries(longest))
    if (nameOf(cell(column)).length > most) fail(column, "too-long");
  if (fields.length > mostFields || fields.some((one) => one.length > 100)) fail("fields", "too-long");
  if (ties.length > mostTies) fail("ties", "too-long");
  for (const column of ["name", "institution", "parent_institution", "department", "fields", "ties"])
    if (holdsIdentityData(cell(column))) fail(column, "identity-data");
  const loadCap = capIn(read);
  if (read.faults.length > 0 || name === undefined || mail === undefined)
    // A fault that quotes its cell would send the number back.
    return read.faults.map((fault) =>
      fault.column !== null && fault.code !== "identity-data" && holdsIdentityData(cell(fault.column))
        ? expertFault(fault.line, fault.column, ["identity-data"])
        : fault,
    );
  return {
    ...{ line: line.line, name, mail, fields, loadCap, ties },
    institution: stated("institution"),
    parentInstitution: stated("parent_institution"),
    department: stated("department"),
  };
}

/** Same name, and an institution that is the same or not known: perhaps one person. */
export const isLikelySame = (
  one: { name: string; institution: string | null },
  other: Pick<Expert, "name" | "institution">,
): boolean =>
  plain(one.name) === plain(other.name) &&
  (!one.institution || other.institution === "" || plain(one.institution) === plain(other.institution));
