import { type Expert, highestScore, type Instance } from "../shared/assignment/instance.ts";

/** The instance in the order of its ids, and where each application and expert stands in the file. */
export interface Read {
  instance: Instance;
  applicationAt: Int32Array;
  expertAt: Int32Array;
}

interface Sizes {
  n: number;
  m: number;
  k: number;
}

const isWhole = (value: unknown, least = 0): value is number =>
  Number.isSafeInteger(value) && Number(value) >= least;
const isScore = (value: unknown) => isWhole(value, -1) && value <= highestScore;
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Everything that is wrong with a list of numbers. */
function listFaults(
  name: string,
  list: unknown,
  length: number,
  isRight: (value: unknown) => boolean,
): string[] {
  if (!isList(list) || list.length !== length)
    return [`${name} 应有 ${length} 项 / ${name} must have ${length} entries`];
  const at = list.findIndex((value) => !isRight(value));
  return at < 0 ? [] : [`${name}[${at}] 不合规 / ${name}[${at}] is not allowed: ${JSON.stringify(list[at])}`];
}

function rowFaults(file: Record<string, unknown>, { n, m }: Sizes): string[] {
  const { scores, idx, val } = file;
  if (scores !== undefined && (idx !== undefined || val !== undefined))
    return ["scores 与 idx、val 只能有其一 / scores and idx, val exclude each other"];
  if (scores !== undefined) {
    if (!isList(scores) || scores.length !== n) return [`scores 应有 ${n} 行 / scores must have ${n} rows`];
    return scores.flatMap((row, a) => listFaults(`scores[${a}]`, row, m, isScore));
  }
  if (!isList(idx) || !isList(val))
    return ["缺少 scores，或 idx 与 val / scores, or idx and val, are missing"];
  if (idx.length !== n || val.length !== n)
    return [`idx、val 应有 ${n} 行 / idx and val must have ${n} rows`];
  return idx.flatMap((row, a) => {
    const length = isList(row) ? row.length : 0;
    const isExpert = (value: unknown) => isWhole(value) && value < m;
    const faults = [
      ...(isList(row)
        ? listFaults(`idx[${a}]`, row, length, isExpert)
        : [`idx[${a}] 不是列表 / is not a list`]),
      ...listFaults(`val[${a}]`, val[a], length, isScore),
    ];
    const isTwice = isList(row) && new Set(row).size < length;
    return isTwice ? [...faults, `idx[${a}] 有重复 / names an expert twice`] : faults;
  });
}

function faultsOf(file: Record<string, unknown>, panel: boolean): string[] {
  const { papers: n, reviewers: m, k, cap, reviewerInst } = file;
  const sizes = Object.entries({ papers: n, reviewers: m, k }).flatMap(([name, value]) =>
    isWhole(value, 1)
      ? []
      : [`${name} 不是正整数 / ${name} is not a whole number from 1: ${JSON.stringify(value)}`],
  );
  if (sizes.length > 0 || !isWhole(n) || !isWhole(m) || !isWhole(k)) return sizes;
  return [
    ...(k > m ? [`k 大于专家数 / k is larger than the number of experts: ${k} > ${m}`] : []),
    ...listFaults("cap", cap, m, (value) => isWhole(value)),
    ...(panel || reviewerInst !== undefined
      ? listFaults("reviewerInst", reviewerInst, m, (value) => isWhole(value, -1))
      : []),
    ...rowFaults(file, { n, m, k }),
  ];
}

interface File {
  papers: number;
  reviewers: number;
  k: number;
  cap: number[];
  reviewerInst?: number[];
  scores?: number[][];
  idx?: number[][];
  val?: number[][];
}

const mix = (a: number, b: number) => {
  let hash = Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
};

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
  if (typeof json !== "object" || json === null || Array.isArray(json))
    return { faults: ["应为一个 JSON 对象 / must be one JSON object"] };
  const faults = faultsOf(Object.fromEntries(Object.entries(json)), panel);
  if (faults.length > 0) return { faults };
  const file = json as File;
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
