import { readFileSync } from "node:fs";

const pageBytes = 4096;

/** A process's own memory, code that it shares left out; undefined where the system does not tell. */
export function memoryOf(pid: number): number | undefined {
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ").map(Number);
    return (resident - shared) * pageBytes;
  } catch {
    return undefined;
  }
}
