import { rankingOf } from "../../shared/ranking/ranking.ts";
import { type Assigned, assigned, type Who } from "./assigned.ts";
import { madeCall, madeScores } from "./call.ts";
import { cpuOf, inOwnProcess, mebibytes } from "./processes.ts";
import { tableText } from "./table.ts";

const sizes = {
  "1000 x 200 x 3": { applications: 1000, experts: 200, k: 3, listed: 40 },
  "5000 x 1000 x 3": { applications: 5000, experts: 1000, k: 3, listed: 40 },
  "5000 x 1000 x 3, every pair": { applications: 5000, experts: 1000, k: 3, listed: 1000 },
  "20000 x 4000 x 3": { applications: 20_000, experts: 4000, k: 3, listed: 40 },
} as const;
type SizeName = keyof typeof sizes;

/** What is asked at each size; the solver is asked too where it answers within minutes. */
const questions: readonly { size: SizeName; order: string; panel: boolean; isCompared: boolean }[] = [
  { size: "1000 x 200 x 3", order: "total", panel: false, isCompared: true },
  { size: "1000 x 200 x 3", order: "total", panel: true, isCompared: true },
  { size: "1000 x 200 x 3", order: "worst,total", panel: false, isCompared: true },
  { size: "5000 x 1000 x 3", order: "total", panel: false, isCompared: true },
  { size: "5000 x 1000 x 3", order: "total", panel: true, isCompared: true },
  { size: "5000 x 1000 x 3", order: "worst,total", panel: false, isCompared: false },
  { size: "5000 x 1000 x 3, every pair", order: "total", panel: false, isCompared: false },
];
const ranked: readonly SizeName[] = ["1000 x 200 x 3", "5000 x 1000 x 3", "20000 x 4000 x 3"];

type Measured = { seconds: number; memory: number };
type Ranked = Measured & { scores: number; decides: string };

async function ranking(size: SizeName): Promise<Ranked> {
  const scores = madeScores(sizes[size]);
  const { result, seconds } = await cpuOf(() => rankingOf(scores, { seed: 1, cuts: [10, 25, 50] }));
  return { scores: scores.length, decides: result.decides, seconds, memory: mebibytes() };
}

function assignmentRow({ size, order, panel, isCompared }: (typeof questions)[number]): string[] {
  const ask = (who: Who, floor: number) =>
    inOwnProcess<Assigned & Measured>(import.meta.filename, [who, size, order, String(panel), `${floor}`]);
  const own = ask("own", 0);
  const peer = isCompared ? ask("peer", own?.worst ?? 0) : undefined;
  const agrees = peer === undefined ? "" : peer.total === own?.total ? "yes" : "NO";
  return [
    size,
    panel ? `${order}, panel` : order,
    own?.isOptimal ? "proven" : "NOT PROVEN",
    own?.seconds.toFixed(2) ?? "-",
    String(own?.memory ?? "-"),
    peer?.seconds.toFixed(2) ?? "",
    own && peer ? (own.seconds / peer.seconds).toFixed(2) : "",
    agrees,
  ];
}

/** CPU and memory of assignment and ranking at the sizes that a national programme comes to, each in a process of its own. */
export function measureScale(): string {
  const rows = ranked.map((size) => {
    const found = inOwnProcess<Ranked>(import.meta.filename, ["rank", size]);
    return [
      size,
      String(found?.scores ?? "-"),
      found?.decides ?? "-",
      found?.seconds.toFixed(1) ?? "-",
      String(found?.memory ?? "-"),
    ];
  });
  return [
    tableText([
      ["assignment", "question", "optimum", "CPU s", "MiB", "highs CPU s", "own : highs", "same figure"],
      ...questions.map(assignmentRow),
    ]),
    "",
    tableText([["ranking", "scores", "decides", "CPU s", "MiB"], ...rows]),
  ].join("\n");
}

const [flag, who = "", size = "", order = "", panel, floor] = process.argv.slice(2);
if (flag === "--one" && Object.hasOwn(sizes, size)) {
  const name = size as SizeName;
  const result =
    who === "rank"
      ? await ranking(name)
      : await assigned(who as Who, madeCall(sizes[name], panel === "true"), order, Number(floor));
  console.log(JSON.stringify({ ...result, memory: mebibytes() }));
}
