import { createHash } from "node:crypto";
import type { Decision } from "../../functions/selection/decision.ts";
import type { LastPlace } from "./last-place.ts";
import type { Play } from "./play.ts";

/** Two that are equal at the last place, as `out/demo/result.json` keeps them; the one that has it first. */
export interface TiedAt {
  place: number;
  societies: string[];
  composites: string[];
  /** The link of the chain that told them apart, and of how many. */
  link: number;
  of: number;
  decidedBy: string;
  /** SHA-256 of `<hash of the snapshot>:<application>`; the higher ranks first. */
  lots: string[];
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** At the last place two are equal in every figure: the last link of the definition's chain, the lot, tells them apart. */
export function checkLastPlace(
  { checks, definition }: Play,
  { ranking, tiers }: Pick<Decision, "ranking" | "tiers">,
  { tied, snapshotHash }: Pick<LastPlace, "tied"> & { snapshotHash: string },
): TiedAt {
  const place = tiers.reduce((sum, { places }) => sum + places, 0);
  const { chain } = definition.scoring.ties;
  const [has, misses] = ranking.slice(place - 1);
  if (!has || !misses) throw new Error("nobody stands behind the last place");
  const found: TiedAt = {
    ...{ place, of: chain.length },
    societies: [has, misses].map(({ societyCode }) => societyCode),
    composites: [has, misses].map(({ compositeExact }) => compositeExact),
    link: misses.tie?.link ?? 0,
    decidedBy: misses.tie?.rule.kind ?? "",
    lots: [has, misses].map(({ applicationId }) => sha256(`${snapshotHash}:${applicationId}`)),
  };
  checks.equal(
    `a tie at rank ${place}: the two are those that were scored alike, and their composites are equal`,
    [found.societies.toSorted(), new Set(found.composites).size],
    [tied.map(({ societyCode }) => societyCode as string).toSorted(), 1],
  );
  checks.equal(
    `the tie at rank ${place} is told apart by the last link of the chain, a lot that anybody can draw again`,
    [found.link, found.decidedBy, misses.tie?.previous, misses.tie?.own, found.lots.toSorted().toReversed()],
    [chain.length, "lot", ...found.lots, found.lots],
  );
  checks.equal(
    `of who is equal at rank ${place} one has the place and the other is the first reserve`,
    [has.place.kind, misses.place],
    ["tier", { kind: "reserve", number: 1 }],
  );
  return found;
}
