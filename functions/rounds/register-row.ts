import type * as z from "zod";
import { RegisterContact, type RegisterFault, RegisterRow } from "../../shared/contract/register.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { usccFault } from "../../shared/kernel/uscc.ts";
import { type RegisterFaultCode, registerFault } from "./register-faults.ts";

/** One line of the register: its cells by column key, and the line on which it ends. */
export interface RegisterLine {
  line: number;
  cells: ReadonlyMap<string, string>;
}

export const conclusionWords = {
  合格: "QUALIFIED",
  基本合格: "BASICALLY_QUALIFIED",
  不合格: "UNQUALIFIED",
  未参检: "NOT_INSPECTED",
  不适用: "NOT_APPLICABLE",
  待定: "PENDING",
} as const;
const yesOrNo = { 是: true, 否: false, yes: true, no: false } as const;
const partyWords = { 健全: "complete", 不健全: "incomplete" } as const;
const earlierWords = { 无: "none", 已完成: "completed", 未完成: "not-completed" } as const;

const blank = /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g;

/** Trimmed, spaces of every kind; full-width letters and digits become ASCII, Chinese brackets in a name stay. */
export const nameOf = (cell: string): string =>
  cell.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (character) => character.normalize("NFKC")).replace(blank, "");

/** As `nameOf`, and every full-width form becomes ASCII: for codes, addresses, dates and set words. */
export const plainOf = (cell: string): string => cell.normalize("NFKC").replace(blank, "");

/** `2021-3-5`, `2021/03/05` or `2021年3月5日` as a day of the calendar; undefined for any other text. */
function dateOf(text: string): LocalDate | undefined {
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return LocalDate.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`).data;
}

/** One line as a row of the register, or every fault of the line at once. */
export function registerRow({ line, cells }: RegisterLine): RegisterRow | RegisterFault[] {
  const faults: RegisterFault[] = [];
  const fail = (column: string, ...fault: [RegisterFaultCode, string?]): undefined => {
    faults.push(registerFault(line, column, fault));
    return undefined;
  };
  const plain = (column: string) => plainOf(cells.get(column) ?? "");
  const needed = (column: string, text: string) => (text === "" ? fail(column, "required") : text);
  const name = (column: string) => needed(column, nameOf(cells.get(column) ?? ""));

  /** A set word of a column, in Chinese or as its own code. */
  const word = <T>(column: string, words: Readonly<Record<string, T>>, code: RegisterFaultCode) => {
    const text = plain(column);
    const asked = text.toLowerCase();
    const known = Object.entries(words).find(
      ([name, value]) => name === asked || String(value).toLowerCase() === asked,
    );
    return known ? known[1] : fail(column, code, text);
  };

  const contact = (role: "filler" | "approver") => {
    const mail = needed(`${role}_mail`, plain(`${role}_mail`));
    const sound = mail === undefined ? undefined : RegisterContact.shape.mail.safeParse(mail).data;
    if (mail !== undefined && sound === undefined) fail(`${role}_mail`, "bad-mail", mail);
    return { name: name(`${role}_name`), mail: sound };
  };

  /** A fact with source and day; null when the cell is empty. Every fault of the three cells is listed. */
  const fact = <T extends object>(column: string, read: () => T | undefined) => {
    if (plain(column) === "") return null;
    const value = read();
    const source = nameOf(cells.get(`${column}_source`) ?? "");
    if (source === "") fail(`${column}_source`, "source-missing");
    const written = plain(`${column}_on`);
    const on = dateOf(written);
    if (on === undefined && written === "") fail(`${column}_on`, "date-missing");
    else if (on === undefined) fail(`${column}_on`, "bad-date", written);
    return { ...value, source, on };
  };

  const penalties = () => {
    const text = nameOf(cells.get("penalties") ?? "");
    if (text === "无" || text.toLowerCase() === "none") return { list: [] };
    const list = text.split(/[;；]/).map((entry) => {
      const [day = "", authority = "", ...grounds] = entry.split(/[|｜]/).map(nameOf);
      const decidedOn = dateOf(plainOf(day));
      if (decidedOn === undefined || authority === "" || grounds.join("") === "")
        return fail("penalties", "bad-penalty", entry);
      return { decidedOn, authority, grounds: grounds.join("|") };
    });
    return { list };
  };

  const code = needed("code", plain("code").toUpperCase());
  if (code !== undefined && !SocietyCode.safeParse(code).success) fail("code", "bad-code", code);
  const uscc = needed("uscc", plain("uscc").toUpperCase());
  const wrong = uscc === undefined ? null : usccFault(uscc);
  if (wrong !== null) fail("uscc", `uscc-${wrong}`, uscc);
  const filler = contact("filler");
  const approver = contact("approver");
  if (filler.mail !== undefined && filler.mail === approver.mail) fail("approver_mail", "filler-is-approver");

  const years = [...cells.keys()].flatMap((key) => /^inspection_(\d{4})$/.exec(key)?.[1] ?? []);
  const inspections = years
    .sort()
    .reverse()
    .flatMap((year) => {
      const column = `inspection_${year}`;
      const conclusion = () => word(column, conclusionWords, "unknown-conclusion");
      const found = fact(column, () => ({ year: Number(year), conclusion: conclusion() }));
      return found === null ? [] : [found];
    });

  const state = <T extends string>(column: string, words: Readonly<Record<string, T>>) =>
    fact(column, () => ({ state: word(column, words, "unknown-word") }));
  const recommended = needed("recommended", plain("recommended"));
  const row = {
    code,
    names: { zh: name("name_zh"), en: name("name_en") },
    category: name("category"),
    uscc,
    isRecommended: recommended === undefined ? undefined : word("recommended", yesOrNo, "unknown-word"),
    filler,
    approver,
    facts: {
      inspections,
      partyOrganisation: state("party_organisation", partyWords),
      penalties: fact("penalties", penalties),
      earlierProjects: state("earlier_projects", earlierWords),
      supplier: fact("supplier_registered", () => ({
        isRegistered: word("supplier_registered", yesOrNo, "unknown-word"),
      })),
    },
  };
  if (faults.length > 0) return faults;
  const parsed = RegisterRow.safeParse(row);
  return parsed.success ? parsed.data : lengthFaults(line, parsed.error);
}

/** What is left for the schema to find: texts longer than their field. */
const lengthFaults = (line: number, error: z.ZodError): RegisterFault[] =>
  error.issues.map(({ path }) => registerFault(line, path.join("."), ["too-long"]));
