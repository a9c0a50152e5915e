import * as z from "zod";
import { ApplicationId, ExpertId, RoundId, Sha256, SheetCorrectionId } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Stage } from "../programme/scoring.ts";
import { Page, pageOf, route } from "./kit.ts";
import { SheetContent } from "./sheet-record.ts";

/** SIGNED: the expert's signature only. COUNTERSIGNED: an officer's too, and the sheet says it. REFUSED: the sheet stands. */
export const SheetCorrectionState = z.enum(["SIGNED", "COUNTERSIGNED", "REFUSED"]);
export type SheetCorrectionState = z.infer<typeof SheetCorrectionState>;

/** A sheet that is to say something else after its lock: signed by its expert, with a reason, and countersigned by an officer. */
export const SheetCorrection = z.object({
  id: SheetCorrectionId,
  roundId: RoundId,
  applicationId: ApplicationId,
  expertId: ExpertId,
  stage: Stage.shape.id,
  state: SheetCorrectionState,
  /** The version of the sheet that was looked at. */
  sheetVersion: z.int().positive(),
  /** What was submitted until then, by its hash; null: the lock came upon a draft. */
  replaces: Sha256.nullable(),
  content: SheetContent,
  sha256: Sha256,
  /** Of a defence: the version of its attendance that the corrected sheet is bound to. */
  attendanceVersion: z.int().positive().optional(),
  reason: z.string(),
  signedAt: Instant,
  concludedBy: z.string().nullable(),
  concludedAt: Instant.nullable(),
  remark: z.string().nullable(),
  version: z.int().positive(),
});
export type SheetCorrection = z.infer<typeof SheetCorrection>;

const ofApplication = z.object({ id: ApplicationId });

export const sheetCorrectionRoutes = {
  signCorrection: route({
    id: "signCorrection",
    method: "POST",
    path: "/reviews/{id}/sheet/corrections",
    summary: {
      zh: "评分锁定后，专家说明理由并签字申请更正（须由工作人员会签）",
      en: "After the lock: an expert signs a correction with its reason; an officer has to countersign",
    },
    who: ["expert"],
    params: ofApplication,
    query: z.object({ stage: Stage.shape.id.default("written") }),
    body: z.object({
      /** Of the sheet. */
      version: z.int().positive(),
      content: SheetContent,
      reason: z.string().trim().min(1).max(2000),
    }),
    output: SheetCorrection,
    status: 201,
    problems: [
      "not-found",
      "not-assigned",
      "wrong-state",
      "version-conflict",
      "reviews-open",
      "score-out-of-bounds",
      "attendance-missing",
      "decision-proposed",
    ],
    isIdempotent: true,
  }),
  concludeCorrection: route({
    id: "concludeCorrection",
    method: "POST",
    path: "/applications/{id}/sheet-corrections/{correctionId}/conclusion",
    summary: {
      zh: "会签或退回评分更正",
      en: "Countersign the correction of a score sheet, or refuse it",
    },
    who: ["officer"],
    params: ofApplication.extend({ correctionId: SheetCorrectionId }),
    body: z.object({
      version: z.int().positive(),
      conclusion: z.enum(["countersigned", "refused"]),
      remark: z.string().trim().min(1).max(2000),
    }),
    output: SheetCorrection,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "not-assigned",
      "second-person-required",
      "decision-proposed",
    ],
    isIdempotent: true,
  }),
  listCorrections: route({
    id: "listCorrections",
    method: "GET",
    path: "/rounds/{id}/sheet-corrections",
    summary: {
      zh: "列出评分锁定后的更正",
      en: "List the corrections of score sheets that were signed after the lock",
    },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page,
    output: pageOf(SheetCorrection),
    problems: [],
  }),
};
