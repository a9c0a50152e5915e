import * as z from "zod";
import { SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Basis } from "../programme/basis.ts";
import { NamedPartner } from "./partnership-record.ts";

/** One disqualifier judged: what is recorded, from where, since when, by which clause. */
export const Finding = z.object({
  disqualifier: z.string(),
  ruleVersion: z.int().positive(),
  outcome: z.enum(["pass", "fail", "needs-evidence"]),
  fact: Words,
  source: z.string().nullable(),
  on: z.string().nullable(),
  basis: Basis,
  notes: z.array(Words),
  /** Whose it is: of a joint application each names its society. */
  society: NamedPartner.optional(),
  /** It is shown to the officer and fails nothing, as the programme says of partners. */
  isShownOnly: z.literal(true).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** The worst of the findings: what the rules propose. */
export const Proposal = z.enum(["pass", "fail", "needs-evidence"]);

/** What the rules would say of a society as the register stands; nothing of it is stored. */
export const DryRun = z.object({
  societyCode: SocietyCode,
  societyNames: Words,
  isRecommended: z.boolean(),
  findings: z.array(Finding),
  proposal: Proposal,
});
