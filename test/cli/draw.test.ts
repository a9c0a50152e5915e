import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { drawCommand } from "../../cli/draw.ts";
import { drawFrom } from "../../functions/experts/draw.ts";
import { drawText } from "../../functions/experts/draw-any.ts";
import { drawPanel } from "../../functions/experts/panel-draw.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { poolFrom, seedOf } from "../experts/given-draw.ts";
import { panelFrom } from "../experts/given-panel.ts";
import { listening } from "./listening.ts";

const heard = listening();

const pool = poolFrom({
  k: 2,
  experts: [1, 2, 3, 4].map((institution) => ({ institution, places: 2 })),
  applications: [{ eligible: [0, 1, 2, 3] }, { eligible: [0, 1, 2] }],
});
const seed = seedOf(1);
const poolText = drawText(pool);
const poolHash = sha256Of(poolText);
const result = drawText(drawFrom(pool, { poolHash, seed, lotOf: lotUnder(seed) }));
const bundle = {
  ...{ seed, seedHash: sha256Of(seed), pool: poolText, poolHash },
  ...{ result, resultHash: sha256Of(result) },
};

async function drawing(changed: Partial<typeof bundle>): Promise<number> {
  const file = join(heard.folder, "bundle.json");
  await writeFile(file, JSON.stringify({ ...bundle, ...changed }));
  return drawCommand.run([file]);
}

describe("linxuan draw", () => {
  test("gives the very bytes that were recorded", async () => {
    expect(await drawing({})).toBe(0);
    expect(heard.said.join("\n")).toBe(result);
  });

  test("gives the very bytes of a panel that was drawn for a round", async () => {
    const panel = panelFrom({
      ...{ k: 2, seats: [2, 1] },
      experts: [0, 0, 0, 1, 1].map((stratum) => ({ places: 2, stratum })),
      applications: [[0, 1, 2, 3, 4]],
    });
    const text = drawText(panel);
    const hash = sha256Of(text);
    const drawn = drawText(drawPanel(panel, { poolHash: hash, seed, lotOf: lotUnder(seed) }));
    expect(await drawing({ pool: text, poolHash: hash, result: drawn, resultHash: sha256Of(drawn) })).toBe(0);
    expect(heard.said.join("\n")).toBe(drawn);
    const short = drawText({ ...panel, strata: [{ stratum: "s0", seats: 4 }] });
    expect(await drawing({ pool: short, poolHash: sha256Of(short) })).toBe(2);
  });

  const widened = poolText.replace('"reserves":2', '"reserves":3');
  test.each([
    ["another seed than was promised", { seed: seedOf(2) }, /seed is not the one/],
    ["a pool that was changed", { pool: widened }, /pool is not the one/],
    ["a pool of another draw", { seed: seedOf(2), seedHash: sha256Of(seedOf(2)) }, /of another draw/],
    ["another result", { resultHash: sha256Of("another") }, /something else than was recorded/],
    ["a file that is no bundle", { seed: "1" }, /cannot read/],
  ])("%s is refused", async (_, changed, words) => {
    expect(await drawing(changed as Partial<typeof bundle>)).toBe(2);
    expect(heard.said.join("\n")).toMatch(words);
  });

  test("without a file it says how it is called", async () => {
    expect(await drawCommand.run([])).toBe(2);
    expect(await drawCommand.run(["--help"])).toBe(0);
    expect(heard.said.join("\n")).toMatch(/linxuan draw BUNDLE/);
  });
});
