import { anchorsAmong } from "../../shared/assignment/anchors.ts";
import type { Shortage } from "../../shared/assignment/coverage.ts";
import { takesPlace } from "../../shared/contract/anchors.ts";
import type { PlannedPanel } from "../../shared/contract/assignment-plan-record.ts";
import { type Expert, isStanding } from "../../shared/contract/experts.ts";
import type { Reviewing } from "../../shared/programme/reviewing.ts";
import type { Judged, Planned } from "./plan-instance.ts";

type Anchored = NonNullable<PlannedPanel["anchor"]>;

/** Applications that every expert scores who may, and what they leave of the plan. */
export interface Laid {
  /** By application: everybody who scores it, and why it is an anchor. */
  anchors: ReadonlyMap<string, { scorers: readonly Expert[]; anchor: Anchored }>;
  /** The panels of the anchors, whose experts judge it anyway: no cap holds there. */
  panels: Planned;
  /** Everything else, with what the anchors leave of each cap. */
  others: Planned;
  /** By expert: anchors that he or she scores, and those of them that take a place. */
  scored: Int32Array;
  taken: Int32Array;
  /** Experts whose cap the anchors alone pass. */
  short: Shortage | undefined;
}

/** Some of a plan's applications, with what each expert takes of them. */
function partOf(planned: Planned, places: readonly number[], most: (e: number) => number): Planned {
  const { instance, judged, found, kept } = planned;
  const starts = [0];
  const rows: number[] = [];
  for (const a of places) {
    for (let row = instance.starts[a] ?? 0; row < (instance.starts[a + 1] ?? 0); row++) rows.push(row);
    starts.push(rows.length);
  }
  return {
    ...planned,
    instance: {
      ...instance,
      applications: places.map((a) => instance.applications[a] ?? ""),
      experts: instance.experts.map((one, e) => ({ ...one, most: most(e) })),
      starts: Int32Array.from(starts),
      expertOf: Int32Array.from(rows, (row) => instance.expertOf[row] ?? 0),
      scores: Int32Array.from(rows, (row) => instance.scores[row] ?? 0),
      forced: Uint8Array.from(rows, (row) => instance.forced[row] ?? 0),
    },
    judged: places.flatMap((a) => judged[a] ?? []),
    found: places.map((a) => found[a] ?? []),
    kept: Uint8Array.from(rows, (row) => kept[row] ?? 0),
  };
}

const mayJudge = ({ instance: { starts } }: Planned, a: number) => (starts[a + 1] ?? 0) - (starts[a] ?? 0);

const wasAnchor = ({ pairs }: Judged) => pairs.some(({ anchor }) => anchor !== undefined);

/** Whoever may judge the application, and whoever has begun to and stays; by place. */
function scorersOf({ instance, experts, judged }: Planned, a: number): number[] {
  const begun = new Set(
    judged[a]?.pairs.filter(({ state }) => state === "DECLARED").map(({ expertId }) => expertId),
  );
  const may = new Set(instance.expertOf.subarray(instance.starts[a] ?? 0, instance.starts[a + 1] ?? 0));
  return [...experts.keys()].filter((e) => may.has(e) || begun.has(experts[e]?.id as Expert["id"]));
}

const whyWords = {
  stays: { zh: "此前方案已定为锚定申报", en: "It was an anchor in an earlier plan" },
  widest: {
    zh: "可评专家最多（相同的由抽签确定）",
    en: "The most experts may judge it, or the lot fell on it among equals",
  },
  lot: { zh: "由抽签确定", en: "The lot fell on it" },
} as const;

function anchoredOf(
  one: Judged,
  choice: "widest" | "lot",
  of: Pick<Anchored, "mayJudge" | "pool">,
): Anchored {
  const because = wasAnchor(one) ? "stays" : choice;
  const why = whyWords[because];
  return {
    because,
    ...of,
    words: {
      zh: `${why.zh}；专家库${of.pool}人中${of.mayJudge}人可评，全部书面评分。`,
      en: `${why.en}; ${of.mayJudge} of the pool's ${of.pool} experts may judge it, and all of them score it in writing.`,
    },
  };
}

/** Pairs that were begun on some applications and can't be undone, by expert. */
function begunOn({ instance }: Planned, places: readonly number[]): Int32Array {
  const begun = new Int32Array(instance.experts.length);
  for (const a of places)
    for (let row = instance.starts[a] ?? 0; row < (instance.starts[a + 1] ?? 0); row++) {
      const e = instance.expertOf[row] ?? 0;
      if (instance.forced[row]) begun[e] = (begun[e] ?? 0) + 1;
    }
  return begun;
}

/**
 * The anchors of a plan, laid before everything else: which applications, by the definition's choice, and for each of them
 * every expert whom no hard rule keeps away. What they take of a cap, the other applications do not have.
 */
export function layAnchors(
  planned: Planned,
  { anchors: rules }: Pick<Reviewing["assignment"], "anchors">,
  seed: number,
): Laid {
  const { instance, judged, experts } = planned;
  const candidates = judged.map((one, a) => ({
    id: one.application.societyCode,
    mayJudge: mayJudge(planned, a),
    wasAnchor: wasAnchor(one),
  }));
  const places = anchorsAmong(candidates, { ...rules, seed });
  const isAnchor = new Set(places);
  const rest = [...judged.keys()].filter((a) => !isAnchor.has(a));
  const none = () => new Int32Array(experts.length);
  const [scored, taken, fresh] = [none(), none(), none()];
  const anchors: [string, { scorers: Expert[]; anchor: Anchored }][] = [];
  for (const a of places) {
    const one = judged[a];
    if (!one) continue;
    const held = new Map(one.pairs.filter(isStanding).map((pair) => [pair.expertId, pair]));
    const scorers = scorersOf(planned, a);
    for (const e of scorers) {
      const pair = held.get(experts[e]?.id as Expert["id"]);
      scored[e] = (scored[e] ?? 0) + 1;
      if (!(pair ? takesPlace(pair) : rules.countAgainstCap)) continue;
      taken[e] = (taken[e] ?? 0) + 1;
      if (!pair) fresh[e] = (fresh[e] ?? 0) + 1;
    }
    const of = { mayJudge: scorers.length, pool: experts.length };
    const who = scorers.flatMap((e) => experts[e] ?? []);
    anchors.push([one.application.id, { scorers: who, anchor: anchoredOf(one, rules.choice, of) }]);
  }
  const begun = begunOn(planned, rest);
  const most = (e: number) => instance.experts[e]?.most ?? 0;
  // A cap that was passed before asks nobody back from what stands.
  const over = instance.experts.map((_, e) =>
    Math.min(fresh[e] ?? 0, (taken[e] ?? 0) + (begun[e] ?? 0) - most(e)),
  );
  const short = over.reduce((sum, more) => sum + Math.max(0, more), 0);
  return {
    anchors: new Map(anchors),
    panels: partOf(planned, places, () => places.length),
    others: partOf(planned, rest, (e) =>
      Math.min(rest.length, Math.max(most(e) - (taken[e] ?? 0), begun[e] ?? 0)),
    ),
    scored,
    taken,
    short:
      short === 0
        ? undefined
        : {
            short,
            applications: [...places.keys()],
            experts: over.flatMap((more, e) => (more > 0 ? [e] : [])),
            relaxation: {
              places: over.flatMap((more, expert) => (more > 0 ? [{ expert, more }] : [])),
              eligible: [],
              least: [],
            },
          },
  };
}
