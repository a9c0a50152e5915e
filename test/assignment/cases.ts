import type { Instance } from "../../shared/assignment/instance.ts";

/** A small case: scores by application and expert, −1 where the pair is barred. */
export interface Case {
  scores: number[][];
  most: number[];
  least?: number[];
  institutions?: number[];
  k: number;
}

export function instanceFrom({ scores, most, least, institutions, k }: Case): Instance {
  const pairs = scores.flatMap((row) => row.flatMap((score, e) => (score < 0 ? [] : [{ e, score }])));
  const starts = new Int32Array(scores.length + 1);
  for (const [a, row] of scores.entries())
    starts[a + 1] = (starts[a] ?? 0) + row.filter((score) => score >= 0).length;
  return {
    k,
    panel: institutions !== undefined,
    applications: scores.map((_, a) => `application ${a}`),
    experts: most.map((places, e) => ({
      id: `expert ${e}`,
      least: least?.[e] ?? 0,
      most: places,
      institution: institutions?.[e] ?? -1,
    })),
    starts,
    expertOf: Int32Array.from(pairs, ({ e }) => e),
    scores: Int32Array.from(pairs, ({ score }) => score),
    forced: new Uint8Array(pairs.length),
  };
}

/** What an assignment is worth: the worst application, the total, and the sum of squared loads. */
export interface Figures {
  worst: number;
  total: number;
  squares: number;
}

/** Every assignment there is, one after the other. */
export function* everyAssignment({ scores, most, least, institutions, k }: Case): Generator<Figures> {
  const loads = most.map(() => 0);
  function* go(a: number, from: number, has: number[], worst: number, total: number): Generator<Figures> {
    if (has.length === k) {
      const sum = has.reduce((all, e) => all + (scores[a]?.[e] ?? 0), 0);
      const lowest = Math.min(worst, sum);
      if (a + 1 < scores.length) yield* go(a + 1, 0, [], lowest, total + sum);
      else if (loads.every((load, e) => load >= (least?.[e] ?? 0)))
        yield {
          worst: lowest,
          total: total + sum,
          squares: loads.reduce((all, load) => all + load * load, 0),
        };
      return;
    }
    for (let e = from; e < most.length; e++) {
      if ((scores[a]?.[e] ?? -1) < 0 || (loads[e] ?? 0) >= (most[e] ?? 0)) continue;
      if (institutions && has.some((other) => institutions[other] === institutions[e])) continue;
      loads[e] = (loads[e] ?? 0) + 1;
      yield* go(a, e + 1, [...has, e], worst, total);
      loads[e] = (loads[e] ?? 0) - 1;
    }
  }
  yield* go(0, 0, [], Number.POSITIVE_INFINITY, 0);
}
