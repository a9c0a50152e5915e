import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { bundleAll, bundleOf, bundleOptions } from "../../infra/bundle.ts";
import { services } from "../../infra/services.ts";
import type { FunctionManifest } from "../../shared/kernel/manifest.ts";
import { budgetOf, noise, reasonOf } from "./budgets.ts";
import { median, tableText } from "./table.ts";

/** Loads one bundle in a fresh process and says how much CPU (ms, user and system) that took. */
const loader = `
const path = process.argv[1];
(path.endsWith(".mjs") ? import(path) : Promise.resolve(require(path))).then(() => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(String((user + system) / 1000));
});`;

const environment = {
  ...process.env,
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  LINXUAN_TABLE: "bench",
};

function startCpu(path: string): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", loader, path], {
    encoding: "utf8",
    env: environment,
  });
  if (status !== 0) throw new Error(`${path} does not load: ${stderr}`);
  return Number(stdout);
}

interface Measured {
  name: string;
  path: string;
  manifest?: FunctionManifest;
}

const entryIn = (dir: string): string =>
  ["index.js", "index.mjs"].map((file) => join(dir, file)).find(existsSync) ?? dir;

/** The two handlers that all others are measured against, as CommonJS and, for the inspector, as ES modules. */
function references(dir: string): Record<"empty" | "bare" | "bareModule", Measured> {
  const build = (file: string, format: "cjs" | "esm") => {
    const outfile = join(dir, `${file}.${format === "cjs" ? "js" : "mjs"}`);
    const entryPoints = [join(import.meta.dirname, "handlers", `${file}.ts`)];
    const banner =
      format === "esm"
        ? "import{createRequire}from'node:module';const require=createRequire(import.meta.url);"
        : "";
    buildSync({ ...bundleOptions, entryPoints, outfile, format, banner: { js: banner } });
    return { name: `${file} (${format})`, path: outfile };
  };
  return {
    empty: build("empty", "cjs"),
    bare: build("bare-sdk", "cjs"),
    bareModule: build("bare-sdk", "esm"),
  };
}

/** Bundle size and CPU at the start of each function; every round starts each once, in another order. */
export function measureStarts(rounds: number): string {
  const dir = mkdtempSync(join(tmpdir(), "linxuan-bench-"));
  try {
    const { empty, bare, bareModule } = references(dir);
    bundleAll(services);
    const functions: Measured[] = services.flatMap(({ name: service, functions: own }) =>
      Object.entries<FunctionManifest>(own).map(([name, manifest]) => ({
        name: `${service}/${name}`,
        path: entryIn(bundleOf(service, name)),
        manifest,
      })),
    );
    const all = [empty, bare, bareModule, ...functions];
    const taken = new Map<Measured, number[]>(all.map((one) => [one, []]));
    for (let round = 0; round < rounds; round += 1) {
      const order = all.map((one) => ({ one, at: Math.random() })).sort((a, b) => a.at - b.at);
      for (const { one } of order) taken.get(one)?.push(startCpu(one.path));
    }
    const ratio = (one: Measured, to: Measured) =>
      median((taken.get(one) ?? []).map((cpu, round) => cpu / (taken.get(to)?.[round] ?? Number.NaN)));
    const rows = functions.map((one) => {
      const budget = budgetOf(one.manifest ?? {});
      const kilobytes = Math.round(statSync(one.path).size / 1024);
      const timesBare = ratio(one, one.path.endsWith(".mjs") ? bareModule : bare);
      const overBy = timesBare - budget.timesBareSdk;
      const over = [
        ...(kilobytes > budget.kilobytes ? [`${kilobytes - budget.kilobytes} KB over`] : []),
        ...(overBy >= 0.005 ? [`${overBy.toFixed(2)}x over`] : []),
      ];
      const isNoise = kilobytes <= budget.kilobytes && overBy <= noise;
      const why = isNoise
        ? "within a run's noise"
        : (reasonOf(one.name, one.manifest ?? {}) ?? "NO REASON GIVEN");
      return [
        one.name,
        budget.kind,
        String(kilobytes),
        String(budget.kilobytes),
        timesBare.toFixed(2),
        budget.timesBareSdk.toFixed(2),
        ratio(one, empty).toFixed(2),
        over.length > 0 ? `${over.join(", ")}: ${why}` : "within",
      ];
    });
    const heading = ["function", "kind", "KB", "budget", "x bare SDK", "budget", "x empty", ""];
    const reference = [empty, bare, bareModule].map(
      (one) => `${one.name}: ${median(taken.get(one) ?? []).toFixed(0)} ms CPU`,
    );
    return [`${reference.join(" · ")} (medians of ${rounds} rounds)`, tableText([heading, ...rows])].join(
      "\n",
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
