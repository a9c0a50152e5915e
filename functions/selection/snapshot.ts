import * as z from "zod";
import { ApplicationId, ExpertId, RoundId, Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { Words } from "../../shared/kernel/text.ts";
import { Tier } from "../../shared/programme/capabilities.ts";
import { Decimal, Scoring, SelectionRules } from "../../shared/programme/scoring.ts";

/** One submitted sheet as it stood at the lock; `sha256` is of the sheet's own canonical text. */
export const SnapshotSheet = z.strictObject({
  applicationId: ApplicationId,
  expertId: ExpertId,
  stage: z.string(),
  scores: z.record(z.string(), Decimal),
  sha256: Sha256,
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
  applications: z.array(z.strictObject({ id: ApplicationId, societyCode: SocietyCode, names: Words })),
  sheets: z.array(SnapshotSheet),
});
export type Snapshot = z.infer<typeof Snapshot>;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The same content in one order, so that the order in which rows were read never reaches a hash. */
export function ordered(snapshot: Snapshot): Snapshot {
  const keyOf = (sheet: SnapshotSheet) => `${sheet.applicationId}#${sheet.stage}#${sheet.expertId}`;
  return {
    ...snapshot,
    applications: snapshot.applications.toSorted((a, b) => byText(a.id, b.id)),
    sheets: snapshot.sheets.toSorted((a, b) => byText(keyOf(a), keyOf(b))),
  };
}
