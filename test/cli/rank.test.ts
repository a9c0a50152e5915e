import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rankCommand } from "../../cli/rank.ts";
import { listening } from "./listening.ts";

const heard = listening();

async function rank(lines: readonly string[], ...options: string[]): Promise<number> {
  const file = join(heard.folder, "scores.csv");
  await writeFile(file, lines.join("\n"));
  return rankCommand.run([file, ...options]);
}

const head = "expert,application,score";
const sound = ["甲,一,80", "乙,一,70", "甲,二,66", "乙,二,75.5", "丙,二,71", "丙,三,90"];

describe("linxuan rank", () => {
  test.each([
    ["a file that is not there", async () => rankCommand.run([join(heard.folder, "none.csv")]), /ENOENT/],
    ["no file", async () => rankCommand.run([]), /linxuan rank SCORES/],
    [
      "a cut that is no number of places",
      async () => rank([head, ...sound], "--cut", "10,none"),
      /linxuan rank SCORES/,
    ],
    ["a column that is missing", async () => rank(["expert,score", "甲,80"]), /missing columns.*application/],
    ["an empty file", async () => rank([]), /missing columns/],
    ["rows of another length", async () => rank([head, "甲,一"]), /Invalid Record Length/i],
  ])("%s is refused", async (_, run, words) => {
    expect(await run()).toBe(2);
    expect(heard.said.join("\n")).toMatch(words);
  });

  test("every bad row is told at once", async () => {
    expect(await rank([head, ...sound, "甲,一,80", "丁,四,八十", ",四,60"])).toBe(2);
    expect(heard.said).toHaveLength(3);
    expect(heard.said.join("\n")).toMatch(
      /row 8:.*scored twice.*\n.*row 9:.*not a number.*\n.*row 10:.*expert or application/,
    );
  });

  test("gives the same bytes for the same seed, whatever the order of the rows, with a mark of its encoding or not", async () => {
    expect(await rank([head, ...sound], "--seed", "5", "--cut", "1,2")).toBe(0);
    expect(await rank([`\uFEFF${head}`, ...sound.toReversed()], "--seed", "5", "--cut", "1,2")).toBe(0);
    expect(heard.said[1]).toBe(heard.said[0]);
    const { decides, because, applications, experts } = JSON.parse(heard.said[0] ?? "");
    expect({ decides, because }).toMatchObject({
      decides: "raw",
      because: expect.stringMatching(/likelihood ratio/),
    });
    expect(applications.map(({ id, rank, raw }: Record<string, unknown>) => [id, rank, raw])).toEqual([
      ["三", 1, 90],
      ["一", 2, 75],
      ["二", 3, 70.833333],
    ]);
    expect(Object.keys(applications[0].top)).toEqual(["1", "2"]);
    expect(experts).toHaveLength(3);
  });
});
