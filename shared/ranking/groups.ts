import { dot, factorise, forward } from "./cholesky.ts";
import { byText, type Score } from "./graph.ts";

/** Experts and applications that only anchors connect with others. */
export interface Group {
  experts: readonly string[];
  applications: readonly string[];
  /** Groups of one part are joined by anchors, straight or through other groups. */
  part: number;
}

/** How well two groups, by place, are joined. */
export interface Join {
  groups: readonly [number, number];
  /** Anchors that experts of both scored. */
  anchors: number;
  /** Standard error of the difference of the groups' strictness, points; null: nothing joins them. */
  se: number | null;
}

export interface Groups {
  /** Those with applications of their own, the largest first. */
  groups: Group[];
  /** Of each application, anchors too: its part. */
  partOf: ReadonlyMap<string, number>;
  /** Pairs of groups, the worst joined first. */
  joins: Join[];
}

/** Sets that grow together. */
class Unions {
  readonly #above = new Map<string, string>();

  rootOf(one: string): string {
    let root = one;
    for (let above = this.#above.get(root); above !== undefined; above = this.#above.get(root)) root = above;
    if (root !== one) this.#above.set(one, root);
    return root;
  }

  join(one: string, other: string): void {
    const [a, b] = [this.rootOf(one), this.rootOf(other)];
    if (a !== b) this.#above.set(a < b ? b : a, a < b ? a : b);
  }
}

const listed = <T>(map: Map<string, T[]>, key: string): T[] => {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
};

/**
 * The variance of each difference of two groups' strictness by that of the noise: each anchor's quality is eliminated, which leaves a
 * Laplacian of groups, and the variance is the resistance between two of them. A anchors that n experts of each of any number
 * of groups score give 2/(A·n).
 * @param counts of each anchor: how many experts of each group (by place) scored it; all places in one part
 */
function resistances(size: number, counts: readonly ReadonlyMap<number, number>[]) {
  // The last is the ground; what flows into it needs no equation.
  const kept = size - 1;
  const factor = new Float64Array(kept * kept);
  for (const scored of counts) {
    const all = [...scored.values()].reduce((sum, count) => sum + count, 0);
    for (const [p, own] of scored)
      for (const [q, other] of scored) {
        if (p >= kept || q >= kept) continue;
        const cell = p * kept + q;
        factor[cell] = (factor[cell] ?? 0) + (p === q ? own : 0) - (own * other) / all;
      }
  }
  factorise(factor, kept);
  const columns = Array.from({ length: kept }, (_, column) => {
    const unit = new Float64Array(kept);
    unit[column] = 1;
    forward(factor, kept, unit, column);
    return unit;
  });
  const nought = new Float64Array(kept);
  return (p: number, q: number) => {
    const [a, b] = [columns[p] ?? nought, columns[q] ?? nought];
    const apart = a.map((value, at) => value - (b[at] ?? 0));
    return dot(apart, 0, apart, 0, kept);
  };
}

/**
 * The groups of some scores once anchors are taken away, and how well anchors join them: as of one strictness for each group, with every
 * quality unknown, so that nothing is taken for equal beforehand.
 * @param noise variance of a score about application and expert, points²
 */
export function groupsOf(scores: readonly Score[], anchors: ReadonlySet<string>, noise: number): Groups {
  const [own, whole] = [new Unions(), new Unions()];
  for (const { expert, application } of scores) {
    if (!anchors.has(application)) own.join(`e${expert}`, `a${application}`);
    whole.join(`e${expert}`, `a${application}`);
  }
  const expertsOf = new Map<string, string[]>();
  const applicationsOf = new Map<string, string[]>();
  for (const expert of new Set(scores.map((score) => score.expert)))
    listed(expertsOf, own.rootOf(`e${expert}`)).push(expert);
  const all = [...new Set(scores.map(({ application }) => application))];
  for (const application of all.filter((id) => !anchors.has(id)))
    listed(applicationsOf, own.rootOf(`a${application}`)).push(application);
  const found = [...expertsOf].map(([root, experts]) => ({
    experts: experts.toSorted(byText),
    applications: (applicationsOf.get(root) ?? []).toSorted(byText),
  }));
  // Who scored anchors alone is no group to compare, and joins others all the same.
  found.sort(
    (a, b) =>
      b.applications.length - a.applications.length ||
      b.experts.length - a.experts.length ||
      byText(a.experts[0] ?? "", b.experts[0] ?? ""),
  );
  const partNumbers = new Map<string, number>();
  const partAt = (node: string) => {
    const root = whole.rootOf(node);
    const number = partNumbers.get(root) ?? partNumbers.size + 1;
    partNumbers.set(root, number);
    return number;
  };
  const everybody = found.map((one) => ({ ...one, part: partAt(`e${one.experts[0]}`) }));
  const groups = everybody.filter(({ applications }) => applications.length > 0);
  return {
    groups,
    partOf: new Map(all.map((id) => [id, partAt(`a${id}`)])),
    joins: joinsOf(everybody, groups.length, { scores, anchors, noise }),
  };
}

/** The joins of the first so many groups. */
function joinsOf(
  everybody: readonly Group[],
  size: number,
  { scores, anchors, noise }: { scores: readonly Score[]; anchors: ReadonlySet<string>; noise: number },
): Join[] {
  const placeOf = new Map(everybody.flatMap(({ experts }, at) => experts.map((id) => [id, at] as const)));
  const counts = new Map<string, Map<number, number>>();
  for (const { expert, application } of scores) {
    if (!anchors.has(application)) continue;
    const scored = counts.get(application) ?? new Map<number, number>();
    const at = placeOf.get(expert) ?? 0;
    counts.set(application, scored.set(at, (scored.get(at) ?? 0) + 1));
  }
  const inPart = Map.groupBy(everybody.keys(), (at) => everybody[at]?.part ?? 0);
  const varianceOf = new Map<number, (p: number, q: number) => number>();
  const placeInPart = new Map<number, number>();
  for (const [part, members] of inPart) {
    for (const [place, at] of members.entries()) placeInPart.set(at, place);
    const own = [...counts]
      .toSorted(([a], [b]) => byText(a, b))
      .map(([, scored]) => new Map([...scored].filter(([at]) => everybody[at]?.part === part)))
      .filter((scored) => scored.size > 0)
      .map((scored) => new Map([...scored].map(([at, count]) => [placeInPart.get(at) ?? 0, count])));
    if (members.length > 1) varianceOf.set(part, resistances(members.length, own));
  }
  const joins: Join[] = [];
  for (let p = 0; p < size; p++)
    for (let q = p + 1; q < size; q++) {
      const part = everybody[p]?.part ?? 0;
      const isJoined = part === everybody[q]?.part;
      const variance = isJoined && varianceOf.get(part)?.(placeInPart.get(p) ?? 0, placeInPart.get(q) ?? 0);
      const shared = [...counts.values()].filter((scored) => scored.has(p) && scored.has(q)).length;
      const se = typeof variance === "number" ? Math.sqrt(noise * variance) : null;
      joins.push({ groups: [p, q], anchors: shared, se });
    }
  const width = ({ se }: Join) => se ?? Number.POSITIVE_INFINITY;
  return joins.sort((a, b) => (width(a) === width(b) ? 0 : width(b) - width(a)));
}
