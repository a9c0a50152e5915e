import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Does a process with this id run? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Takes a folder for this process: two clouds writing the same files would spoil them. What a killed one left is taken over.
 * @returns gives it back
 * @throws in one line when another process holds it
 */
export function lock(dir: string): () => void {
  const file = join(dir, "pid");
  const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
  if (holder !== undefined && isAlive(holder)) {
    throw new Error(
      `another local cloud (process ${holder}) is at work in ${dir}; if it is none, remove ${file}`,
    );
  }
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}
