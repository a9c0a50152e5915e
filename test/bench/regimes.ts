import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { graphOf, type Score } from "../../shared/ranking/graph.ts";
import { layoutOf } from "../../shared/ranking/layout.ts";
import { rankingOf } from "../../shared/ranking/ranking.ts";
import { solved } from "../../shared/ranking/solved.ts";

/** One simulated call: who scored what (by numbers), and each application's true quality. */
interface Simulated {
  I: Int32Array;
  Jx: Int32Array;
  y: Float64Array;
  theta: Float64Array;
}

interface Regime {
  id: number;
  name: string;
}

/** A module that simulates calls of many kinds: its kinds, and the call of a kind and a number. */
interface Generator {
  REGIMES: readonly Regime[];
  generate: (regime: Regime, replication: number) => Simulated;
}

const places = 50;
const draws = 500;

/** How many of the truly best are among those with the highest figures. */
function hits(figures: Float64Array, truth: Float64Array): number {
  const first = (list: Float64Array) =>
    new Set([...list.keys()].sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0)).slice(0, places));
  const best = first(truth);
  return [...first(figures)].filter((at) => best.has(at)).length;
}

/** What one simulated call shows. */
function measured({ I, Jx, y, theta }: Simulated) {
  const scores: Score[] = [...y].map((score, at) => ({
    application: `a${I[at]}`,
    expert: `e${Jx[at]}`,
    score,
  }));
  const { applications, decides } = rankingOf(scores, { seed: 1, cuts: [places], draws: 2 });
  const figure = (key: "raw" | "trimmed" | "calibrated") => {
    const found = new Map(applications.map((one) => [one.id, one[key]]));
    return hits(
      Float64Array.from(theta, (_, at) => found.get(`a${at}`) ?? 0),
      theta,
    );
  };
  const layout = layoutOf(graphOf(scores));
  const chances = solved(layout, { seed: 1, count: draws, cuts: [places] }).chancesUnder("full");
  const better = (quality: number) => theta.reduce((count, other) => count + (other > quality ? 1 : 0), 1);
  let [covered, brier] = [0, 0];
  for (const [place, id] of layout.graph.applications.ids.entries()) {
    const rank = better(theta[Number(id.slice(1))] ?? 0);
    const { interval: [low, high] = [0, 0], top = {} } = chances[place] ?? {};
    if (low <= rank && rank <= high) covered++;
    brier += ((top[places] ?? 0) - (rank <= places ? 1 : 0)) ** 2;
  }
  const calibrated = figure("calibrated");
  return {
    raw: figure("raw"),
    trimmed: figure("trimmed"),
    calibrated,
    decided: decides === "calibrated" ? calibrated : figure("raw"),
    switched: decides === "calibrated" ? 100 : 0,
    covered: covered / theta.length,
    brier: brier / theta.length,
  };
}

/**
 * Simulated calls by the hundred: how many of the truly best 50 each figure finds, how often the rank interval holds the
 * true rank, how good the chances are (Brier score). `regimes.ts GENERATOR.mjs [replications] [regime,...]`
 */
async function main([file, replications = "200", only]: readonly string[]): Promise<void> {
  if (file === undefined) throw new Error("regimes.ts GENERATOR.mjs [replications] [regime,...]");
  const { REGIMES, generate }: Generator = await import(pathToFileURL(resolve(file)).href);
  const wished = only?.split(",").map(Number);
  console.log(
    "|regime|raw|trimmed|calibrated|decided|calibrated decides|interval holds|Brier|\n|---|--|--|--|--|--|--|--|",
  );
  for (const regime of REGIMES.filter(({ id }) => !wished || wished.includes(id))) {
    const all = Array.from({ length: Number(replications) }, (_, at) => measured(generate(regime, at)));
    const mean = (key: keyof (typeof all)[number]) =>
      all.reduce((sum, one) => sum + one[key], 0) / all.length;
    const found = (["raw", "trimmed", "calibrated", "decided"] as const).map((key) => mean(key).toFixed(1));
    console.log(
      `|${regime.id} ${regime.name}|${found.join("|")}|${mean("switched").toFixed(0)} %|${mean("covered").toFixed(3)}|${mean("brier").toFixed(4)}|`,
    );
  }
}

await main(process.argv.slice(2));
