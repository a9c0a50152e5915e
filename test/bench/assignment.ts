import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { instanceOf } from "../../cli/assign-instance.ts";
import { assign, type Objective } from "../../shared/assignment/assignment.ts";
import { loadPeer, peerOverFloor, peerTotal } from "../assignment/peer.ts";

const cpuOf = async <T>(work: () => T | Promise<T>) => {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return { result, seconds: (user + system) / 1e6 };
};

function read(file: string, panel: boolean) {
  const bytes = readFileSync(file);
  const read = instanceOf(JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString()), panel);
  if ("faults" in read) throw new Error(read.faults.join("; "));
  return read.instance;
}

/** One run in a process of its own, so that memory and compilation are its own: `who` is `own` or `peer`. */
async function one(who: string, file: string, order: string, panel: boolean, floor: number) {
  const instance = read(file, panel);
  if (who === "own") {
    const objectives = order.split(",") as Objective[];
    const { result, seconds } = await cpuOf(() => assign(instance, { objectives, seed: 1 }));
    if ("short" in result) throw new Error("infeasible");
    const { worst, total, isOptimal } = result;
    return { worst, total, isOptimal, seconds };
  }
  const { result, seconds } = await cpuOf(async () => {
    const highs = await loadPeer();
    return order === "total" ? peerTotal(highs, instance)?.total : peerOverFloor(highs, instance, floor);
  });
  return { total: result, seconds };
}

function measured(args: readonly string[]) {
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, "--one", ...args], {
    encoding: "utf8",
    timeout: 600_000,
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/**
 * CPU and memory of the assignment beside the maintained solver's for the same questions, in one run, and the figures that
 * an `optima.json` in the folder names. `assignment.ts FOLDER [name,...] [--no-peer]`
 */
function main([folder, names, flag]: readonly string[]): void {
  if (folder === undefined) throw new Error("assignment.ts FOLDER [name,...] [--no-peer]");
  const optima = JSON.parse(readFileSync(join(folder, "optima.json"), "utf8"));
  const wished = names?.split(",");
  console.log(
    "|instance|question|total|worst|as known|own CPU s|own MiB|peer CPU s|own : peer|\n|---|---|--|--|---|--|--|--|--|",
  );
  for (const file of readdirSync(folder).filter(
    (name) => /\.json(\.gz)?$/.test(name) && name !== "optima.json",
  )) {
    const name = file.replace(/\.json(\.gz)?$/, "");
    const known = optima[name] ?? {};
    if (wished && !wished.includes(name)) continue;
    for (const panel of "total_panel" in known ? [false, true] : [false]) {
      const tail = panel ? "_panel" : "";
      for (const order of `maxmin${tail}` in known ? ["total", "worst,total"] : ["total"]) {
        const args = [join(folder, file), order, String(panel)];
        const own = measured(["own", ...args, "0"]);
        const peer = flag === "--no-peer" ? undefined : measured(["peer", ...args, String(own?.worst)]);
        const isAsKnown =
          own?.isOptimal &&
          own.total === known[order === "total" ? `total${tail}` : `lexTotal${tail}`] &&
          (order === "total" || own.worst === known[`maxmin${tail}`]);
        const ratio = own && peer ? (own.seconds / peer.seconds).toFixed(2) : "";
        console.log(
          `|${name}|${order}${panel ? ", panel" : ""}|${own?.total}|${own?.worst}|${isAsKnown ? "yes" : "no"}|${own?.seconds.toFixed(2)}|${own?.memory}|${peer?.seconds.toFixed(2) ?? ""}|${ratio}|`,
        );
      }
    }
  }
}

const [first, who = "", file = "", order = "", panel, floor] = process.argv.slice(2);
if (first === "--one") {
  const result = await one(who, file, order, panel === "true", Number(floor));
  console.log(JSON.stringify({ ...result, memory: Math.round(process.resourceUsage().maxRSS / 1024) }));
} else main(process.argv.slice(2));
