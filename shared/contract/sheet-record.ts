import * as z from "zod";
import { ApplicationId, ExpertId, RoundId, Sha256, SheetCorrectionId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { Key } from "../programme/basis.ts";
import { Decimal } from "../programme/scoring.ts";

export const SheetState = z.enum(["DRAFT", "SUBMITTED"]);
export type SheetState = z.infer<typeof SheetState>;

/** What an expert writes: a score per criterion as an exact decimal, an opinion, and a recommendation where the programme asks for one. */
export const SheetContent = z.object({
  scores: z.record(z.string().max(60), Decimal),
  opinion: z.string().max(10_000),
  recommendation: Key.optional(),
});
export type SheetContent = z.infer<typeof SheetContent>;

/** What was submitted; of a defence also which version of its attendance it is bound to: its hash says that, too. */
const SubmittedSheet = SheetContent.extend({
  submittedAt: Instant,
  sha256: Sha256,
  attendanceVersion: z.int().positive().optional(),
});

/** An earlier submitted text of a sheet, and why it was amended; after the lock, by which correction. */
export const Amendment = SubmittedSheet.extend({
  reason: z.string(),
  correctionId: SheetCorrectionId.optional(),
});

export const Sheet = z.object({
  roundId: RoundId,
  applicationId: ApplicationId,
  expertId: ExpertId,
  stage: z.string(),
  state: SheetState,
  /** What is being written; the same as `submitted` after a submission. */
  draft: SheetContent,
  submitted: SubmittedSheet.nullable(),
  history: z.array(Amendment),
  locksAt: Instant,
  savedAt: Instant,
  version: z.int().positive(),
});
export type Sheet = z.infer<typeof Sheet>;
