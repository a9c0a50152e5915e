import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** One tool of the check: what it is for, and how it is run. */
interface Tool {
  what: string;
  command: string[];
}

const arrows = ["depcruise", "functions", "shared", "infra", "cli", "test", "--output-type", "err"];
const tools: Tool[] = [
  { what: "format and lint", command: ["biome", "check", "--error-on-warnings"] },
  { what: "types", command: ["tsc", "--project", "."] },
  { what: "unused code and dependencies", command: ["knip"] },
  { what: "imports", command: arrows },
];

/** A violation of each kind; a tool that does not find its own has stopped looking. */
const planted: (Tool & { file: string; text: string; finds: string })[] = [
  {
    what: "lint: a shape nobody knows",
    file: "shared/kernel/planted.ts",
    text: "export const planted: any = 1;\n",
    command: ["biome", "check", "shared/kernel/planted.ts"],
    finds: "noExplicitAny",
  },
  {
    what: "lint: a rule that reads the clock",
    file: "functions/rounds/planted.ts",
    text: "export const planted = () => Date.now();\n",
    command: ["biome", "check", "functions/rounds/planted.ts"],
    finds: "noRestrictedGlobals",
  },
  {
    what: "lint: a rule that draws a lot by itself",
    file: "functions/rounds/planted.ts",
    text: "export const planted = () => Math.random();\n",
    command: ["biome", "check", "functions/rounds/planted.ts"],
    finds: "Chance is passed in",
  },
  {
    what: "types: a wrong one",
    file: "shared/kernel/planted.ts",
    text: 'export const planted: number = "one";\n',
    command: ["tsc", "--project", "."],
    finds: "planted.ts",
  },
  {
    what: "unused code",
    file: "shared/kernel/planted.ts",
    text: "export const planted = 1;\n",
    command: ["knip"],
    finds: "shared/kernel/planted.ts",
  },
  {
    what: "imports: a service that imports another",
    file: "functions/rounds/planted.ts",
    text: 'export { codeSeconds } from "../identity/codes.ts";\n',
    command: arrows,
    finds: "no-service-imports-another",
  },
  {
    what: "imports: a rule that opens the store",
    file: "functions/rounds/planted.ts",
    text: 'export { tableName } from "../../shared/store/table.ts";\n',
    command: arrows,
    finds: "rules-are-pure",
  },
  {
    what: "imports: a rule that hashes by itself",
    file: "functions/rounds/planted.ts",
    text: 'export { createHash } from "node:crypto";\n',
    command: arrows,
    finds: "rules-are-pure",
  },
  {
    what: "imports: the contract knows the store",
    file: "shared/contract/planted.ts",
    text: 'export { tableName } from "../store/table.ts";\n',
    command: arrows,
    finds: "contract-events-programme-kernel-files-are-pure",
  },
];

function run(command: readonly string[]) {
  const [program = "", ...words] = command;
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { isGood: status === 0, said: `${stdout}${stderr}`.trim() };
}

let failures = 0;
const report = (isGood: boolean, what: string, said: string) => {
  console.log(`${isGood ? "ok  " : "FAIL"} ${what}`);
  if (!isGood) console.log(said);
  if (!isGood) failures += 1;
};

for (const { what, command } of tools) {
  const { isGood, said } = run(command);
  report(isGood, what, said);
}
for (const { what, file, text, command, finds } of planted) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  try {
    const { isGood, said } = run(command);
    report(!isGood && said.includes(finds), `found when planted: ${what}`, said);
  } finally {
    rmSync(file);
  }
}
process.exitCode = failures === 0 ? 0 : 1;
