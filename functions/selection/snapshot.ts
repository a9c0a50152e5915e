import * as z from "zod";
import { BarredBecause } from "../../shared/contract/barred.ts";
import { RecordedChannel } from "../../shared/contract/channel.ts";
import { NamedPartners } from "../../shared/contract/partnership-record.ts";
import { ApplicationId, ExpertId, RoundId, Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { Words } from "../../shared/kernel/text.ts";
import { Tier } from "../../shared/programme/capabilities.ts";
import { scoreFault } from "../../shared/programme/score-sheet.ts";
import { Decimal, Scoring, SelectionRules, Stage } from "../../shared/programme/scoring.ts";
import { ChosenTier } from "../../shared/programme/tier-choice.ts";

/** One submitted sheet as it stood at the lock; `sha256` is of the sheet's own canonical text. */
export const SnapshotSheet = z.strictObject({
  applicationId: ApplicationId,
  expertId: ExpertId,
  stage: z.string(),
  scores: z.record(z.string(), Decimal),
  sha256: Sha256,
  /** Two officers left this score out: it stays here, marked, and counts for nothing. */
  isLeftOut: z.literal(true).optional(),
  /** By an expert beside the panel of an anchor: it counts for the calibrated figure alone. */
  isBeside: z.literal(true).optional(),
});
export type SnapshotSheet = z.infer<typeof SnapshotSheet>;

/** Everything that a decision follows from, and nothing else: rules, applications, sheets. */
export const Snapshot = z.strictObject({
  schemaVersion: z.literal(1),
  roundId: RoundId,
  definitionHash: Sha256,
  scoring: Scoring,
  selection: SelectionRules,
  tiers: z.array(Tier.pick({ id: true, name: true, places: true })),
  applications: z.array(
    z.strictObject({
      id: ApplicationId,
      societyCode: SocietyCode,
      names: Words,
      /** Only where societies apply for a tier. */
      chosenTier: ChosenTier.optional(),
      /** Only where it did not come through the portal. */
      channel: RecordedChannel.optional(),
      /** Only of a joint application. */
      partners: NamedPartners,
      /** Only of an application that every expert scores who may. */
      isAnchor: z.literal(true).optional(),
      /** Only where who stays away gets the least scores: the stages that its society was absent from. */
      absentFrom: z.array(Stage.shape.id).min(1).optional(),
    }),
  ),
  sheets: z.array(SnapshotSheet),
  /** Only where the programme kept any out. */
  barred: z
    .array(
      z.strictObject({
        id: ApplicationId,
        societyCode: SocietyCode,
        names: Words,
        partners: NamedPartners,
        because: z.array(BarredBecause).min(1),
      }),
    )
    .optional(),
});
export type Snapshot = z.infer<typeof Snapshot>;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const keyOf = ({ applicationId, stage, expertId }: SnapshotSheet) => `${applicationId}#${stage}#${expertId}`;

/** The same content in one order, so that the order in which rows were read never reaches a hash. */
export function ordered(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    applications: snapshot.applications.toSorted((a, b) => byText(a.id, b.id)),
    sheets: snapshot.sheets.toSorted((a, b) => byText(keyOf(a), keyOf(b))),
    ...(snapshot.barred && { barred: snapshot.barred.toSorted((a, b) => byText(a.id, b.id)) }),
  };
}

/** One thing that keeps a snapshot from being decided. `of` names the application, sheet or score. */
export interface SnapshotFault {
  code:
    | "duplicate"
    | "unknown-application"
    | "unknown-stage"
    | "criteria-differ"
    | "score-out-of-bounds"
    | "score-of-absent";
  of: string;
}

/** Rows that occur twice or belong to nothing, and sheets that the rubric would have refused. All at once. */
export function snapshotFaults({ applications, sheets, scoring, barred = [] }: Snapshot): SnapshotFault[] {
  const known = new Set<string>(applications.map(({ id }) => id));
  const stages = new Set<string>(scoring.stages.map(({ id }) => id));
  const absent = new Set(
    applications.flatMap(({ id, absentFrom = [] }) => absentFrom.map((stage) => `${id}#${stage}`)),
  );
  return [
    ...repeated([...applications, ...barred].map(({ id }) => id)),
    ...repeated(sheets.map(keyOf)),
    ...sheets
      .filter(({ applicationId }) => !known.has(applicationId))
      .map((sheet) => ({ code: "unknown-application" as const, of: keyOf(sheet) })),
    ...sheets
      .filter(({ stage }) => !stages.has(stage))
      .map((sheet) => ({ code: "unknown-stage" as const, of: keyOf(sheet) })),
    ...sheets
      .filter(({ applicationId, stage }) => absent.has(`${applicationId}#${stage}`))
      .map((sheet) => ({ code: "score-of-absent" as const, of: keyOf(sheet) })),
    ...sheets.flatMap((sheet) => sheetFaults(scoring, sheet)),
  ];
}

function repeated(ids: readonly string[]): SnapshotFault[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const id of ids) (seen.has(id) ? twice : seen).add(id);
  return [...twice].map((of) => ({ code: "duplicate", of }));
}

function sheetFaults({ criteria }: Pick<Scoring, "criteria">, sheet: SnapshotSheet): SnapshotFault[] {
  const asked = criteria.map(({ id }) => id).sort();
  const given = Object.keys(sheet.scores).sort();
  if (asked.join() !== given.join()) return [{ code: "criteria-differ", of: keyOf(sheet) }];
  return criteria
    .filter((criterion) => scoreFault(criterion, sheet.scores[criterion.id] ?? "") !== null)
    .map(({ id }) => ({ code: "score-out-of-bounds", of: `${keyOf(sheet)}#${id}` }));
}
