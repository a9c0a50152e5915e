import { describe, expect, it } from "vitest";
import { type ParsedRegister, parseRegister } from "../../functions/rounds/register.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { latestDayAt, type Registered } from "../../functions/rounds/register-held.ts";
import type { RegisterRow } from "../../shared/contract/register.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { givenRow } from "./given.ts";
import { day, inspection, registeredAs, withInspections } from "./given-register.ts";

const today = LocalDate.parse("2021-11-03");

/** `line column code` of each fault. */
const faultsIn = (parsed: ParsedRegister): string[] =>
  "faults" in parsed ? parsed.faults.map(({ line, column, code }) => `${line} ${column} ${code}`) : [];
const faultsOf = (rows: readonly RegisterRow[] | string, registered: readonly Registered[] = []) =>
  faultsIn(
    parseRegister(typeof rows === "string" ? rows : formatRegister(rows), {
      registered,
      today,
    }),
  );

describe("a society of the register", () => {
  const row = givenRow();
  const held = registeredAs(row);

  it("is not given another credit code, nor its credit code another code, not even by a file that speaks of both", () => {
    const other = givenRow();
    const both = [held, registeredAs(other)];
    expect(faultsOf([{ ...row, uscc: givenRow().uscc }], [held])).toEqual(["2 uscc uscc-differs"]);
    expect(faultsOf([{ ...givenRow(), uscc: row.uscc }], [held])).toEqual(["2 uscc taken-uscc"]);
    const swapped = [
      { ...row, uscc: other.uscc },
      { ...other, uscc: row.uscc },
    ];
    expect(faultsOf(swapped, both)).toEqual(["2 uscc taken-uscc", "3 uscc taken-uscc"]);
  });

  it("is known by its code in any width, and by its name never", () => {
    const { names } = givenRow();
    const csv = formatRegister([row]).replace(row.code, ` ${row.code.replace("-", "－")}\u3000`);
    expect(faultsOf(csv, [held])).toEqual([]);
    const namesake = { ...givenRow(), names: row.names };
    expect(faultsOf([namesake], [held])).toEqual(["2 name_zh taken-name"]);
    expect(faultsOf([{ ...row, names }], [held])).toEqual(["2 name_zh name-changed"]);
  });

  it("is not renamed before its present name began, nor from a day to come", () => {
    const { names } = givenRow();
    const since = { ...held, nameSince: day("2019-05-20") };
    const renamed = (nameSince: string) => ({ ...row, names, nameSince: day(nameSince) });
    expect(faultsOf([renamed("2019-05-20")], [since])).toEqual(["2 name_since older-than-held"]);
    expect(faultsOf([renamed("2021-11-04")], [since])).toEqual(["2 name_since future-date"]);
    expect(faultsOf([renamed("2021-06-01")], [since])).toEqual([]);
  });

  it("has former names with an end, an order and no days to come", () => {
    const csv = formatRegister([row]);
    const heading = csv.split("\r\n")[0] ?? "";
    const at = heading.split(",").indexOf("former_names");
    const listing = (cell: string) => {
      const cells = (csv.split("\r\n")[1] ?? "").split(",");
      cells[at] = cell;
      return `${heading}\r\n${cells.join(",")}`;
    };
    for (const cell of ["旧名", "旧名||", "|2001-01-01|2002-01-01", "旧名|2002-01-01|2001-01-01", "旧|昨|今"])
      expect(faultsOf(listing(cell)), cell).toEqual(["2 former_names bad-former-name"]);
    expect(faultsOf(listing("旧名||2022-01-01"))).toEqual(["2 former_names future-date"]);
    expect(faultsOf(listing("旧名||2001年1月1日；更旧名｜1990-01-01｜1995-01-01"))).toEqual([]);
  });
});

describe("a fact", () => {
  const row = givenRow();
  const held = registeredAs(row);

  it("is of a year and of days that have come, and of no day before its year", () => {
    const wrong = withInspections(
      row,
      inspection({ year: 2022, on: day("2021-11-01") }),
      inspection({ year: 2021, on: day("2020-12-31") }),
      inspection({ on: day("2021-11-04") }),
    );
    const penalty = { decidedOn: day("2021-12-01"), authority: "民政部", grounds: "警告" };
    const facts = { ...wrong.facts, penalties: { list: [penalty], source: "信用平台", on: today } };
    expect(faultsOf([{ ...wrong, facts }]).toSorted()).toEqual([
      "2 inspection_2020_on future-date",
      "2 inspection_2021_on before-year",
      "2 inspection_2022 future-year",
      "2 penalties future-date",
    ]);
  });

  it("older than the one held of its year is a fault; a late correction of an earlier year is none", () => {
    const older = withInspections(row, inspection({ conclusion: "PENDING", on: day("2021-06-01") }));
    expect(faultsOf([older], [held])).toEqual(["2 inspection_2020_on older-than-held"]);
    const late = withInspections(row, inspection({ year: 2017, on: day("2018-09-30") }));
    expect(faultsOf([late], [held])).toEqual([]);
    const before = {
      ...row.facts,
      partyOrganisation: { state: "incomplete" as const, source: "x", on: day("2020-01-01") },
    };
    expect(faultsOf([{ ...row, facts: before }], [held])).toEqual([
      "2 party_organisation_on older-than-held",
    ]);
  });

  it("that is taken back needs its source and day as well, and not one older than what it takes back", () => {
    const taken = (on: string) => ({
      ...withInspections(row),
      withdrawn: [{ kind: "inspection" as const, year: 2020, source: "登记有误", on: day(on) }],
    });
    expect(faultsOf([taken("2021-09-01")], [held])).toEqual(["2 inspection_2020_on older-than-held"]);
    expect(faultsOf(formatRegister([taken("2021-11-01")]).replace("登记有误", ""), [held])).toEqual([
      "2 inspection_2020_source source-missing",
    ]);
    expect(faultsOf([taken("2021-11-01")], [held])).toEqual([]);
  });
});

describe("a file", () => {
  it("with one row twice is told so once, however wide its letters are", () => {
    const row = givenRow();
    const [heading = "", line = ""] = formatRegister([row]).split("\r\n");
    const wide = line.replace(row.code, row.code.replace("-", "－").toLowerCase());
    expect(faultsOf([heading, line, wide].join("\n"))).toEqual(["3 null repeated-row"]);
  });

  it("with more rows, or more faults, than an answer bears is told how many there are", () => {
    const [heading = "", line = ""] = formatRegister([givenRow()]).split("\r\n");
    const long = parseRegister([heading, ...Array<string>(3001).fill(line)].join("\n"));
    expect("faults" in long && long.faults).toMatchObject([
      { code: "too-many-rows", en: expect.stringContaining("3000 / 3001") },
    ]);
    const blank = ",".repeat(heading.split(",").length - 1);
    const empty = Array.from({ length: 1100 }, (_, at) => `A-${at + 100}${blank}`);
    const parsed = parseRegister([heading, ...empty].join("\n"));
    if (!("faults" in parsed)) throw new Error("empty rows were taken");
    expect(parsed.faults).toHaveLength(5001);
    expect(parsed.faults.at(-1)?.code).toBe("more-faults");
  });

  it("is judged by the latest day that it is anywhere", () => {
    expect(latestDayAt(Instant.parse("2021-11-03T09:59:59.999Z"))).toBe("2021-11-03");
    expect(latestDayAt(Instant.parse("2021-11-03T10:00:00.000Z"))).toBe("2021-11-04");
  });
});
