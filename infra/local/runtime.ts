import { existsSync } from "node:fs";
import { createRequire, flushCompileCache, registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What an execution environment is told when it starts. */
export interface Start {
  codeDir: string;
  handler: string;
  functionArn: string;
}

/** One event. It travels as JSON, as it does on AWS: no dates, no undefined. */
export interface Call {
  requestId: string;
  event: string;
  /** Instant (ms) at which the environment will be killed. */
  deadline: number;
}

export type Reply =
  | { kind: "ready" }
  | { kind: "returned"; value: string }
  | { kind: "failed"; errorType: string; message: string };

// It was for this process's own start, types of this file stripped included; the function has no such variable on AWS.
delete process.env.NODE_COMPILE_CACHE;

type Handler = (event: unknown, context: object) => unknown;

const { codeDir, handler, functionArn }: Start = JSON.parse(process.argv[2] ?? "");
const reply = (message: Reply) => process.send?.(message);

function fail(cause: unknown): void {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const stack = error.stack?.split("\n");
  console.error(`ERROR ${JSON.stringify({ errorType: error.name, errorMessage: error.message, stack })}`);
  reply({ kind: "failed", errorType: error.name, message: error.message });
}

/** A bundle lies alone on Lambda; here a package.json above it must not turn its `.js` into an ES module. */
function takeForCommonJs(): void {
  if (existsSync(join(codeDir, "package.json"))) return;
  const base = `${pathToFileURL(codeDir).href}/`;
  registerHooks({
    load: (url, context, nextLoad) =>
      nextLoad(
        url,
        url.startsWith(base) && url.endsWith(".js") ? { ...context, format: "commonjs" } : context,
      ),
  });
}

async function load(): Promise<Handler> {
  takeForCommonJs();
  const dot = handler.lastIndexOf(".");
  const file = [".js", ".mjs", ".cjs"]
    .map((ending) => join(codeDir, handler.slice(0, dot) + ending))
    .find(existsSync);
  if (file === undefined) throw new Error(`Cannot find module '${handler.slice(0, dot)}'`);
  const name = handler.slice(dot + 1);
  const isModule = file.endsWith(".mjs");
  const loaded: Record<string, unknown> = isModule
    ? await import(pathToFileURL(file).href)
    : createRequire(file)(file);
  const found = loaded[name];
  if (typeof found !== "function") throw new Error(`${handler} is undefined or not exported`);
  return found as Handler;
}

function contextOf({ requestId, deadline }: Call): object {
  const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

// Ctrl-C reaches every process of the terminal; the local cloud lets events in hand end and then ends this one itself.
process.on("SIGINT", () => undefined);
// Without the local cloud nobody waits for an answer.
process.on("disconnect", () => process.exit());

try {
  const handle = await load();
  process.on("message", async (call: Call) => {
    try {
      const value = await handle(JSON.parse(call.event), contextOf(call));
      reply({ kind: "returned", value: JSON.stringify(value) ?? "null" });
    } catch (cause) {
      fail(cause);
    }
  });
  reply({ kind: "ready" });
  flushCompileCache();
} catch (cause) {
  fail(cause);
}
