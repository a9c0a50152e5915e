import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Score } from "../shared/ranking/graph.ts";
import { leastLearnt, leastLikelihoodRatio, rankingOf, type Switch } from "../shared/ranking/ranking.ts";
import { parsed } from "./arguments.ts";

const usage = `linxuan rank SCORES.csv [--seed N] [--cut 10,25,50]

Ranks applications by several experts' scores: raw, trimmed and calibrated means side by side, what is uncertain about
them, each expert's strictness, and which of the means can be relied on.
由多位专家的评分排出名次：并列给出原始均值、截尾均值、校准均值，名次的不确定性，各专家的宽严，以及应以哪一种为准。

SCORES.csv  columns expert, application, score (UTF-8; the higher the better) / 列名 expert、application、score，分数越高越好
--seed      whole number, of the draws behind the chances; 1 unless told / 抽样种子，默认 1
--cut       numbers of places / 名额界线，默认 10,25,50

Prints one JSON object; the same file and seed give the same bytes, whatever the order of the rows. Points as in the file.
输出一个 JSON；同一文件与种子结果逐字节相同，与行的先后无关。
  decides      "calibrated" | "raw", and because: why / 以何者为准及理由
  variances    of applications, experts and what is left, points² / 方差分解
  applications id, raw, trimmed, calibrated, shrunk, se, rank, interval (5 % to 95 %), top: the chance of each cut
  experts      id, strictness: marks above (+) or below (-) the others, se, scores
Exit 0: ranked. Exit 2: the file can't be read or holds bad rows (all are listed), or wrong usage.`;

interface Wishes {
  file: string;
  seed: number;
  cuts: number[];
}

/** What was asked for; undefined when it makes no sense. */
function wishesOf(args: readonly string[]): Wishes | undefined {
  const options = {
    seed: { type: "string", default: "1" },
    cut: { type: "string", default: "10,25,50" },
  } as const;
  const found = parsed({ args: [...args], options });
  const [file, ...rest] = found?.positionals ?? [];
  if (!found || file === undefined || rest.length > 0) return undefined;
  const { seed, cut } = found.values;
  const isWhole = (text: string) => /^\d{1,9}$/.test(text);
  const cuts = cut.split(",");
  if (!isWhole(seed) || !cuts.every((one) => isWhole(one) && Number(one) > 0)) return undefined;
  return { file, seed: Number(seed), cuts: cuts.map(Number) };
}

const columns = ["expert", "application", "score"] as const;

/** The scores of a file, or everything that is wrong with it. */
function scoresOf(text: string): { scores: Score[] } | { faults: string[] } {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    return { faults: [cause instanceof Error ? cause.message : String(cause)] };
  }
  const missing = columns.filter((column) => rows[0]?.[column] === undefined);
  if (missing.length > 0)
    return { faults: [`缺少列或数据 / missing columns or rows: ${missing.join(", ")}`] };
  const faults: string[] = [];
  const seen = new Set<string>();
  const scores = rows.map(({ expert = "", application = "", score = "" }, at) => {
    const fault = (words: string) => faults.push(`第 ${at + 2} 行 / row ${at + 2}: ${words}`);
    if (expert === "" || application === "") fault("专家或申报缺失 / expert or application is missing");
    if (!/^-?\d+(\.\d+)?$/.test(score)) fault(`分数不是数字 / not a number: ${JSON.stringify(score)}`);
    const pair = JSON.stringify([expert, application]);
    if (seen.has(pair)) fault(`同一专家对同一申报重复评分 / scored twice: ${expert}, ${application}`);
    seen.add(pair);
    return { expert, application, score: Number(score) };
  });
  return faults.length > 0 ? { faults } : { scores };
}

const reasons: Record<Switch["because"], string> = {
  sound: "专家宽严确有差异且可由评分估出 / experts differ in strictness and the scores tell by how much",
  "not-connected":
    "评分分成互不相连的几组，无法跨组校准 / the scores fall into groups that no expert connects",
  alike: "看不出专家宽严有差异 / nothing shows that experts differ in strictness",
  thin: "评分太少，估不出各专家的宽严 / too few scores to tell how strict each expert is",
};

/** Why a figure decides, in words with the measures. */
function reasonOf({ because, components, likelihoodRatio, strictnessLearnt }: Switch): string {
  const figures = `components ${components}, likelihood ratio ${likelihoodRatio.toFixed(2)} (${leastLikelihoodRatio}), strictness learnt ${strictnessLearnt.toFixed(2)} (${leastLearnt})`;
  return `${reasons[because]}: ${figures}`;
}

/** Digits beyond these are the machine's, not the scores'. */
const rounded = (_key: string, value: unknown) =>
  typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value;

/** `linxuan rank SCORES.csv`. Exit 0: ranked. Exit 2: an unreadable file, bad rows, or wrong usage. */
export const rankCommand = {
  name: "rank",
  summary: "由评分排名并给出不确定性 / rank by scores, with what is uncertain",
  usage,
  async run(args: readonly string[]): Promise<number> {
    if (args[0] === "--help" || args[0] === "-h") {
      console.log(usage);
      return 0;
    }
    const wishes = wishesOf(args);
    if (!wishes) {
      console.error(usage);
      return 2;
    }
    const text = await readFile(wishes.file, "utf8").catch((cause: Error) => cause);
    const read = typeof text === "string" ? scoresOf(text) : { faults: [text.message] };
    if ("faults" in read) {
      for (const fault of read.faults) console.error(fault);
      return 2;
    }
    const { variances, applications, experts, ...decision } = rankingOf(read.scores, wishes);
    const { decides, because: _, ...measures } = decision;
    const because = reasonOf(decision);
    const answer = { decides, because, measures, seed: wishes.seed, variances, applications, experts };
    console.log(JSON.stringify(answer, rounded, 1));
    return 0;
  },
};
