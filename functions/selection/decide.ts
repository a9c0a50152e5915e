import * as z from "zod";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { ApplicationId, ExpertId, RoundId, Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { Words } from "../../shared/kernel/text.ts";
import { Decimal, TieRule } from "../../shared/programme/scoring.ts";
import { compare, fractionOf, rounded } from "./exact.ts";
import { missingStages, type Scored, scored } from "./rank.ts";
import { ordered, type Snapshot } from "./snapshot.ts";
import { inOrder } from "./ties.ts";

const society = { applicationId: ApplicationId, societyCode: SocietyCode, names: Words };

/** What an application gets: a place in a tier, a place among the reserves, or none and why. */
export const Place = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("tier"), tier: z.string() }),
  z.strictObject({ kind: z.literal("reserve"), number: z.int().positive() }),
  z.strictObject({ kind: z.literal("none"), because: z.enum(["below-minimum", "no-place-left"]) }),
]);
export type Place = z.infer<typeof Place>;

/** One row of the ranking, which explains itself. */
export const Ranked = z.strictObject({
  ...society,
  rank: z.int().positive(),
  composite: Decimal,
  stages: z.array(
    z.strictObject({
      id: z.string(),
      score: Decimal,
      sheets: z.array(z.strictObject({ expertId: ExpertId, total: Decimal })),
      droppedHigh: z.array(ExpertId),
      droppedLow: z.array(ExpertId),
    }),
  ),
  /** The link of the tie chain that put it behind the one before; null when the composite did. */
  tieWithPrevious: TieRule.nullable(),
  place: Place,
});
export type Ranked = z.infer<typeof Ranked>;

/** The decision that follows from a snapshot. */
export const Decision = z.strictObject({
  schemaVersion: z.literal(1),
  roundId: RoundId,
  snapshotHash: Sha256,
  ranking: z.array(Ranked),
  /** Applications that can't be ranked: sheets are missing in these stages. */
  unranked: z.array(z.strictObject({ ...society, missingStages: z.array(z.string()) })),
});
export type Decision = z.infer<typeof Decision>;

/** Steps of the explanation are shown to six places; nothing is computed from what is shown. */
const shownPlaces = { decimals: 6, mode: "half-even" } as const;

/** The canonical bytes (as text) of a snapshot: what its hash is of. */
export const snapshotText = (snapshot: Snapshot): string => canonicalJson(ordered(snapshot));

/** The canonical bytes (as text) of a decision. */
export const decisionText = (decision: Decision): string => canonicalJson(decision);

/** 二、建设方式: tiers are filled by rank, never over, under-filled when too few qualify; then the reserves. */
function placesOf(snapshot: Snapshot, ranking: readonly Scored[]): Place[] {
  const { minimumComposite, reserves } = snapshot.selection;
  const places: Place[] = [
    ...snapshot.tiers.flatMap(({ id, places: count }) =>
      Array<Place>(count).fill({ kind: "tier", tier: id }),
    ),
    ...Array.from({ length: reserves }, (_, at): Place => ({ kind: "reserve", number: at + 1 })),
  ];
  const least = minimumComposite === null ? null : fractionOf(minimumComposite);
  return ranking.map(({ composite }, at): Place => {
    if (least && compare(fractionOf(composite), least) < 0) return { kind: "none", because: "below-minimum" };
    return places[at] ?? { kind: "none", because: "no-place-left" };
  });
}

/**
 * The decision on a round: a pure function of its snapshot. The same snapshot gives the same bytes on every machine, in
 * whatever order its rows came.
 * @param sha256 the hash of a text, as lower-case hex
 */
export function decide(given: Snapshot, sha256: (text: string) => string): Decision {
  const snapshot = ordered(given);
  const snapshotHash = Sha256.parse(sha256(canonicalJson(snapshot)));
  const lots = new Map<string, string>();
  const lot = (id: string) => {
    const drawn = lots.get(id) ?? sha256(`${snapshotHash}:${id}`);
    lots.set(id, drawn);
    return drawn;
  };
  const sheetsOf = Map.groupBy(snapshot.sheets, ({ applicationId }) => applicationId);
  const bySociety = new Map(snapshot.applications.map((one) => [String(one.id), one]));
  const named = (id: string) => {
    const found = bySociety.get(id);
    if (!found) throw new Error(`application ${id} is not in the snapshot`);
    return { applicationId: found.id, societyCode: found.societyCode, names: found.names };
  };
  const complete = [];
  const unranked: Decision["unranked"] = [];
  for (const { id } of snapshot.applications) {
    const sheets = sheetsOf.get(id) ?? [];
    const missing = missingStages(snapshot.scoring, sheets);
    if (missing.length > 0) unranked.push({ ...named(id), missingStages: missing });
    else complete.push(scored(snapshot, id, sheets));
  }
  const ranking = complete.toSorted((a, b) => inOrder(snapshot.scoring, lot, a, b).order);
  const places = placesOf(snapshot, ranking);
  return {
    schemaVersion: 1,
    roundId: snapshot.roundId,
    snapshotHash,
    ranking: ranking.map((one, at): Ranked => {
      const before = ranking[at - 1];
      return {
        ...named(one.applicationId),
        rank: at + 1,
        composite: one.composite,
        stages: one.stages.map((stage) => ({
          id: stage.id,
          score: rounded(stage.score, shownPlaces),
          sheets: stage.sheets.map(({ expertId, total }) => ({
            expertId: ExpertId.parse(expertId),
            total: rounded(total, shownPlaces),
          })),
          droppedHigh: stage.droppedHigh.map((id) => ExpertId.parse(id)),
          droppedLow: stage.droppedLow.map((id) => ExpertId.parse(id)),
        })),
        tieWithPrevious: before ? inOrder(snapshot.scoring, lot, before, one).decidedBy : null,
        place: places[at] ?? { kind: "none", because: "no-place-left" },
      };
    }),
    unranked,
  };
}
