import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { instanceOf } from "../../cli/assign-instance.ts";
import { type Assigned, assigned, type Who } from "./assigned.ts";
import { inOwnProcess, mebibytes } from "./processes.ts";

const measured = (args: readonly string[]) =>
  inOwnProcess<Assigned & { memory: number }>(import.meta.filename, args);

function read(file: string, panel: boolean) {
  const bytes = readFileSync(file);
  const read = instanceOf(JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString()), panel);
  if ("faults" in read) throw new Error(read.faults.join("; "));
  return read.instance;
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
  const result = await assigned(who as Who, read(file, panel === "true"), order, Number(floor));
  console.log(JSON.stringify({ ...result, memory: mebibytes() }));
} else main(process.argv.slice(2));
