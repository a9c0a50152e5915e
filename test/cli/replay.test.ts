import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { replayCommand } from "../../cli/replay.ts";
import { decide, decisionText, snapshotText } from "../../functions/selection/decide.ts";
import { both, sha256, snapshotOf } from "../selection/given-snapshot.ts";
import { listening } from "./listening.ts";

const heard = listening();

const snapshot = snapshotOf([both("70", "70", "70"), both("90", "80", "70"), both("90", "90")]);
const texts = { snapshot: snapshotText(snapshot), decision: decisionText(decide(snapshot, sha256)) };
const hashes = { snapshotHash: sha256(texts.snapshot), decisionHash: sha256(texts.decision) };
const stored = { snapshot: JSON.parse(texts.snapshot), decision: JSON.parse(texts.decision), ...hashes };

async function run(content: unknown, ...options: string[]): Promise<number> {
  const file = join(heard.folder, "snapshot.json");
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return replayCommand.run([file, ...options]);
}

/** The same file after somebody changed one score. */
const changed = () => ({
  ...stored,
  snapshot: JSON.parse(texts.snapshot.replace('"budget":"90"', '"budget":"91"')),
});

describe("linxuan replay exits 2", () => {
  test("without a file, with two, or with an option that it does not know", async () => {
    expect(await replayCommand.run([])).toBe(2);
    expect(await replayCommand.run(["a", "b"])).toBe(2);
    expect(await replayCommand.run(["a", "--fast"])).toBe(2);
    expect(new Set(heard.said)).toEqual(new Set([replayCommand.usage]));
  });

  test("for a file that is not there, is no JSON, or lacks a hash", async () => {
    expect(await replayCommand.run([join(heard.folder, "none.json")])).toBe(2);
    expect(await run("{")).toBe(2);
    expect(await run({ ...stored, decisionHash: undefined })).toBe(2);
    expect(heard.said.every((line) => line.startsWith("无法读取"))).toBe(true);
  });

  test("when one score was changed: its hash is not the recorded one", async () => {
    expect(await run(changed())).toBe(2);
    expect(heard.said).toEqual([expect.stringContaining("snapshot hash mismatch")]);
  });

  test("when the decision was changed", async () => {
    const decision = { ...stored.decision, reserves: [] };
    expect(await run({ ...stored, decision: { ...decision, ranking: [] } })).toBe(2);
    expect(heard.said).toEqual([expect.stringContaining("decision hash mismatch")]);
  });

  test("when scores and hash were both changed: the decision no longer follows", async () => {
    const content = changed();
    const snapshotHash = sha256(JSON.stringify(content.snapshot));
    expect(await run({ ...content, snapshotHash })).toBe(2);
    expect(heard.said).toEqual([expect.stringMatching(/the decision differs from character \d+ on/)]);
  });
});

describe("linxuan replay exits 0", () => {
  test("when the bytes are the same, as objects or as the API answers them", async () => {
    expect(await run(stored)).toBe(0);
    expect(await run({ record: { ...hashes, id: "dec" }, ...texts })).toBe(0);
    expect(heard.said.filter((line) => line.endsWith("the same bytes"))).toHaveLength(2);
    expect(heard.said[0]).toContain(hashes.decisionHash);
  });

  test("with --recompute, and prints the ranking of a changed snapshot as not the recorded one", async () => {
    expect(await run(changed(), "--recompute")).toBe(0);
    expect(heard.said.slice(0, 3)).toEqual([
      "1\t80.01\ttier 1\tA-002\t学会2",
      "2\t70.00\ttier 1\tA-001\t学会1",
      "-\t-\ttoo few scores\tA-003\t学会3",
    ]);
    expect(heard.said.at(-2)).toMatch(/^snapshot [0-9a-f]{64} NOT as recorded$/);
    expect(await run(stored, "--recompute")).toBe(0);
    expect(heard.said.at(-1)).toBe(`decision ${hashes.decisionHash} as recorded`);
  });

  test("with --help", async () => {
    expect(await replayCommand.run(["--help"])).toBe(0);
    expect(heard.said).toEqual([replayCommand.usage]);
  });
});
