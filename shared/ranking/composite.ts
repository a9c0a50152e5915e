import { type Chance, chancesOf } from "./chances.ts";
import type { Score } from "./graph.ts";
import { type Model, modelOf } from "./ranking.ts";

/** The scores of one stage; `share`: what it weighs in the composite, all shares come to 1. */
export interface StageScores<Id extends string> {
  id: Id;
  share: number;
  scores: readonly Score[];
}

/** The figures of one application over all stages, points; as in `RankedApplication`. */
export interface CompositeFigures extends Chance {
  raw: number;
  trimmed: number;
  calibrated: number;
  shrunk: number;
  se: number;
}

/** Two applications on both sides of a line, and the chance that the upper one is the better. */
export interface Pair {
  above: string;
  below: string;
  chance: number;
}

export interface Composite<Id extends string> {
  stages: { id: Id; model: Model }[];
  figures: ReadonlyMap<string, CompositeFigures>;
  /** Of an order the pairs across the line after each number of places, whose chance lies between two bounds. */
  pairsAt: (
    order: readonly string[],
    cuts: readonly number[],
    within: { low: number; high: number },
  ) => Pair[][];
}

/** The draws of the stages added up by their shares: qualities in two stages are taken as independent. */
function* added(
  models: readonly { share: number; model: Model; places: Int32Array }[],
  size: number,
): Generator<Float64Array> {
  const running = models.map(({ model }) => model.draws()[Symbol.iterator]());
  const sum = new Float64Array(size);
  for (;;) {
    sum.fill(0);
    for (const [at, { share, places }] of models.entries()) {
      const next = running[at]?.next();
      if (!next || next.done) return;
      for (let i = 0; i < size; i++) sum[i] = (sum[i] ?? 0) + share * (next.value[places[i] ?? 0] ?? 0);
    }
    yield sum;
  }
}

/** Who lie so many standard errors apart change places in fewer draws than there are: no bound can hold them. */
const farApart = 4;

/**
 * The figures of several stages as one: means and effects by the stages' shares, errors as of independent stages. Every
 * application must have scores in every stage.
 * @param draws how often the qualities are drawn
 */
export function compositeOf<Id extends string>(
  stages: readonly StageScores<Id>[],
  { seed, cuts, draws: count }: { seed: number; cuts: readonly number[]; draws: number },
): Composite<Id> {
  const models = stages.map(({ id, share, scores }, at) => ({
    id,
    share,
    model: modelOf(scores, { seed: seed + at, cuts, draws: count }),
  }));
  const ids = models[0]?.model.applications.map(({ id }) => id) ?? [];
  const size = ids.length;
  const placed = models.map(({ share, model }) => {
    const placeOf = new Map(model.applications.map(({ id }, at) => [id, at]));
    return { share, model, places: Int32Array.from(ids, (id) => placeOf.get(id) ?? 0) };
  });
  const draws = () => added(placed, size);
  const chances = chancesOf(draws(), { count, size, cuts });
  const figures = new Map(
    ids.map((id, at) => {
      const parts = placed.map(({ share, model, places }) => ({
        share,
        own: model.applications[places[at] ?? 0],
      }));
      const summed = (key: "raw" | "trimmed" | "calibrated" | "shrunk") =>
        parts.reduce((sum, { share, own }) => sum + share * (own?.[key] ?? 0), 0);
      const square = parts.reduce((sum, { share, own }) => {
        const error = share * (own?.se ?? 0);
        return sum + error * error;
      }, 0);
      return [
        id,
        {
          raw: summed("raw"),
          trimmed: summed("trimmed"),
          calibrated: summed("calibrated"),
          shrunk: summed("shrunk"),
          se: Math.sqrt(square),
          ...(chances[at] ?? { interval: [1, size] as const, top: {} }),
        },
      ];
    }),
  );

  const pairsAt: Composite<Id>["pairsAt"] = (order, lines, { low, high }) => {
    const placeOf = new Map(ids.map((id, at) => [id, at]));
    const mayBeClose = (a: string, b: string) => {
      const [one, other] = [figures.get(a), figures.get(b)];
      if (!one || !other) return false;
      return Math.abs(one.shrunk - other.shrunk) <= farApart * (one.se + other.se);
    };
    const across = lines.map((places) =>
      order.slice(0, places).flatMap((above) =>
        order
          .slice(places)
          .filter((below) => mayBeClose(above, below))
          .map((below) => ({
            above,
            below,
            a: placeOf.get(above) ?? 0,
            b: placeOf.get(below) ?? 0,
            wins: 0,
          })),
      ),
    );
    const all = across.flat();
    let turns = 0;
    for (const draw of all.length > 0 ? draws() : []) {
      turns++;
      for (const pair of all) {
        const [one, other] = [draw[pair.a] ?? 0, draw[pair.b] ?? 0];
        pair.wins += one > other ? 1 : one === other ? 0.5 : 0;
      }
    }
    return across.map((pairs) =>
      pairs.flatMap(({ above, below, wins }) => {
        const chance = wins / turns;
        return low < chance && chance < high ? [{ above, below, chance }] : [];
      }),
    );
  };
  return { stages: models.map(({ id, model }) => ({ id, model })), figures, pairsAt };
}
