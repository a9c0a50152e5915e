import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { assignCommand } from "../../cli/assign.ts";
import { listening } from "./listening.ts";

const heard = listening();

/** Four applications, four experts of three institutions, two for each application. */
const sound = {
  papers: 4,
  reviewers: 4,
  k: 2,
  cap: [2, 2, 2, 2],
  scores: [
    [9, 7, -1, 3],
    [8, 8, 2, 5],
    [1, 6, 4, 7],
    [5, -1, 6, 2],
  ],
  reviewerInst: [0, 0, 1, 2],
};

const sparse = {
  ...{ papers: 4, reviewers: 4, k: 2, cap: [2, 2, 2, 2] },
  idx: [
    [0, 1],
    [0, 1],
    [2, 3],
    [2, 3],
  ],
  val: [
    [9, 7],
    [8, 8],
    [4, 7],
    [6, 2],
  ],
};

async function assigning(given: unknown, ...options: string[]): Promise<number> {
  const file = join(heard.folder, "instance.json");
  await writeFile(file, typeof given === "string" ? given : JSON.stringify(given));
  return assignCommand.run([file, ...options]);
}

const answer = (at = -1) => JSON.parse(heard.said.at(at) ?? "");

describe("linxuan assign", () => {
  test.each([
    ["a file that is not there", () => assignCommand.run([join(heard.folder, "none.json")]), /ENOENT/],
    ["no file", () => assignCommand.run([]), /linxuan assign INSTANCE/],
    ["an objective that is none", () => assigning(sound, "--objective", "fair"), /linxuan assign INSTANCE/],
    ["the same objective twice", () => assigning(sound, "--objective", "total,total"), /INSTANCE/],
    ["what is no JSON", () => assigning("{\n  papers\n"), /JSON/],
    ["a list", () => assigning([1, 2]), /one JSON object/],
    [
      "a row too few",
      () => assigning({ ...sound, scores: sound.scores.slice(1) }),
      /scores must have 4 entries/,
    ],
    ["a cap below nought", () => assigning({ ...sound, cap: [2, 2, 2, -2] }), /cap\.3 .*is not allowed: -2/],
    ["a score that is no whole number", () => assigning({ ...sound, scores: [[0.5, 1, 1, 1]] }), /scores/],
    [
      "an expert there is none of",
      () =>
        assigning({
          ...sparse,
          idx: [
            [0, 9],
            [0, 1],
            [1, 2],
            [2, 3],
          ],
        }),
      /idx\.0 .*there is none of/,
    ],
    [
      "an expert twice",
      () =>
        assigning({
          ...sparse,
          idx: [
            [0, 0],
            [0, 1],
            [1, 2],
            [2, 3],
          ],
        }),
      /idx\.0 .*twice/,
    ],
    [
      "neither form",
      () => assigning({ ...sparse, idx: undefined, val: undefined }),
      /idx must have 4 entries/,
    ],
    ["both forms at once", () => assigning({ ...sound, idx: [], val: [] }), /exclude each other/],
    [
      "promised pairs that are none",
      () => assigning(sound, "--keep", join(heard.folder, "instance.json")),
      /keep/,
    ],
  ])("%s is refused in one line", async (_, run, words) => {
    expect(await run()).toBe(2);
    expect(heard.said.join("\n")).toMatch(words);
    if (!heard.said[0]?.startsWith("linxuan assign")) expect(heard.said.join("").split("\n")).toHaveLength(1);
  });

  test("lifts the worst-served first, then the total, and says that it is proven", async () => {
    expect(await assigning(sound, "--objective", "worst,total")).toBe(0);
    expect(answer()).toMatchObject({
      objective: { worst: 11, total: 51 },
      optimal: true,
      ownBest: [16, 16, 13, 11],
    });
    expect(answer().pairs).toHaveLength(8);
  });

  test("takes the pairs alone that are allowed", async () => {
    expect(await assigning(sparse, "--objective", "total")).toBe(0);
    expect(answer()).toMatchObject({ objective: { worst: 8, total: 51 }, optimal: true });
  });

  test("gives the same pairs whatever the order of rows and columns, zipped or not", async () => {
    const rows = [2, 0, 3, 1];
    const columns = [3, 1, 0, 2];
    const turned = {
      ...sound,
      cap: columns.map((e) => sound.cap[e]),
      reviewerInst: columns.map((e) => sound.reviewerInst[e]),
      scores: rows.map((a) => columns.map((e) => sound.scores[a]?.[e])),
    };
    expect(await assigning(sound, "--seed", "7")).toBe(0);
    const file = join(heard.folder, "turned.json.gz");
    await writeFile(file, gzipSync(JSON.stringify(turned)));
    expect(await assignCommand.run([file, "--seed", "7"])).toBe(0);
    const back = answer().pairs.map(([a, e]: [number, number]) => [rows[a], columns[e]]);
    expect(back.toSorted()).toEqual(answer(0).pairs.toSorted());
  });

  test("seats at most one expert of an institution when asked to", async () => {
    expect(await assigning(sound, "--panel", "--objective", "total")).toBe(0);
    const institutions = (a: number) =>
      answer()
        .pairs.filter(([one]: [number, number]) => one === a)
        .map(([, e]: [number, number]) => sound.reviewerInst[e]);
    for (const a of [0, 1, 2, 3]) expect(new Set(institutions(a)).size).toBe(2);
  });

  test("breaks no promise that can be kept", async () => {
    const keep = join(heard.folder, "keep.json");
    await writeFile(keep, JSON.stringify([[0, 3]]));
    expect(await assigning(sound, "--objective", "total", "--keep", keep)).toBe(0);
    expect(answer().pairs).toContainEqual([0, 3]);
    expect(answer().objective.broken).toBe(0);
  });

  test("names who is short and what would be enough, where there is no assignment", async () => {
    expect(await assigning({ ...sound, cap: [2, 2, 2, 1] })).toBe(1);
    const { infeasible } = answer();
    expect(infeasible.short).toBe(1);
    expect(infeasible.relaxation.places).toHaveLength(1);
  });
});
