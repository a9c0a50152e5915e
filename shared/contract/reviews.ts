import * as z from "zod";
import { ApplicationId, Sha256, UploadId } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { SheetHint } from "../programme/score-hints.ts";
import { attendanceRoutes } from "./attendance.ts";
import { SectionContent } from "./draft.ts";
import { route } from "./kit.ts";
import { NamedPartners } from "./partnership-record.ts";
import { reviewProgressRoutes } from "./review-progress.ts";
import { SheetCorrection, sheetCorrectionRoutes } from "./sheet-corrections.ts";
import { Sheet, SheetContent } from "./sheet-record.ts";

/** A sheet as it was written, and what its expert may want to look at again; a hint refuses nothing. */
const WrittenSheet = Sheet.extend({ hints: z.array(SheetHint) });

const ofApplication = z.object({ id: ApplicationId });
const stageOf = z.object({ stage: z.enum(["written", "defence"]).default("written") });

export const reviews = {
  getReviewed: route({
    id: "getReviewed",
    method: "GET",
    path: "/reviews/{id}",
    summary: { zh: "专家查看所评申报", en: "An expert reads the application to judge, as frozen" },
    who: ["expert"],
    params: ofApplication,
    output: z.object({
      applicationId: ApplicationId,
      societyNames: Words,
      /** Only of a joint application. */
      partners: NamedPartners,
      sections: z.array(z.object({ key: z.string(), content: SectionContent })),
      files: z.array(
        z.object({ kind: z.string(), uploadId: UploadId, name: z.string(), bytes: z.int(), sha256: Sha256 }),
      ),
      sheet: Sheet.nullable(),
      /** The expert's own, of every stage. */
      corrections: z.array(SheetCorrection),
    }),
    problems: ["not-found", "not-assigned", "conflict-of-interest", "wrong-state"],
  }),
  saveSheet: route({
    id: "saveSheet",
    method: "PUT",
    path: "/reviews/{id}/sheet",
    summary: { zh: "保存评分表草稿", en: "Save a draft of the score sheet" },
    who: ["expert"],
    params: ofApplication,
    query: stageOf,
    body: z.object({ version: z.int().nonnegative(), content: SheetContent }),
    output: WrittenSheet,
    problems: [
      "not-found",
      "not-assigned",
      "conflict-of-interest",
      "version-conflict",
      "wrong-state",
      "reviews-locked",
      "not-open-yet",
      "score-out-of-bounds",
    ],
  }),
  submitSheet: route({
    id: "submitSheet",
    method: "POST",
    path: "/reviews/{id}/sheet/submission",
    summary: { zh: "提交或更正评分表", en: "Submit a score sheet, or amend it before the lock" },
    who: ["expert"],
    params: ofApplication,
    query: stageOf,
    body: z.object({
      version: z.int().nonnegative(),
      content: SheetContent,
      /** Needed to amend what was submitted before. */
      reason: z.string().max(2000).nullable().default(null),
    }),
    output: WrittenSheet,
    problems: [
      "not-found",
      "not-assigned",
      "conflict-of-interest",
      "version-conflict",
      "wrong-state",
      "reviews-locked",
      "not-open-yet",
      "score-out-of-bounds",
      "attendance-missing",
    ],
    isIdempotent: true,
  }),
  listSheets: route({
    id: "listSheets",
    method: "GET",
    path: "/reviews/{id}/sheets",
    summary: {
      zh: "查看申报的全部评分表",
      en: "Read all sheets of an application; experts only after submitting their own",
    },
    who: [...staff, "expert"],
    params: ofApplication,
    output: z.object({ items: z.array(Sheet) }),
    problems: ["not-found", "not-assigned", "conflict-of-interest", "reviews-open"],
  }),
  ...sheetCorrectionRoutes,
  ...reviewProgressRoutes,
  ...attendanceRoutes,
};
