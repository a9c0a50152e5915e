import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { definitionCommand } from "../../cli/definition.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { listening } from "./listening.ts";

const heard = listening();

async function check(text: string): Promise<number> {
  const file = join(heard.folder, "definition.json");
  await writeFile(file, text);
  return definitionCommand.run([file]);
}

describe("linxuan definition", () => {
  test("a file that is not there is heard.said to be so", async () => {
    expect(await definitionCommand.run([join(heard.folder, "none.json")])).toBe(2);
    expect(heard.said.join("\n")).toMatch(/无法读取.*cannot read/);
  });

  test("a file that is no JSON is refused", async () => {
    expect(await check("{")).toBe(2);
    expect(heard.said.join("\n")).toMatch(/cannot read/);
  });

  test("no file, two files and an unknown option show how to use it", async () => {
    expect(await definitionCommand.run([])).toBe(2);
    expect(await definitionCommand.run(["a", "b"])).toBe(2);
    expect(await definitionCommand.run(["--all"])).toBe(2);
    expect(heard.said).toEqual([definitionCommand.usage, definitionCommand.usage, definitionCommand.usage]);
  });

  test("all faults are printed in both languages", async () => {
    const tiers = cast2021.tiers.map((tier) => ({ ...tier, places: 0 }));
    expect(await check(JSON.stringify({ ...cast2021, tiers, languages: ["en"] }))).toBe(2);
    const text = heard.said.join("\n");
    expect(text).toMatch(/tiers\[2\]\.places {2}\[too-small\]/);
    expect(text).toContain("默认语言不在所列语言之中");
    expect(text).toContain("the default language is not among those offered");
    expect(text).toContain("faults: 4");
  });

  test.each([cast2021, sciencePrize])(
    "the preset $id, written as JSON, is sound and gives its hash",
    async (preset) => {
      expect(await check(JSON.stringify(preset))).toBe(0);
      expect(heard.said).toEqual([expect.stringMatching(/^[a-z0-9-]+ version \d+ sha256 [0-9a-f]{64}$/)]);
      expect(heard.said[0]).toContain(`${preset.id} version ${preset.version} `);
    },
  );

  test("--help exits 0", async () => {
    expect(await definitionCommand.run(["--help"])).toBe(0);
    expect(heard.said).toEqual([definitionCommand.usage]);
  });
});
