import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** The kernel counts in hundredths of a second. */
const tickMs = 10;

interface Process {
  pid: number;
  parent: number;
  cpuMs: number;
}

function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, "utf8");
        // The command may hold spaces: what follows its closing bracket does not.
        const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
        const cpu = Number(fields[11]) + Number(fields[12]);
        return [{ pid: Number(name), parent: Number(fields[1]), cpuMs: cpu * tickMs }];
      } catch {
        // It ended between the two looks.
        return [];
      }
    });
}

/** CPU (ms) that this process and all below it have used: local cloud, functions and store together. Linux only. */
export function cpuOfAll(): number {
  const all = processes();
  const family = new Set([process.pid]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid)).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

const lookMs = 100;
const quietMs = 1;

/** Waits for what loading has left to background threads (compilation of modules, garbage): it is none of the work's. */
async function quiet(): Promise<void> {
  for (let usedMs = Number.POSITIVE_INFINITY; usedMs > quietMs; ) {
    const start = process.cpuUsage();
    await setTimeout(lookMs);
    const { user, system } = process.cpuUsage(start);
    usedMs = (user + system) / 1e3;
  }
}

/** Work in this process, and the CPU seconds that it took, its own compilation and garbage included. */
export async function cpuOf<T>(work: () => T | Promise<T>): Promise<{ result: T; seconds: number }> {
  await quiet();
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return { result, seconds: (user + system) / 1e6 };
}

/** The most memory that this process has held, MiB. */
export const mebibytes = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

/**
 * What a module answers to `--one` and arguments in a process of its own, so that memory and compilation are its own.
 * @returns its JSON; undefined where it failed or took longer than ten minutes
 */
export function inOwnProcess<T>(file: string, args: readonly string[]): T | undefined {
  const { stdout, status } = spawnSync(process.execPath, [file, "--one", ...args], {
    encoding: "utf8",
    timeout: 600_000,
  });
  return status === 0 ? (JSON.parse(stdout) as T) : undefined;
}
