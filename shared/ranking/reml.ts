import type { Side } from "./graph.ts";
import type { Layout } from "./layout.ts";
import { lowest, polished, type Vertex } from "./lowest.ts";
import { type Estimate, leastNoise, type Ratios } from "./model.ts";

/** How near a search of one ratio comes to the best one, and how many turns it may take. */
const fine = { step: 0.2, stop: 1e-7, most: 400 };
/** A search of both comes near, and is made exact by steps over these distances; where that fails, it goes on. */
const coarse = { ...fine, stop: 0.02 };
const onwards = { ...fine, step: 0.02 };
const distances = [0.01, 0.003, 0.0005];
/** A search by sampled deviances costs little, and ends so near that fewer exact steps do. */
const sampled = { ...fine, stop: 0.002 };
const shortDistances = [0.005, 0.0005];

/** The model with every difference between experts, and without: with `strictness` 0 they all mark alike. */
export interface Reml<F extends Estimate> {
  full: F;
  alike: F;
  /** By how much the deviance falls when experts may differ; 0 or more. */
  likelihoodRatio: number;
}

/** The variance of scores within the rows of a side. */
function within({ ids, starts, values }: Side): number {
  let squares = 0;
  for (let place = 0; place < ids.length; place++) {
    const row = values.subarray(starts[place] ?? 0, starts[place + 1] ?? 0);
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    for (const value of row) squares += (value - mean) * (value - mean);
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
 * @param fitAt the model at given ratios
 * @param roughAt the same with a sampled deviance, where the exact one is dear: the search of both ratios begins with it
 */
export function remlOf<F extends Estimate>(
  layout: Layout,
  fitAt: (ratios: Ratios) => F,
  roughAt?: (ratios: Ratios) => Estimate,
): Reml<F> {
  const ratiosAt = ([t = 0, r = 0]: readonly number[]) => ({
    applications: Math.abs(t),
    experts: Math.abs(r),
  });
  const fitOf = (at: readonly number[]) => fitAt(ratiosAt(at));
  const valueAt = (at: readonly number[]) => fitOf(at).deviance;
  const [t0, r0] = start(layout);
  // With one side all alike no scores are tied to each other: nothing is left to sample, and the rough deviance is exact.
  const lineAt = ([t = 0, r = 0]: readonly number[]) => (roughAt ?? fitAt)(ratiosAt([t, r])).deviance;
  const alike = fitOf(lowest(lineAt, [t0], fine).at);
  const same = fitOf([0, ...lowest(([r = 0]) => lineAt([0, r]), [r0], fine).at]);
  const { at } = roughAt
    ? lowest((place) => roughAt(ratiosAt(place)).deviance, [t0, r0], sampled)
    : lowest(valueAt, [t0, r0], coarse);
  const exact = (roughAt ? shortDistances : distances).reduce<Vertex | undefined>(
    (point, distance) => point && polished(valueAt, point, distance),
    { at, value: valueAt(at) },
  );
  const both = fitOf((exact ?? lowest(valueAt, at, onwards)).at);
  const edges = [alike, same].filter(({ deviance }) => deviance <= both.deviance + 1e-8);
  const full = edges.toSorted((a, b) => a.deviance - b.deviance)[0] ?? both;
  return { full, alike, likelihoodRatio: Math.max(0, alike.deviance - full.deviance) };
}
