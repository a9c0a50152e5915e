import * as z from "zod";
import { mixed } from "../shared/assignment/hash.ts";
import { type Expert, highestScore, type Instance } from "../shared/assignment/instance.ts";

/** The instance in the order of its ids, and where each application and expert stands in the file. */
export interface Read {
  instance: Instance;
  applicationAt: Int32Array;
  expertAt: Int32Array;
}

/** A list is told wrong at its first wrong entry: a file that is wrong throughout has a fault for each row, not for each cell. */
const listOf = (isRight: (value: number) => boolean) =>
  z
    .custom<number[]>(Array.isArray, { error: "应为列表 / must be a list", abort: true })
    .superRefine((list, context) => {
      const at = list.findIndex((value) => !Number.isSafeInteger(value) || !isRight(value));
      const message = `不合规 / is not allowed: ${JSON.stringify(list[at])}`;
      if (at >= 0) context.addIssue({ code: "custom", path: [at], message });
    });
const size = z.int({ error: "不是正整数 / is not a whole number from 1" }).positive();
const scoreRows = z.array(listOf((score) => score >= -1 && score <= highestScore));

const File = z.object(
  {
    papers: size,
    reviewers: size,
    k: size,
    cap: listOf((places) => places >= 0),
    reviewerInst: listOf((institution) => institution >= -1).optional(),
    scores: scoreRows.optional(),
    idx: z.array(listOf((expert) => expert >= 0)).optional(),
    val: scoreRows.optional(),
  },
  { error: "应为一个 JSON 对象 / must be one JSON object" },
);
type File = z.infer<typeof File>;

const lengthFaults = (name: string, list: readonly unknown[] | undefined, length: number): string[] =>
  list?.length === length ? [] : [`${name} 应有 ${length} 项 / ${name} must have ${length} entries`];

/** What is wrong between the parts of a file that are right by themselves. */
function faultsBetween({ papers: n, reviewers: m, k, ...file }: File, panel: boolean): string[] {
  const { cap, reviewerInst, scores, idx, val } = file;
  const isBoth = scores !== undefined && (idx !== undefined || val !== undefined);
  if (isBoth) return ["scores 与 idx、val 只能有其一 / scores and idx, val exclude each other"];
  return [
    ...(k > m ? [`k 大于专家数 / k is larger than the number of experts: ${k} > ${m}`] : []),
    ...lengthFaults("cap", cap, m),
    ...(panel || reviewerInst ? lengthFaults("reviewerInst", reviewerInst, m) : []),
    ...(scores
      ? [
          ...lengthFaults("scores", scores, n),
          ...scores.flatMap((row, a) => lengthFaults(`scores.${a}`, row, m)),
        ]
      : [
          ...lengthFaults("idx", idx, n),
          ...lengthFaults("val", val, n),
          ...(idx ?? []).flatMap((row, a) => [
            ...lengthFaults(`val.${a}`, val?.[a], row.length),
            ...(new Set(row).size < row.length ? [`idx.${a} 有重复 / names an expert twice`] : []),
            ...(row.some((expert) => expert >= m)
              ? [`idx.${a} 无此专家 / names an expert there is none of`]
              : []),
          ]),
        ]),
  ];
}

const mix = (a: number, b: number) => mixed(a ^ (b + 0x9e3779b9));

/**
 * The file names nobody: who an application or an expert is follows from the scores, the caps and the institutions alone
 * (colour refinement, Weisfeiler and Leman 1968), so that the order in the file doesn't matter. Only of entries that are
 * alike in everything the first in the file comes first.
 */
function ordered(file: File, eachPair: (visit: (a: number, e: number, score: number) => void) => void) {
  const coloursFrom = (salt: number) => {
    let applications = new Uint32Array(file.papers).fill(salt);
    let experts = Uint32Array.from(file.cap, (cap, e) => mix(mix(salt, cap), file.reviewerInst?.[e] ?? -1));
    for (let round = 0; round < 3; round++) {
      const [nextApplications, nextExperts] = [new Uint32Array(applications), new Uint32Array(experts)];
      eachPair((a, e, score) => {
        nextApplications[a] = (nextApplications[a] ?? 0) + mix(mix(salt + 1, score), experts[e] ?? 0);
        nextExperts[e] = (nextExperts[e] ?? 0) + mix(mix(salt + 2, score), applications[a] ?? 0);
      });
      applications = nextApplications.map((colour, a) => mix(colour, applications[a] ?? 0));
      experts = nextExperts.map((colour, e) => mix(colour, experts[e] ?? 0));
    }
    return { applications, experts };
  };
  const [left, right] = [coloursFrom(17), coloursFrom(71)];
  const listed = (first: Uint32Array, second: Uint32Array) => {
    const colour = (at: number) => (first[at] ?? 0) * 2 ** 20 + ((second[at] ?? 0) >>> 12);
    const order = Int32Array.from(first.keys()).sort((a, b) => colour(a) - colour(b) || a - b);
    let same = 0;
    const ids = Array.from(order, (at, place) => {
      same = place > 0 && colour(order[place - 1] ?? 0) === colour(at) ? same + 1 : 0;
      return `${colour(at).toString(36)}.${same}`;
    });
    return { order, ids };
  };
  return {
    applications: listed(left.applications, right.applications),
    experts: listed(left.experts, right.experts),
  };
}

/** An instance from a parsed file, or everything that is wrong with it. */
export function instanceOf(json: unknown, panel: boolean): Read | { faults: string[] } {
  const parsed = File.safeParse(json);
  if (!parsed.success)
    return {
      faults: parsed.error.issues.map(({ path, message }) =>
        [path.join("."), message].filter(Boolean).join(" "),
      ),
    };
  const file = parsed.data;
  const faults = faultsBetween(file, panel);
  if (faults.length > 0) return { faults };
  const { papers: n, reviewers: m, k, cap, reviewerInst } = file;
  const rowOf = (a: number): (readonly [number, number])[] => {
    const experts = file.idx?.[a];
    const row = experts ? (file.val?.[a] ?? []) : (file.scores?.[a] ?? []);
    return row.flatMap((score, at) => (score < 0 ? [] : [[experts?.[at] ?? at, score] as const]));
  };
  const { applications, experts } = ordered(file, (visit) => {
    for (let a = 0; a < n; a++) for (const [e, score] of rowOf(a)) visit(a, e, score);
  });
  const placeOf = new Int32Array(m);
  for (const [place, e] of experts.order.entries()) placeOf[e] = place;
  const starts = new Int32Array(n + 1);
  for (const [place, a] of applications.order.entries())
    starts[place + 1] = (starts[place] ?? 0) + rowOf(a).length;
  const expertOf = new Int32Array(starts[n] ?? 0);
  const scores = new Int32Array(starts[n] ?? 0);
  for (const [place, a] of applications.order.entries()) {
    let pair = starts[place] ?? 0;
    for (const [e, score] of rowOf(a).toSorted(([x], [y]) => (placeOf[x] ?? 0) - (placeOf[y] ?? 0))) {
      expertOf[pair] = placeOf[e] ?? 0;
      scores[pair++] = score;
    }
  }
  const listed: Expert[] = Array.from(experts.order, (e, place) => ({
    id: experts.ids[place] ?? "",
    least: 0,
    most: Math.min(cap[e] ?? 0, n),
    institution: panel ? (reviewerInst?.[e] ?? -1) : -1,
  }));
  const forced = new Uint8Array(scores.length);
  return {
    instance: { k, panel, applications: applications.ids, experts: listed, starts, expertOf, scores, forced },
    applicationAt: applications.order,
    expertAt: experts.order,
  };
}
