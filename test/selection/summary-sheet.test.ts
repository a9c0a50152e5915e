import { describe, expect, test } from "vitest";
import { decide } from "../../functions/selection/decide.ts";
import { summarySheet } from "../../functions/selection/summary-sheet.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { both, sha256, snapshotOf } from "./given-snapshot.ts";

const tiers = cast2021.tiers.slice(0, 1).map((tier) => ({ ...tier, places: 1 }));
const selection = { ...cast2021.selection, reserves: 1 };

const snapshot = snapshotOf(
  [
    both("100", "91", "80", "70", "0"),
    both("90", "90", "90"),
    both("70", "70", "70"),
    both("65", "65", "65"),
    both("50", "50", "50"),
    both("90", "90"),
  ],
  { tiers, selection },
);
const sheet = summarySheet(decide(snapshot, sha256), snapshot);

const columnOf = (key: string) => {
  const at = sheet.columns.findIndex((column) => column.key === key);
  return sheet.rows.map((row) => row[at]);
};

describe("the summary of the review", () => {
  test("lists those without a rank last, with no figures and the reason", () => {
    expect(columnOf("rank").at(-1)).toBeNull();
    expect(columnOf("composite").at(-1)).toBeNull();
    expect(columnOf("result").at(-1)).toEqual({
      words: { zh: "评分不足，未排序", en: "not ranked: too few scores" },
    });
  });

  test("names the partners of a joint application behind its lead, and nobody behind another", () => {
    const [first, ...others] = snapshot.applications;
    if (!first) throw new Error("somebody applied");
    const partners = [{ societyCode: first.societyCode, names: { zh: "伙伴学会", en: "Partner" } }];
    const joint = { ...snapshot, applications: [{ ...first, partners }, ...others] };
    const { columns, rows } = summarySheet(decide(joint, sha256), joint);
    const at = columns.findIndex(({ key }) => key === "name");
    const names = rows.map((row) => JSON.stringify(row[at]));
    expect(names.filter((name) => name.includes("（联合申报单位：伙伴学会）"))).toHaveLength(1);
    expect(names.filter((name) => name.includes("together with Partner"))).toHaveLength(1);
  });

  test("has a column for each expert of the fullest panel and marks what was dropped", () => {
    expect(sheet.columns.filter(({ key }) => key.startsWith("written-")).map(({ name }) => name.zh)).toEqual([
      "书面评审专家1",
      "书面评审专家2",
      "书面评审专家3",
      "书面评审专家4",
      "书面评审专家5",
      "书面评审最高分",
      "书面评审最低分",
      "书面评审平均分",
      "书面评审得分",
    ]);
    expect(columnOf("written-expert-1")[1]).toEqual({ figure: "100.00", isDropped: true });
    expect(columnOf("written-expert-4")[0]).toBeNull();
  });

  test("shows highest, lowest, mean and score of each stage", () => {
    const figures = ["highest", "lowest", "mean", "score"].map((key) => columnOf(`defence-${key}`)[1]);
    expect(figures).toEqual([
      { figure: "100.00" },
      { figure: "0.00" },
      { figure: "68.20" },
      { figure: "80.33" },
    ]);
  });

  test("says what each comes to", () => {
    expect(columnOf("result").map((cell) => cell && "words" in cell && cell.words.zh)).toEqual([
      "第一档",
      "备选1",
      "未入选",
      "未入选",
      "未达最低分",
      "评分不足，未排序",
    ]);
  });

  test("names the link that decided a tie", () => {
    const tied = snapshotOf([both("90", "80", "70"), both("81", "80", "79")]);
    const { columns, rows } = summarySheet(decide(tied, sha256), tied);
    const at = columns.findIndex(({ key }) => key === "tie");
    expect(rows.map((row) => row[at])).toEqual([null, { words: { zh: "最低分", en: "lowest score" } }]);
  });

  test("says how each came, also of a snapshot that was taken before that was kept", () => {
    const [first, ...others] = snapshot.applications;
    if (!first) throw new Error("nobody applied");
    const marked = { ...snapshot, applications: [{ ...first, channel: "handed-over" as const }, ...others] };
    const { columns, rows } = summarySheet(decide(marked, sha256), marked);
    const at = columns.findIndex(({ key }) => key === "channel");
    const came = rows.map((row) => row[at]).map((cell) => cell && "words" in cell && cell.words.zh);
    expect(came.toSorted()).toEqual(["当面递交介质", ...others.map(() => "平台填报")].toSorted());
    expect(columnOf("channel")).toHaveLength(sheet.rows.length);
  });

  test("every row has a cell for each column", () => {
    for (const row of sheet.rows) expect(row).toHaveLength(sheet.columns.length);
  });
});
