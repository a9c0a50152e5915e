import type { Deliberation } from "../../shared/contract/deliberations.ts";
import type { Decision } from "./decision.ts";

type Talked = Pick<Deliberation, "tier" | "pairs">;

/** The pairs of a line that the decision lists, by the applications' ids; undefined when it has no such line. */
function listedAt({ calibration, ranking }: Decision, tier: string): string[] | undefined {
  const idAt = (rank: number) => ranking[rank - 1]?.applicationId;
  return calibration?.lines
    .find((line) => line.tier === tier)
    ?.pairs.map(({ above, below }) => `${idAt(above)}>${idAt(below)}`);
}

const keysOf = (pairs: NonNullable<Talked["pairs"]>) => pairs.map(({ above, below }) => `${above}>${below}`);

/** What of a deliberation the decision does not list: its line, or places of its pairs. Empty: all of it is listed. */
export function unlisted(decision: Decision, { tier, pairs }: Talked): { path: string; code: string }[] {
  const listed = listedAt(decision, tier);
  if (!listed) return [{ path: "tier", code: "unknown-reference" }];
  const known = new Set(listed);
  return keysOf(pairs ?? []).flatMap((key, at) =>
    known.has(key) ? [] : [{ path: `pairs.${at}`, code: "not-within-noise" }],
  );
}

/**
 * The lines with pairs within noise that no confirmed deliberation covers, and how many; none where the programme leaves
 * deliberation open.
 */
export function undeliberated(
  decision: Decision,
  held: readonly Pick<Deliberation, "tier" | "pairs" | "state">[],
): { tier: string; pairs: number }[] {
  if (decision.calibration?.deliberation !== "required") return [];
  return decision.calibration.lines.flatMap(({ tier }) => {
    const own = held.filter((one) => one.state === "CONFIRMED" && one.tier === tier);
    if (own.some(({ pairs }) => pairs === null)) return [];
    const covered = new Set(own.flatMap(({ pairs }) => keysOf(pairs ?? [])));
    const pairs = (listedAt(decision, tier) ?? []).filter((key) => !covered.has(key)).length;
    return pairs > 0 ? [{ tier, pairs }] : [];
  });
}
