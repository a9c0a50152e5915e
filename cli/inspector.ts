import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { memoryOf } from "../infra/local/memory.ts";
import type { Asked, CompareTold, InspectTold, Told } from "./inspect-worker.ts";

/** How much time and memory one file may take. */
export interface Bounds {
  seconds: number;
  memoryMb: number;
}

/** What the function that inspects uploads has. */
export const productBounds: Bounds = { seconds: 60, memoryMb: 1769 };

/** What the worker says of a file or a pair, or that it did not live to say anything. */
type Outcome<T> = T | { kind: "died" };
export type Inspected = Outcome<InspectTold>;
export type Compared = Outcome<CompareTold>;

const memoryLookMs = 100;

interface Worker {
  child: ChildProcess;
  /** Resolves with the next thing that it says; with "died" when it ends before. */
  next: () => Promise<Told | { kind: "died" }>;
}

function openWorker({ memoryMb }: Bounds): Worker {
  const child = fork(fileURLToPath(new URL("./inspect-worker.ts", import.meta.url)), [], {
    execArgv: [`--max-old-space-size=${memoryMb}`],
    // An engine that warns, or dies loudly, does not write between the lines.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const said: Told[] = [];
  let waiting: ((told: Told | { kind: "died" }) => void) | undefined;
  let isGone = false;
  child.on("message", (message) => {
    const told = message as Told;
    if (waiting) waiting(told);
    else said.push(told);
    waiting = undefined;
  });
  const end = () => {
    isGone = true;
    waiting?.({ kind: "died" });
    waiting = undefined;
  };
  child.on("exit", end);
  child.on("error", end);
  return {
    child,
    next: () =>
      new Promise((resolve) => {
        const first = said.shift();
        if (first) resolve(first);
        else if (isGone) resolve({ kind: "died" });
        else waiting = resolve;
      }),
  };
}

/**
 * Inspects files one after the other in a process of its own, which is ended when a file takes more than its bounds; the
 * next file gets a new one. A process and no thread: V8 ends the whole process when a thread's heap is full.
 */
export function openInspector(bounds: Bounds) {
  let worker: Worker | undefined;

  async function ask(asked: Asked): Promise<Outcome<Exclude<Told, { kind: "ready" }>>> {
    if (worker === undefined) {
      worker = openWorker(bounds);
      await worker.next();
    }
    const { child, next } = worker;
    const kill = () => child.kill("SIGKILL");
    const ending = setTimeout(kill, bounds.seconds * 1000);
    const looking = setInterval(() => {
      const bytes = child.pid === undefined ? undefined : memoryOf(child.pid);
      if (bytes !== undefined && bytes > bounds.memoryMb * 1024 * 1024) kill();
    }, memoryLookMs);
    if (child.connected) child.send(asked);
    const told = await next();
    clearTimeout(ending);
    clearInterval(looking);
    if (told.kind !== "died" && told.kind !== "ready") return told;
    worker = undefined;
    return { kind: "died" };
  }
  return {
    inspect: (file: Omit<Extract<Asked, { act: "inspect" }>, "act">) =>
      ask({ act: "inspect", ...file }) as Promise<Inspected>,
    compare: (pair: Omit<Extract<Asked, { act: "compare" }>, "act">) =>
      ask({ act: "compare", ...pair }) as Promise<Compared>,
    close: () => worker?.child.kill("SIGKILL"),
  };
}
