/** One expert's total score of one application, in points; the higher the better. */
export interface Score {
  expert: string;
  application: string;
  score: number;
  /**
   * By who judges an anchor beside its panel: it tells the model as much as any other, and is in neither the raw nor the trimmed mean.
   */
  isBeside?: true;
}

/** One side of the graph of experts and applications: who they are, and each one's scores in one row. */
export interface Side {
  ids: readonly string[];
  /** The scores of the one at place p stand from `starts[p]` to `starts[p + 1]`. */
  starts: Int32Array;
  /** Places on the other side. */
  others: Int32Array;
  /** Scores less the mean of all, so that large figures do not eat small differences. */
  values: Float64Array;
}

/** Who scored what. A figure that follows from it hangs on neither the order nor the names of the scores. */
export interface Graph {
  applications: Side;
  experts: Side;
  /** The mean of all scores, points. */
  mean: number;
}

type Ends = readonly [own: "application" | "expert", other: "application" | "expert"];
const applicationEnds: Ends = ["application", "expert"];
const expertEnds: Ends = ["expert", "application"];

export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The scores of each one of a side. */
function listed(scores: readonly Score[], [own]: Ends): Map<string, Score[]> {
  const lists = new Map<string, Score[]>();
  for (const score of scores) {
    const list = lists.get(score[own]);
    if (list) list.push(score);
    else lists.set(score[own], [score]);
  }
  return lists;
}

/** Each one's new colour: its place among the colours that differ, by what it had and what stands around it. */
function coloured(
  lists: ReadonlyMap<string, Score[]>,
  [own, other]: Ends,
  colours: Record<Ends[0], ReadonlyMap<string, number>>,
): Map<string, number> {
  const keys = new Map(
    [...lists].map(([id, list]) => [
      id,
      `${colours[own].get(id) ?? 0}:${list
        .map((score) => `${colours[other].get(score[other]) ?? 0}/${score.score}`)
        .sort()
        .join()}`,
    ]),
  );
  const places = new Map([...new Set(keys.values())].sort(byText).map((key, at) => [key, at]));
  return new Map([...keys].map(([id, key]) => [id, places.get(key) ?? 0]));
}

/**
 * Both sides in an order that follows from who scored what, by refining colours (Weisfeiler and Leman) until no more can
 * be told apart; names decide only among those that nothing else tells apart.
 */
function ordered(scores: readonly Score[]): Record<Ends[0], string[]> {
  const applications = listed(scores, applicationEnds);
  const experts = listed(scores, expertEnds);
  let colours: Record<Ends[0], Map<string, number>> = { application: new Map(), expert: new Map() };
  let told = 0;
  for (;;) {
    colours = {
      application: coloured(applications, applicationEnds, colours),
      expert: coloured(experts, expertEnds, colours),
    };
    const now = new Set(colours.application.values()).size + new Set(colours.expert.values()).size;
    if (now === told) break;
    told = now;
  }
  const sorted = (of: Map<string, number>) =>
    [...of].sort(([a, x], [b, y]) => x - y || byText(a, b)).map(([id]) => id);
  return { application: sorted(colours.application), expert: sorted(colours.expert) };
}

function sideOf(
  scores: readonly Score[],
  [own, other]: Ends,
  order: Record<Ends[0], string[]>,
): Omit<Side, "values"> & { raw: Float64Array } {
  const ids = order[own];
  const places = new Map(order[other].map((id, at) => [id, at]));
  const lists = listed(scores, [own, other]);
  const starts = new Int32Array(ids.length + 1);
  const others = new Int32Array(scores.length);
  const raw = new Float64Array(scores.length);
  let at = 0;
  for (const [place, id] of ids.entries()) {
    starts[place] = at;
    const row = (lists.get(id) ?? [])
      .map((score) => ({ to: places.get(score[other]) ?? 0, value: score.score }))
      .sort((a, b) => a.to - b.to);
    for (const { to, value } of row) {
      others[at] = to;
      raw[at] = value;
      at++;
    }
  }
  starts[ids.length] = at;
  return { ids, starts, others, raw };
}

/**
 * The graph of the scores.
 * @throws RangeError when there is no score, one is no number, or an expert scored an application twice
 */
export function graphOf(scores: readonly Score[]): Graph {
  if (scores.length === 0) throw new RangeError("there are no scores");
  const pairs = new Set<string>();
  for (const { expert, application, score } of scores) {
    const pair = JSON.stringify([expert, application]);
    if (!Number.isFinite(score)) throw new RangeError(`the score of ${pair} is no number`);
    if (pairs.has(pair)) throw new RangeError(`${pair} stands twice`);
    pairs.add(pair);
  }
  const order = ordered(scores);
  const [a, e] = [sideOf(scores, applicationEnds, order), sideOf(scores, expertEnds, order)];
  const mean = a.raw.reduce((sum, value) => sum + value, 0) / a.raw.length;
  const centred = ({ raw, ...side }: typeof a): Side => ({
    ...side,
    values: raw.map((value) => value - mean),
  });
  return { applications: centred(a), experts: centred(e), mean };
}
