import * as z from "zod";
import { ApplicationId, DispensationId, PersonId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { ReturnItem } from "./return-items.ts";

/** What is given beyond the rule: a later deadline for one or for all, or one more return than the programme allows. */
export const DispensationKind = z.enum(["late-pass", "extension", "further-return"]);
export type DispensationKind = z.infer<typeof DispensationKind>;

export const DispensationState = z.enum(["PROPOSED", "GRANTED", "REFUSED"]);
export type DispensationState = z.infer<typeof DispensationState>;

/** Why; the public is told the category, never the evidence. */
export const DispensationCategory = z.enum([
  "platform-failure",
  "force-majeure",
  "office-error",
  "too-few-applicants",
  "further-defects",
]);
export type DispensationCategory = z.infer<typeof DispensationCategory>;

export const categoryWords: Record<DispensationCategory, Words> = {
  "platform-failure": { zh: "平台故障", en: "failure of the platform" },
  "force-majeure": { zh: "不可抗力", en: "force majeure" },
  "office-error": { zh: "主办方差错", en: "an error of the office" },
  "too-few-applicants": { zh: "申报数量不足", en: "too few applicants" },
  "further-defects": { zh: "仍有需补正的内容", en: "further defects to be corrected" },
};

export const Dispensation = z.object({
  id: DispensationId,
  roundId: RoundId,
  kind: DispensationKind,
  /** Null: for all of the round. */
  applicationId: ApplicationId.nullable(),
  societyCode: SocietyCode.nullable(),
  category: DispensationCategory,
  /** The officers' and supervisors' own. */
  evidence: z.string(),
  /** The deadline that it gives; of a further return it follows when that is done. */
  until: Instant.nullable(),
  /** Of a further return; of the other kinds empty. */
  items: z.array(ReturnItem),
  state: DispensationState,
  proposedBy: PersonId,
  proposedAt: Instant,
  decidedBy: PersonId.nullable(),
  decidedAt: Instant.nullable(),
  /** The second officer's words. */
  reason: z.string().nullable(),
  version: z.int().positive(),
});
export type Dispensation = z.infer<typeof Dispensation>;

/** What everybody may know of a deadline that was moved. */
export const MovedDeadline = z.object({
  kind: z.enum(["late-pass", "extension"]),
  category: DispensationCategory,
  words: Words,
  until: Instant,
  decidedAt: Instant,
});
