import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type RunningCloud, startCloud } from "./cloud.ts";
import { lock } from "./lock.ts";
import { forgetMemory } from "./memory-store.ts";
import { freePort } from "./store-process.ts";
import { synthesize } from "./synth.ts";

const root = resolve(import.meta.dirname, "../..");
/** A script of its own: it works as people would, over HTTP. */
const seeder = join(root, "cli", "demo", "seed.ts");
const stages = ["empty", "open", "submitted", "scored", "announced"];
const defaultPort = 8080;

const usage = `npm start -- [--fresh] [--in-memory] [--seed ${stages.join("|")}] [--assembly DIR]

  --fresh      forget everything that was entered before
  --in-memory  keep the store in memory until the end, where there is such a folder: faster; a kill forgets nothing,
               a machine that goes down does
  --seed       play a round up to there
  --assembly   run this cloud assembly instead of synthesizing infra/app.ts

Everything entered stays in .local/. LINXUAN_PORT is the port (${defaultPort}); LINXUAN_DYNAMODB=dynamodb-local takes
AWS's own DynamoDB Local (needs Java).`;

interface Wishes {
  fresh: boolean;
  isInMemory: boolean;
  seed: string;
  assembly: string | undefined;
  port: number;
}

function readWishes(): Wishes {
  const { values } = parseArgs({
    options: {
      fresh: { type: "boolean", default: false },
      "in-memory": { type: "boolean", default: false },
      seed: { type: "string", default: "empty" },
      assembly: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const port = Number(process.env.LINXUAN_PORT ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("LINXUAN_PORT is no port");
  if (!stages.includes(values.seed)) throw new Error(`--seed is one of ${stages.join(", ")}`);
  const { fresh, seed, assembly } = values;
  return { fresh, seed, assembly, port, isInMemory: values["in-memory"] };
}

/** Lines that somebody at the terminal wants to see; the others are in the file. */
const isLoud = (line: string): boolean => !line.startsWith("{") || /"level":"(warn|error)"/.test(line);

function openLog(dir: string): (functionName: string, line: string) => void {
  const file = createWriteStream(join(dir, "functions.log"));
  return (functionName, line) => {
    file.write(`${functionName} ${line}\n`);
    if (isLoud(line)) console.error(`${functionName} ${line}`);
  };
}

/** Plays a round up to a stage in a process of its own. */
async function seed(stage: string, { url }: RunningCloud, dir: string): Promise<void> {
  if (stage === "empty") return;
  if (!existsSync(seeder)) throw new Error(`nothing here can play a round up to ${stage}`);
  const args = [seeder, "--stage", stage, "--url", url, "--accounts", join(dir, "accounts.json")];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise((done) => child.once("close", done));
  if (code !== 0) throw new Error(`playing a round up to ${stage} failed`);
}

const welcome = (url: string): string => `
遴选 Linxuan runs at ${url}
  what is where     ${url}/_local/
  whom to sign in   ${url}/_local/accounts
  their mail        ${url}/_local/inbox
  the API           ${url}/_local/api
Ctrl-C stops it. What is entered stays in .local/; npm start -- --fresh starts empty.`;

function failWith(cause: unknown): void {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exit(1);
}

async function run(): Promise<void> {
  const { fresh, isInMemory, seed: stage, assembly, port } = readWishes();
  const dir = resolve(".local");
  // Before anything is forgotten: another local cloud may be at work here.
  await freePort(port);
  lock(dir)();
  if (fresh) {
    rmSync(dir, { recursive: true, force: true });
    forgetMemory(join(dir, "store"));
  }
  mkdirSync(dir, { recursive: true });
  const template = assembly === undefined ? await synthesize(root, console.log) : resolve(assembly);

  let cloud: RunningCloud | undefined;
  let isStopping = false;
  const stop = async (code: number, why?: unknown): Promise<void> => {
    if (why !== undefined) console.error(why);
    if (isStopping) process.exit(code === 0 ? 130 : code);
    isStopping = true;
    await cloud?.close();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void stop(0));
  process.on("uncaughtException", (cause) => void stop(1, cause));

  cloud = await startCloud({
    assembly: template,
    dir,
    port,
    isInMemory,
    log: openLog(dir),
    onDeath: (why) => void stop(1, why),
  });
  try {
    await seed(stage, cloud, dir);
  } catch (cause) {
    await stop(1, cause instanceof Error ? cause.message : cause);
  }
  console.log(welcome(cloud.url));
}

run().catch(failWith);
