import type { Instance } from "../../shared/assignment/instance.ts";
import type { Score } from "../../shared/ranking/graph.ts";
import { normals } from "../../shared/ranking/normals.ts";

/** How large a call is: applications, experts, experts of each application, and with how many of them it has a fit at all. */
export interface Size {
  applications: number;
  experts: number;
  k: number;
  listed: number;
}

const fields = 12;
const highest = 10_000;

/** An application's own field, and experts who are at home in one and at ease in two more. */
function fits({ applications, experts }: Size) {
  const normal = normals(7);
  const among = (count: number) => Math.min(count - 1, Math.floor(Math.abs(normal()) * count * 0.6));
  const field = Array.from({ length: applications }, () => among(fields));
  const known = Array.from(
    { length: experts },
    () => new Map([0.5, 0.7, 1].map((share) => [among(fields), share])),
  );
  return (a: number, e: number) => {
    const share = known[e]?.get(field[a] ?? 0) ?? 0.2;
    return Math.max(0, Math.min(highest, Math.round(highest * (share * 0.8 + 0.08 * normal()))));
  };
}

/**
 * A made call: every application has its best-fitting experts listed; three of four experts share an institution with others;
 * places are scarce (a fifth more than are needed).
 */
export function madeCall(size: Size, panel: boolean): Instance {
  const { applications, experts, k, listed } = size;
  const fitOf = fits(size);
  const expertOf = new Int32Array(applications * listed);
  const scores = new Int32Array(applications * listed);
  for (let a = 0; a < applications; a++) {
    const row = Array.from({ length: experts }, (_, e) => ({ e, score: fitOf(a, e) }));
    const best = row.toSorted((one, other) => other.score - one.score || one.e - other.e).slice(0, listed);
    for (const [at, { e, score }] of best.toSorted((one, other) => one.e - other.e).entries()) {
      expertOf[a * listed + at] = e;
      scores[a * listed + at] = score;
    }
  }
  return {
    k,
    panel,
    applications: Array.from({ length: applications }, (_, a) => `a${a}`),
    experts: Array.from({ length: experts }, (_, e) => ({
      id: `e${e}`,
      least: 0,
      most: Math.ceil((1.2 * k * applications) / experts),
      institution: e % 4 === 0 ? -1 : e % Math.ceil(experts / 5),
    })),
    starts: Int32Array.from({ length: applications + 1 }, (_, a) => a * listed),
    expertOf,
    scores,
    forced: new Uint8Array(scores.length),
  };
}

/** The scores of a made call: so many applications, each by k of the experts, who are as strict or mild as qualities differ by half. */
export function madeScores({ applications, experts, k }: Omit<Size, "listed">): Score[] {
  const normal = normals(1);
  const strictness = Array.from({ length: experts }, () => 4 * normal());
  return Array.from({ length: applications }, () => 70 + 6 * normal()).flatMap((quality, i) =>
    Array.from({ length: k }, (_, turn) => {
      // Each round of reading deals the experts anew, so that no two applications share all of theirs.
      const expert = (i * (turn * 2 + 1) + turn * Math.floor(i / experts) * 7 + turn) % experts;
      return {
        application: `a${i}`,
        expert: `e${expert}`,
        score: quality + (strictness[expert] ?? 0) + 6 * normal(),
      };
    }).filter(({ expert }, at, all) => all.findIndex((other) => other.expert === expert) === at),
  );
}
