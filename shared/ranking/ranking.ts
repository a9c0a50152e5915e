import type { Chance } from "./chances.ts";
import { type Graph, graphOf, type Score, type Side } from "./graph.ts";
import { layoutOf } from "./layout.ts";
import type { Estimate } from "./model.ts";
import type { Effects } from "./posterior.ts";
import type { Reml } from "./reml.ts";
import { solved } from "./solved.ts";

/** How often the qualities are drawn unless told: the standard error of a chance is at most 0.011. */
const drawsWished = 2000;
/** So many ranks are kept at once; of very many applications, each has fewer draws: at least 400, known to 0.025. */
const mostRanks = 4e7;
const fewestDraws = 400;

/** The 5 % point of the likelihood ratio at the edge: half of a chi square with one degree of freedom. */
export const leastLikelihoodRatio = 2.71;
/** Of the experts' strictness so much must be learnt; a judgement from real data, where calibration misled at 0.19. */
export const leastLearnt = 0.3;

/** Which figure decides, and the measures that say so. */
export interface Switch {
  decides: "calibrated" | "raw";
  /** Why: all is sound; parts that no score connects; nothing shows that experts differ; too few scores to learn by how much. */
  because: "sound" | "not-connected" | "alike" | "thin";
  /** Parts of the graph that no score connects; what lies between two of them can't be compared by calibration. */
  components: number;
  /** How much likelier the scores are when experts differ in strictness. */
  likelihoodRatio: number;
  /** The share of the strictness that the scores tell, 0 to 1. */
  strictnessLearnt: number;
}

/** What the model says of one application. */
export interface ModelledApplication {
  id: string;
  /**
   * The mean of its panel's scores, points; without its highest and lowest; and the mean of all scores, those beside the panel too,
   * less what these experts mark above others.
   */
  raw: number;
  trimmed: number;
  calibrated: number;
  /** Calibrated and drawn towards the mean by as much as is noise; its standard error. */
  shrunk: number;
  se: number;
}

export interface RankedApplication extends ModelledApplication, Chance {
  /** By the figure that decides, 1 is the highest; equals share a rank. */
  rank: number;
}

export interface RankedExpert {
  id: string;
  /** By how much this expert marks above (+) or below (−) the others on the same applications, points. */
  strictness: number;
  se: number;
  scores: number;
}

/** The model of some scores. */
export interface Model extends Switch {
  /** Points²; of the model with strictness. */
  variances: { application: number; expert: number; residual: number };
  /** In the order of the draws. */
  applications: ModelledApplication[];
  /** By strictness; equals by their names. */
  experts: RankedExpert[];
  /** Draws of the applications' qualities, less a constant, under the model that decides; each overwrites the one before. */
  draws: () => Iterable<Float64Array>;
  /** Each application's chances under the model that decides. */
  chances: () => Chance[];
}

export interface Ranking extends Omit<Model, "applications" | "draws" | "chances"> {
  /** By rank; equals by their names. */
  applications: RankedApplication[];
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const placesOf = ({ starts }: Side, place: number) => [starts[place] ?? 0, starts[place + 1] ?? 0] as const;

/** Without the highest and the lowest of three and more. */
const trimmedMean = (values: Float64Array) =>
  meanOf(values.length < 3 ? values : values.toSorted().subarray(1, -1));

/** The scores of each application, by place, without those beside its panel; all of them where it has no others. */
function panelsIn(
  scores: readonly Score[],
  { applications, experts }: Graph,
): (place: number) => Float64Array {
  const beside = new Set(
    scores.filter(({ isBeside }) => isBeside).map((one) => JSON.stringify([one.expert, one.application])),
  );
  return (place) => {
    const [from, to] = placesOf(applications, place);
    const values = applications.values.subarray(from, to);
    if (beside.size === 0) return values;
    const id = applications.ids[place];
    const own = values.filter((_, at) => {
      const expert = experts.ids[applications.others[from + at] ?? 0];
      return !beside.has(JSON.stringify([expert, id]));
    });
    return own.length > 0 ? own : values;
  };
}

/**
 * Is strictness real, learnt, and comparable? If not, calibrating would add noise, and the plain mean decides.
 * Source of the measures: a variance component's likelihood ratio at its edge (Self and Liang 1987) and its reliability,
 * 1 − mean prediction error variance / variance.
 */
function switched(
  components: number,
  { full, likelihoodRatio }: Reml<Estimate>,
  { errors }: Effects,
): Switch {
  const variance = full.noise * full.ratios.experts * full.ratios.experts;
  const learnt = variance === 0 ? 0 : 1 - meanOf(errors.map((error) => error * error)) / variance;
  const measures = { components, likelihoodRatio, strictnessLearnt: learnt };
  if (components > 1) return { decides: "raw", because: "not-connected", ...measures };
  if (likelihoodRatio <= leastLikelihoodRatio) return { decides: "raw", because: "alike", ...measures };
  if (!(learnt >= leastLearnt)) return { decides: "raw", because: "thin", ...measures };
  return { decides: "calibrated", because: "sound", ...measures };
}

/** Figures that differ by less than rounding count as equal, and share a rank. */
const told = (figure: number) => Math.round(figure * 1e9) / 1e9;

/** The rank of each figure, the highest first; equals share one, and the next ones are counted on. */
export function ranksOf(figures: readonly number[]): number[] {
  const sorted = figures.map(told).toSorted((a, b) => b - a);
  const first = new Map<number, number>();
  for (const [at, figure] of sorted.entries()) if (!first.has(figure)) first.set(figure, at + 1);
  return figures.map((figure) => first.get(told(figure)) ?? sorted.length);
}

interface Wishes {
  seed: number;
  cuts: readonly number[];
  draws?: number;
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/**
 * The ranking of applications by several experts' scores: raw, trimmed and calibrated means side by side, what is
 * uncertain about them, and the experts' strictness. The chances are those of the model that decides: where raw means do, of
 * the one in which experts mark alike.
 * @param cuts numbers of places, as "among the first 50"; seed and errors as of `modelOf`
 */
export function rankingOf(scores: readonly Score[], wishes: Wishes): Ranking {
  const { draws: _, chances: chancesOf, applications, ...model } = modelOf(scores, wishes);
  const chances = chancesOf();
  const ranks = ranksOf(applications.map((one) => one[model.decides]));
  return {
    ...model,
    applications: applications
      .map((one, at) => ({
        ...one,
        ...(chances[at] ?? { interval: [1, 1] as const, top: {} }),
        rank: ranks[at] ?? ranks.length,
      }))
      .sort((a, b) => a.rank - b.rank || byId(a, b)),
  };
}

/**
 * The model score = mean + application + expert + noise with normal effects, its variances by REML (Patterson and Thompson
 * 1971), its effects as best linear unbiased predictions.
 * @param seed of the draws: a whole number; the same seed gives the same figures, in any order and under any names
 * @throws RangeError when there is no score, one is no number, or an expert scored an application twice
 */
export function modelOf(scores: readonly Score[], { seed, cuts, draws: count = drawsWished }: Wishes): Model {
  const layout = layoutOf(graphOf(scores));
  const { applications, experts, mean } = layout.graph;
  const panelOf = panelsIn(scores, layout.graph);
  const most = Math.max(fewestDraws, Math.floor(mostRanks / applications.ids.length));
  const { reml, found, chancesUnder, drawsUnder } = solved(layout, {
    seed,
    count: Math.min(count, most),
    cuts,
  });
  const { full } = reml;
  const decision = switched(layout.parts.length, reml, found.experts);
  const deciding = decision.decides === "calibrated" ? "full" : "alike";
  return {
    ...decision,
    variances: {
      application: full.noise * full.ratios.applications * full.ratios.applications,
      expert: full.noise * full.ratios.experts * full.ratios.experts,
      residual: full.noise,
    },
    applications: applications.ids.map((id, place) => {
      const values = applications.values.subarray(...placesOf(applications, place));
      const strictness = Float64Array.from(
        applications.others.subarray(...placesOf(applications, place)),
        (at) => found.experts.effects[at] ?? 0,
      );
      const panel = panelOf(place);
      return {
        id,
        raw: mean + meanOf(panel),
        trimmed: mean + trimmedMean(panel),
        calibrated: mean + meanOf(values) - meanOf(strictness),
        shrunk: mean + full.mean + (found.applications.effects[place] ?? 0),
        se: found.applications.errors[place] ?? 0,
      };
    }),
    experts: experts.ids
      .map((id, place) => ({
        id,
        strictness: found.experts.effects[place] ?? 0,
        se: found.experts.errors[place] ?? 0,
        scores: (experts.starts[place + 1] ?? 0) - (experts.starts[place] ?? 0),
      }))
      .sort((a, b) => b.strictness - a.strictness || byId(a, b)),
    draws: () => drawsUnder(deciding),
    chances: () => chancesUnder(deciding),
  };
}
