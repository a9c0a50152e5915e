import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { calendarYears } from "../shared/kernel/working-days.ts";
import { checkDefinition } from "../shared/programme/check.ts";
import { definitionHash } from "../shared/programme/freeze.ts";

const usage = `linxuan definition FILE

Checks a programme definition (JSON) as the publishing of a round would.
检查项目方案定义文件（JSON），与发布批次时的检查相同。

Prints its id, version and SHA-256 and exits 0, or prints every fault in Chinese and English and exits 2.`;

/** `linxuan definition FILE`. Exit 0: sound, its hash is printed. Exit 2: faults, an unreadable file, or wrong usage. */
export const definitionCommand = {
  name: "definition",
  summary: "检查项目方案定义 / check a programme definition and print its hash",
  usage,
  async run(args: readonly string[]): Promise<number> {
    const [file, ...rest] = args;
    if (file === "--help" || file === "-h") {
      console.log(usage);
      return 0;
    }
    if (file === undefined || file.startsWith("-") || rest.length > 0) {
      console.error(usage);
      return 2;
    }
    const read = await readJson(file);
    if ("refused" in read) {
      console.error(read.refused);
      return 2;
    }
    return report(read.json);
  },
};

function report(json: unknown): number {
  const checked = checkDefinition(json, { calendarYears });
  if ("definition" in checked) {
    const { definition } = checked;
    console.log(
      `${definition.id} version ${definition.version} sha256 ${definitionHash(definition, sha256)}`,
    );
    return 0;
  }
  for (const { path, code, zh, en } of checked.faults) {
    console.log(`${path === "" ? "(definition)" : path}  [${code}]\n  ${zh}\n  ${en}`);
  }
  console.log(`\n共 ${checked.faults.length} 处问题 / faults: ${checked.faults.length}`);
  return 2;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

async function readJson(file: string): Promise<{ json: unknown } | { refused: string }> {
  try {
    return { json: JSON.parse(await readFile(file, "utf8")) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { refused: `无法读取 ${file} / cannot read ${file}: ${why}` };
  }
}
