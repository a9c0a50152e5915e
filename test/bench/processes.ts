import { readdirSync, readFileSync } from "node:fs";

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
