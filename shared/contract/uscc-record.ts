import * as z from "zod";
import { SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { Uscc } from "../kernel/uscc.ts";

export const UsccCorrectionState = z.enum(["PROPOSED", "APPROVED", "REFUSED"]);
export type UsccCorrectionState = z.infer<typeof UsccCorrectionState>;

/** The newest correction of a society's credit code, and the codes that it bore in the register before. */
export const UsccCorrection = z.object({
  societyCode: SocietyCode,
  state: UsccCorrectionState,
  from: Uscc,
  to: Uscc,
  reason: z.string(),
  /** The paper or register that shows the right code. */
  source: z.string(),
  proposedBy: z.string(),
  proposedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  note: z.string().nullable(),
  /** Oldest first; an application that was opened under one of them is still the same body's. */
  former: z.array(z.object({ uscc: Uscc, until: Instant })),
  version: z.int().positive(),
});
export type UsccCorrection = z.infer<typeof UsccCorrection>;
