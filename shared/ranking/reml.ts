import type { Side } from "./graph.ts";
import type { Layout } from "./layout.ts";
import { lowest, polished } from "./lowest.ts";
import { type Fit, fitAt, leastNoise } from "./model.ts";

/** How near a search of one ratio comes to the best one, and how many turns it may take. */
const fine = { step: 0.2, stop: 1e-7, most: 400 };
/** A search of both comes near, and is made exact by steps over these distances; where that fails, it goes on. */
const coarse = { ...fine, stop: 0.02 };
const onwards = { ...fine, step: 0.02 };
const distances = [0.01, 0.003, 0.0005];

/** The model with every difference between experts, and without: with `strictness` 0 they all mark alike. */
export interface Reml {
  full: Fit;
  alike: Fit;
  /** By how much the deviance falls when experts may differ; 0 or more. */
  likelihoodRatio: number;
}

/** The variance of scores within the rows of a side. */
function within({ ids, starts, values }: Side): number {
  let squares = 0;
  for (let place = 0; place < ids.length; place++) {
    const row = values.subarray(starts[place] ?? 0, starts[place + 1] ?? 0);
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    for (const value of row) squares += (value - mean) ** 2;
  }
  return squares / Math.max(1, values.length - ids.length);
}

/** Where the search begins: the variances that the scores' scatter within applications and within experts suggests. */
function start({ graph: { applications, experts } }: Layout): [application: number, expert: number] {
  const all = applications.values.reduce((sum, value) => sum + value * value, 0) / applications.values.length;
  const application = Math.max(0, all - within(applications));
  const expert = Math.max(0, all - within(experts));
  const noise = Math.max(all / 20, all - application - expert, leastNoise);
  const ratio = (variance: number) => Math.min(3, Math.max(0.2, Math.sqrt(variance / noise)));
  return [ratio(application), ratio(expert)];
}

/**
 * The ratios with the highest restricted likelihood (REML), both at least 0. The deviance is even in either, so that the
 * edge lies inside of the search; a figure so near to it that none can tell is put on it.
 */
export function remlOf(layout: Layout): Reml {
  const fitOf = ([t = 0, r = 0]: readonly number[]) =>
    fitAt(layout, { applications: Math.abs(t), experts: Math.abs(r) });
  const valueAt = (at: readonly number[]) => fitOf(at).deviance;
  const [t0, r0] = start(layout);
  const alike = fitOf(lowest(valueAt, [t0], fine).at);
  const same = fitOf([0, ...lowest(([r = 0]) => valueAt([0, r]), [r0], fine).at]);
  const near = lowest(valueAt, [t0, r0], coarse);
  const exact = distances.reduce<typeof near | undefined>(
    (point, distance) => point && polished(valueAt, point, distance),
    near,
  );
  const both = fitOf((exact ?? lowest(valueAt, near.at, onwards)).at);
  const edges = [alike, same].filter(({ deviance }) => deviance <= both.deviance + 1e-8);
  const full = edges.toSorted((a, b) => a.deviance - b.deviance)[0] ?? both;
  return { full, alike, likelihoodRatio: Math.max(0, alike.deviance - full.deviance) };
}
