import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { type Assignment, assign, type Objective, objectives } from "../shared/assignment/assignment.ts";
import type { Shortage } from "../shared/assignment/coverage.ts";
import { pairAt } from "../shared/assignment/instance.ts";
import { parsed } from "./arguments.ts";
import { instanceOf, type Read } from "./assign-instance.ts";

const usage = `linxuan assign INSTANCE.json[.gz] [--seed N] [--objective worst,total,balance] [--panel] [--keep FILE]

Assigns experts to applications: each application k different ones, no expert more than the cap, no barred pair; the best
assignment by the objectives in their order, exactly, with a proof.
为各申报分配专家：每项 k 位，不超过各专家上限，不含回避；按目标的先后求精确最优并给出证明。

INSTANCE     {papers, reviewers, k, cap: [...], scores: [[...]...]}, whole scores, −1: barred; or idx and val in place of
             scores: the experts of each application and their scores; reviewerInst: the experts' institutions
--objective  worst: the worst-served application's sum as high as possible; total: the sum of all scores; balance: even
             loads; in the order given, worst,total,balance unless told / 目标及其先后
--panel      at most one expert of an institution per application / 每项申报同一单位至多一位专家
--keep       JSON [[application, expert]...]: promised pairs; as few as possible are broken, before all else / 尽量保留的已有分配
--seed       whole number, of the lot among equals; 1 unless told / 同优时抽签的种子，默认 1

Prints one JSON object; the same file and seed give the same pairs, whatever the order of rows and columns.
输出一个 JSON；同一文件与种子结果相同，与行列先后无关。
  pairs        [[application, expert]...], from 0, in the order of the file
  objective    worst, total, loads: {min, max}; broken: promised pairs that could not be kept
  ownBest      each application's best possible sum, whoever else needs its experts / 各申报自身可达的最高总分
  optimal      true: every objective asked for is proven / 各目标均已证明最优
  infeasible   instead, when there is none: how many places are short, among whom, and the smallest relaxation
Exit 0: assigned. Exit 1: infeasible. Exit 2: the file can't be read or is wrong (all faults are listed), or wrong usage.`;

interface Wish {
  file: string;
  seed: number;
  order: Objective[];
  panel: boolean;
  keep: string | undefined;
}

const isObjective = (name: string): name is Objective => objectives.some((one) => one === name);

/** What was asked for; undefined when it makes no sense. */
function wishOf(args: readonly string[]): Wish | undefined {
  const options = {
    seed: { type: "string", default: "1" },
    objective: { type: "string", default: objectives.join(",") },
    panel: { type: "boolean", default: false },
    keep: { type: "string" },
  } as const;
  const found = parsed({ args: [...args], options });
  const [file, ...rest] = found?.positionals ?? [];
  if (!found || file === undefined || rest.length > 0) return undefined;
  const { seed, objective, panel, keep } = found.values;
  const order = objective.split(",");
  if (!/^\d{1,9}$/.test(seed) || !order.every(isObjective) || new Set(order).size < order.length)
    return undefined;
  return { file, seed: Number(seed), order, panel, keep };
}

/** A file's JSON, zipped or not. */
async function jsonOf(file: string): Promise<{ json: unknown } | { faults: string[] }> {
  try {
    const bytes = await readFile(file);
    const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return { json: JSON.parse((isZipped ? gunzipSync(bytes) : bytes).toString("utf8")) };
  } catch (cause) {
    // JSON.parse quotes the text, its line breaks too.
    const words = cause instanceof Error ? cause.message : String(cause);
    return { faults: [`${file}: ${words.replace(/\s+/g, " ")}`] };
  }
}

/** The instance alone: of a large one the file's own lists would fill as much memory again as the search. */
async function readOf({ file, panel }: Wish): Promise<Read | { faults: string[] }> {
  const given = await jsonOf(file);
  return "faults" in given ? given : instanceOf(given.json, panel);
}

/** Promised pairs by place; those that are barred can't be kept and don't count. */
function keptOf(
  { instance, applicationAt, expertAt }: Read,
  json: unknown,
): Uint8Array | { faults: string[] } {
  const isPair = (one: unknown): one is [number, number] =>
    Array.isArray(one) &&
    one.length === 2 &&
    one.every(Number.isSafeInteger) &&
    0 <= one[0] &&
    one[0] < applicationAt.length &&
    0 <= one[1] &&
    one[1] < expertAt.length;
  if (!Array.isArray(json) || !json.every(isPair))
    return { faults: ["--keep 应为 [[申报, 专家]...] / --keep must hold [[application, expert]...]"] };
  const kept = new Uint8Array(instance.expertOf.length);
  for (const [application, expert] of json) {
    const pair = pairAt(instance, applicationAt.indexOf(application), expertAt.indexOf(expert));
    if (pair >= 0) kept[pair] = 1;
  }
  return kept;
}

const rising = (a: readonly number[], b: readonly number[]) =>
  (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);

function answerOf({ instance, applicationAt, expertAt }: Read, found: Assignment, hasKept: boolean) {
  const expert = (pair: number) => expertAt[instance.expertOf[pair] ?? 0] ?? 0;
  const ownBest: number[] = [];
  for (const [place, a] of applicationAt.entries()) ownBest[a] = found.ownBest[place] ?? 0;
  return {
    pairs: found.panels
      .flatMap((pairs, place) => pairs.map((pair) => [applicationAt[place] ?? 0, expert(pair)]))
      .sort(rising),
    objective: {
      worst: found.worst,
      total: found.total,
      loads: { min: Math.min(...found.loads), max: Math.max(...found.loads) },
      ...(hasKept ? { broken: found.broken } : {}),
    },
    ownBest,
    optimal: found.isOptimal,
  };
}

function shortageOf(
  { applicationAt, expertAt }: Read,
  { short, applications, experts, relaxation }: Shortage,
) {
  const application = (place: number) => applicationAt[place] ?? 0;
  const expert = (place: number) => expertAt[place] ?? 0;
  const sorted = (places: number[]) => places.sort((a, b) => a - b);
  return {
    short,
    applications: sorted(applications.map(application)),
    experts: sorted(experts.map(expert)),
    relaxation: {
      places: relaxation.places.map((one) => ({ expert: expert(one.expert), more: one.more })),
      eligible: relaxation.eligible.map((one) => ({
        application: application(one.application),
        more: one.more,
      })),
      least: relaxation.least.map((one) => ({ expert: expert(one.expert), less: one.less })),
    },
  };
}

function refused(faults: readonly string[]): number {
  const most = 20;
  const more = faults.length > most ? `; … ${faults.length - most}` : "";
  console.error(`${faults.slice(0, most).join("; ")}${more}`);
  return 2;
}

/** `linxuan assign INSTANCE.json`. Exit 0: assigned. Exit 1: infeasible. Exit 2: a wrong file, or wrong usage. */
export const assignCommand = {
  name: "assign",
  summary: "为申报分配专家，精确最优 / assign experts to applications, exactly",
  usage,
  async run(args: readonly string[]): Promise<number> {
    if (args[0] === "--help" || args[0] === "-h") {
      console.log(usage);
      return 0;
    }
    const wish = wishOf(args);
    if (!wish) {
      console.error(usage);
      return 2;
    }
    const read = await readOf(wish);
    if ("faults" in read) return refused(read.faults);
    const promised = wish.keep === undefined ? undefined : await jsonOf(wish.keep);
    const kept = promised && ("faults" in promised ? promised : keptOf(read, promised.json));
    if (kept && "faults" in kept) return refused(kept.faults);
    const start = process.cpuUsage();
    const found = assign(read.instance, { objectives: wish.order, seed: wish.seed, kept });
    const { user, system } = process.cpuUsage(start);
    const seconds = Math.round((user + system) / 1e3) / 1e3;
    const answer =
      "short" in found ? { infeasible: shortageOf(read, found) } : answerOf(read, found, kept !== undefined);
    console.log(JSON.stringify({ ...answer, seconds }));
    return "short" in found ? 1 : 0;
  },
};
