import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { definitionCommand } from "../../cli/definition.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "definition-"));
  said = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function check(text: string): Promise<number> {
  const file = join(folder, "definition.json");
  await writeFile(file, text);
  return definitionCommand.run([file]);
}

describe("linxuan definition", () => {
  test("a file that is not there is said to be so", async () => {
    expect(await definitionCommand.run([join(folder, "none.json")])).toBe(2);
    expect(said.join("\n")).toMatch(/无法读取.*cannot read/);
  });

  test("a file that is no JSON is refused", async () => {
    expect(await check("{")).toBe(2);
    expect(said.join("\n")).toMatch(/cannot read/);
  });

  test("no file, two files and an unknown option show how to use it", async () => {
    expect(await definitionCommand.run([])).toBe(2);
    expect(await definitionCommand.run(["a", "b"])).toBe(2);
    expect(await definitionCommand.run(["--all"])).toBe(2);
    expect(said).toEqual([definitionCommand.usage, definitionCommand.usage, definitionCommand.usage]);
  });

  test("all faults are printed in both languages", async () => {
    const tiers = cast2021.tiers.map((tier) => ({ ...tier, places: 0 }));
    expect(await check(JSON.stringify({ ...cast2021, tiers, languages: ["en"] }))).toBe(2);
    const text = said.join("\n");
    expect(text).toMatch(/tiers\[2\]\.places {2}\[too-small\]/);
    expect(text).toContain("默认语言不在所列语言之中");
    expect(text).toContain("the default language is not among those offered");
    expect(text).toContain("faults: 4");
  });

  test.each([cast2021, sciencePrize])(
    "the preset $id, written as JSON, is sound and gives its hash",
    async (preset) => {
      expect(await check(JSON.stringify(preset))).toBe(0);
      expect(said).toEqual([expect.stringMatching(/^[a-z0-9-]+ version \d+ sha256 [0-9a-f]{64}$/)]);
      expect(said[0]).toContain(`${preset.id} version ${preset.version} `);
    },
  );

  test("--help exits 0", async () => {
    expect(await definitionCommand.run(["--help"])).toBe(0);
    expect(said).toEqual([definitionCommand.usage]);
  });
});
