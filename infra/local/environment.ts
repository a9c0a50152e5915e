import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { memoryOf } from "./memory.ts";
import type { Invocation, LocalFunction } from "./model.ts";
import type { Call, Reply, Start } from "./runtime.ts";

/** Lambda gives an environment 10 s to load its code; a laptop that starts many at once is given three times that. */
const loadLimitMs = 30_000;
const memoryLookMs = 100;
/** So much may fill before the whole heap is looked through for the first time: most processes end with less. */
const heapAtFirstMb = 128;

/** One execution environment: it takes one event at a time, and is thrown away once it failed to end one. */
export interface Environment {
  /** Handles an event given as JSON. */
  run(event: string): Promise<Invocation>;
  isUsable(): boolean;
  /** Whether its code is still being loaded. */
  isLoading(): boolean;
  close(): Promise<void>;
}

interface EnvironmentOptions {
  called: LocalFunction;
  variables: Record<string, string>;
  log: (line: string) => void;
}

/**
 * Starts a process with its own variables and memory limit and loads the function's code into it. A process and no
 * thread: V8 ends the whole process when a thread's heap is full.
 */
export function openEnvironment({ called, variables, log }: EnvironmentOptions): Environment {
  const { codeDir, handler, arn, memoryMb, timeoutSeconds } = called;
  // Compiled code is kept for the next environment; beside the assets, so that a new synthesis throws it away with them.
  const cacheDir = join(dirname(codeDir), ".compiled");
  const start: Start = { codeDir, handler, functionArn: arn };
  const child = fork(fileURLToPath(new URL("./runtime.ts", import.meta.url)), [JSON.stringify(start)], {
    env: { ...variables, NODE_COMPILE_CACHE: cacheDir },
    // Many small processes on a few cores: each collects its garbage on its own thread, and seldom.
    execArgv: [
      `--max-old-space-size=${memoryMb}`,
      "--single-threaded-gc",
      `--initial-old-space-size=${Math.min(heapAtFirstMb, Math.floor(memoryMb / 4))}`,
      "--min-semi-space-size=16",
      "--max-semi-space-size=32",
    ],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const input of [child.stdout, child.stderr]) if (input) createInterface({ input }).on("line", log);

  const ended = Promise.withResolvers<void>();
  let isUsable = true;
  let isReady = false;
  let startEvent: (() => void) | undefined;
  let settle: ((outcome: Invocation) => void) | undefined;
  const answer = (outcome: Invocation) => {
    settle?.(outcome);
    settle = undefined;
  };
  const discard = (outcome: Invocation) => {
    isUsable = false;
    answer(outcome);
    child.kill("SIGKILL");
    return ended.promise;
  };

  child.on("message", (message) => {
    const reply = message as Reply;
    if (reply.kind === "ready") {
      isReady = true;
      startEvent?.();
    } else if (reply.kind === "returned") answer({ outcome: "returned", value: JSON.parse(reply.value) });
    else {
      const outcome: Invocation = { outcome: "failed", errorType: reply.errorType, message: reply.message };
      if (isReady) answer(outcome);
      else void discard(outcome);
    }
  });
  const end = (message: string) => {
    ended.resolve();
    if (isUsable && settle === undefined) log(`ERROR the environment ended between events: ${message}`);
    void discard({ outcome: "crashed", message });
  };
  child.on("error", (error) => end(error.message));
  child.on("exit", (code, signal) =>
    end(signal === null ? `it exited with code ${code}` : `it ended by ${signal}`),
  );

  function lookAtMemory(): void {
    const bytes = child.pid === undefined ? undefined : memoryOf(child.pid);
    if (bytes === undefined || bytes <= memoryMb * 1024 * 1024) return;
    void discard({ outcome: "crashed", message: "Runtime.OutOfMemory" });
  }

  return {
    isUsable: () => isUsable,
    isLoading: () => !isReady,
    async close() {
      await discard({ outcome: "crashed", message: "the local cloud was closed" });
    },
    async run(event) {
      const { promise, resolve } = Promise.withResolvers<Invocation>();
      settle = resolve;
      const loading = setTimeout(() => void discard({ outcome: "timed-out" }), loadLimitMs);
      let running: NodeJS.Timeout | undefined;
      startEvent = () => {
        clearTimeout(loading);
        running = setTimeout(() => void discard({ outcome: "timed-out" }), timeoutSeconds * 1000);
        const deadline = Date.now() + timeoutSeconds * 1000;
        child.send({ requestId: randomUUID(), event, deadline } satisfies Call);
      };
      const looking = setInterval(lookAtMemory, memoryLookMs);
      if (isReady) startEvent();
      const outcome = await promise;
      clearTimeout(loading);
      clearTimeout(running);
      clearInterval(looking);
      return outcome;
    },
  };
}
