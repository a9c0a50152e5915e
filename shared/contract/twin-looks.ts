import * as z from "zod";
import { ApplicationId, PersonId, RoundId, SocietyCode, UploadId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** What an officer found who compared both files: nothing that matters, or that they really say different things. */
export const TwinLookOutcome = z.enum(["harmless", "differs"]);
export type TwinLookOutcome = z.infer<typeof TwinLookOutcome>;

const note = z.string().min(1).max(500);

/** Every look at the Word form and the PDF of one submission, the first first; the last is how the doubt stands. */
export const TwinLooks = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  pdfUploadId: UploadId,
  wordUploadId: UploadId,
  /** Of which submission these are the files. */
  submission: z.int().positive(),
  looks: z.array(z.object({ outcome: TwinLookOutcome, note, by: PersonId, at: Instant })).min(1),
  version: z.int().positive(),
});
export type TwinLooks = z.infer<typeof TwinLooks>;

/** How a doubt stands: open until a person has looked. */
export const TwinStanding = z.object({
  state: z.enum(["open", ...TwinLookOutcome.options]),
  /** To be named by the next look; 0 before the first. */
  version: z.int().nonnegative(),
});
export type TwinStanding = z.infer<typeof TwinStanding>;

/** One more look. `version` is the one that was read. */
export const TwinLookGiven = z.object({
  version: z.int().nonnegative(),
  outcome: TwinLookOutcome,
  note,
});
