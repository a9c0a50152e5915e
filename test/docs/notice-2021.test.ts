import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { templates } from "../../functions/notifications/letters.ts";
import { allRoutes } from "../../shared/contract/all.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { atPath, type ClauseRow, cited, clauseOf, clauseRows, isFunction, isTest } from "./clause-list.ts";

const list = readFileSync(new URL("../../docs/notice-2021.md", import.meta.url), "utf8");
const rows = clauseRows(list);
const operations: string[] = Object.values(allRoutes).flatMap((routes) => Object.keys(routes));
const letters: readonly string[] = templates;

/** What the product does not do yet. A row that is built leaves this list and the page together. */
const notBuilt = ["二、建设方式·三年实施", "五、申报要求（三）·管理办法原文"];

/** Everything that a row names and that does not exist. */
const faultsOf = (row: ClauseRow): string[] => [
  ...row.routes.filter((name) => !operations.includes(name)),
  ...row.rules.filter((rule) =>
    rule.includes("#") ? !isFunction(rule) : atPath(cast2021, rule) === undefined,
  ),
  ...row.letters.filter((name) => !letters.includes(name)),
  ...row.tests.filter((test) => !isTest(test)).map(({ file, titles }) => [file, ...titles].join(" › ")),
];

/** The clauses, and the rules that cite them, which a list leaves out. */
const missingIn = (listed: readonly ClauseRow[]) =>
  cited(cast2021).flatMap(({ clause, path }) => {
    const own = listed.filter((row) => clauseOf(row) === clause);
    const isNamed = own.some(({ rules }) =>
      rules.some((rule) => path === rule || path.startsWith(`${rule}.`) || path.startsWith(`${rule}[`)),
    );
    return isNamed ? [] : [`${clause}: ${path}`];
  });

describe("the clause list of 2021", () => {
  it.each(rows)("$id names nothing that does not exist", (row) => {
    expect(faultsOf(row)).toEqual([]);
  });

  it("leaves out no clause that the definition cites, and no rule that cites it", () => {
    expect(missingIn(rows)).toEqual([]);
  });

  it("says each matter once, in both languages", () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { summary } of rows) expect(summary).toMatch(/\p{Script=Han}.* \/ [A-Z][^/]+$/u);
  });

  it("says plainly what is not built, no more and no less than is known here", () => {
    const open = rows.filter(({ state }) => state === "尚未实现 / not built yet");
    expect(open.map(({ id }) => id)).toEqual(notBuilt);
    for (const { id, tests, routes } of open) expect([id, tests, routes]).toEqual([id, [], []]);
  });

  it("has a rule, a route and a test for whatever is built", () => {
    for (const row of rows.filter(({ id }) => !notBuilt.includes(id))) {
      expect(row.state).toBe("已实现 / built");
      const { id, routes, rules, tests } = row;
      expect([id, routes.length > 0, rules.length > 0, tests.length > 0]).toEqual([id, true, true, true]);
    }
  });
});

describe("the check of the list", () => {
  const built = rows.find(({ id }) => id === "四、申报程序（一）");
  const changed = (change: Partial<ClauseRow>): string[] => {
    if (!built) throw new Error("the list has the clause");
    return faultsOf({ ...built, ...change });
  };
  const file = "test/applications/submission.test.ts";

  it("finds a route, a rule, a letter and a test that do not exist", () => {
    expect(changed({ routes: ["submitPoem"] })).toEqual(["submitPoem"]);
    expect(changed({ rules: ["timetable.closed", "tiers[4]", "constructor"] })).toHaveLength(3);
    expect(
      changed({ rules: ["functions/applications/arrival.ts#atDeparture", "no/such.ts#x"] }),
    ).toHaveLength(2);
    expect(changed({ letters: ["receipts"] })).toEqual(["receipts"]);
    expect(changed({ tests: [{ file: "test/no-such.test.ts", titles: ["submitting"] }] })).toHaveLength(1);
    expect(changed({ tests: [{ file, titles: ["submitting", "by the wind"] }] })).toHaveLength(1);
    expect(changed({ tests: [{ file, titles: ["by the filler is refused", "submitting"] }] })).toHaveLength(
      1,
    );
    expect(changed({ tests: [{ file: "README.md", titles: ["x"] }] })).toHaveLength(1);
  });

  it("finds a clause that has no row, and a rule that its clause's row does not name", () => {
    const dropped = rows.filter((row) => clauseOf(row) !== "四、申报程序（四）");
    expect(missingIn(dropped)).toEqual(["四、申报程序（四）: publicNotice"]);
    const thinned = rows.map((row) => (row.id === "附件2" ? { ...row, rules: [] } : row));
    expect(missingIn(thinned)).toEqual(["附件2: annexes[annex-2]"]);
  });

  it("refuses a row with a cell too few, and names without their marks", () => {
    expect(() => clauseRows("| 附件1 | 名单 / The list | — | — | — | — |")).toThrow();
    expect(() => clauseRows("| 附件1 | 名单 / The list | getForm | — | — | — | x |")).toThrow();
  });
});
