import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive } from "./lock.ts";

/** What a template is made of. The local cloud itself is not: it only runs the result. */
const inputs = ["infra", "functions", "shared", "cdk.json", "package-lock.json"];
const notInputs = join("infra", "local");

function filesUnder(root: string, path: string): string[] {
  const whole = join(root, path);
  if (path === notInputs || !existsSync(whole)) return [];
  const entries = readdirSync(whole, { withFileTypes: true });
  return entries.flatMap((entry) =>
    entry.isDirectory() ? filesUnder(root, join(path, entry.name)) : [join(path, entry.name)],
  );
}

function hashOf(root: string): string {
  const files = inputs.flatMap((path) => (path.includes(".") ? [path] : filesUnder(root, path))).sort();
  const hash = createHash("sha256").update(process.version);
  for (const file of files) {
    if (existsSync(join(root, file))) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/** The context that the CDK command line would hand to the app for the stage `local`. */
function contextOf(root: string): string {
  const file = join(root, "cdk.json");
  const settings: { context?: object } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return JSON.stringify({ ...settings.context, stage: "local" });
}

/** Runs the app; resolves with what it wrote to its error output and how it ended. */
function runApp(root: string, out: string): Promise<{ code: number | null; said: string }> {
  // CDK's own look at the templates takes 10 s and only warns; those that are deployed have it (infra/assemble.ts).
  const env = {
    ...process.env,
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: contextOf(root),
    CDK_VALIDATION: "false",
  };
  const child = spawn(process.execPath, [join("infra", "app.ts")], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part: Buffer) => {
      said += part.toString();
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
  });
}

const waitMs = 100;

/** One process at a time makes the assembly; whoever comes meanwhile waits and finds it made. */
async function alone<T>(root: string, act: () => Promise<T>): Promise<T> {
  const file = join(root, "cdk.out", "local.pid");
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) await wait(waitMs);
  try {
    return await act();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Takes the file unless a living process has it. */
function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    // What a killed one left is nobody's.
    if (existsSync(file) && !isAlive(Number(readFileSync(file, "utf8")))) rmSync(file, { force: true });
    return false;
  }
}

/**
 * Synthesizes the app's template for the local cloud, unless nothing that it is made of changed.
 * @returns the folder of the cloud assembly
 * @throws with the app's own words when it fails
 */
export async function synthesize(
  root: string,
  tell: (line: string) => void = () => undefined,
): Promise<string> {
  const out = join(root, "cdk.out", "local");
  const mark = join(out, "inputs.sha256");
  const hash = hashOf(root);
  return alone(root, async () => {
    if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return out;
    tell(`synthesizing into ${relative(root, out)} ...`);
    rmSync(out, { recursive: true, force: true });
    const { code, said } = await runApp(root, out);
    if (code !== 0) throw new Error(`the app could not be synthesized:\n${said.trim()}`);
    writeFileSync(mark, hash);
    return out;
  });
}
