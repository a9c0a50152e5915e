import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode, UploadId } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Uscc } from "../kernel/uscc.ts";
import { AgreementAnswer } from "./agreement.ts";
import { Application, Section } from "./application-record.ts";
import { dispensations } from "./dispensations.ts";
import { BudgetFault, Missing, SectionContent } from "./draft.ts";
import { Difference, FormReading } from "./form-reading.ts";
import { Page, pageOf, route } from "./kit.ts";
import { mails } from "./mails.ts";
import { partnerships } from "./partnerships.ts";
import { Opened, ReturnItem } from "./return-items.ts";
import { UploadState } from "./upload-record.ts";

export * from "./application-record.ts";

const ofApplication = z.object({ id: ApplicationId });

export const applications = {
  ...dispensations,
  ...mails,
  ...partnerships,
  openDraft: route({
    id: "openDraft",
    method: "POST",
    path: "/applications",
    summary: { zh: "开始填写申报", en: "Open a draft" },
    who: ["filler"],
    body: z.object({
      roundId: RoundId,
      /** With whom the society would apply. Never taken here: where the programme takes partners, each is named in the draft with its role. */
      partners: z
        .array(z.union([SocietyCode, Uscc]))
        .max(20)
        .default([]),
    }),
    output: Application,
    status: 201,
    problems: [
      "not-found",
      "application-exists",
      "round-not-open",
      "not-open-yet",
      "deadline-passed",
      "joint-application-not-taken",
      "partners-named-in-draft",
      "partner-bound",
      "branch-not-applicant",
    ],
    isIdempotent: true,
  }),
  saveDraft: route({
    id: "saveDraft",
    method: "PUT",
    path: "/applications/{id}/sections/{key}",
    summary: { zh: "保存申报书的一个部分", en: "Save one section of the draft" },
    who: ["filler"],
    params: z.object({ id: ApplicationId, key: z.string().max(60) }),
    /** `version` is the one that was read; 0 when the section was empty. */
    body: z.object({ version: z.int().nonnegative(), content: SectionContent }),
    /** A draft is kept with its faults: those of a budget are said at once, and block the submission and nothing before. */
    output: Section.extend({ faults: z.array(BudgetFault) }),
    problems: ["not-found", "version-conflict", "wrong-state", "deadline-passed", "not-listed"],
  }),
  getApplication: route({
    id: "getApplication",
    method: "GET",
    path: "/applications/{id}",
    summary: { zh: "查看申报", en: "Read an application with its sections" },
    who: [...staff, ...societyPeople],
    params: ofApplication,
    output: z.object({ application: Application, sections: z.array(Section) }),
    problems: ["not-found"],
  }),
  listApplications: route({
    id: "listApplications",
    method: "GET",
    path: "/rounds/{roundId}/applications",
    summary: { zh: "列出本轮申报", en: "List the applications of a round" },
    who: staff,
    params: z.object({ roundId: RoundId }),
    /** `uscc`: the one application of that body, under its present code or a former one. */
    query: Page.extend({ uscc: Uscc.optional() }),
    output: pageOf(Application),
    problems: ["not-found"],
  }),
  listOwnApplications: route({
    id: "listOwnApplications",
    method: "GET",
    path: "/applications",
    summary: { zh: "列出本单位的申报", en: "List the applications of one's society" },
    who: societyPeople,
    output: z.object({ items: z.array(Application) }),
    problems: [],
  }),
  getForm: route({
    id: "getForm",
    method: "GET",
    path: "/applications/{id}/form.docx",
    summary: { zh: "下载已填写的 Word 申报书", en: "Download the filled-in Word form" },
    who: [...staff, ...societyPeople],
    params: ofApplication,
    output: z.string(),
    media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    isExport: true,
    problems: ["not-found"],
  }),
  checkDraft: route({
    id: "checkDraft",
    method: "GET",
    path: "/applications/{id}/check",
    summary: { zh: "提交前检查还缺什么", en: "What is still missing before it can be submitted" },
    who: [...staff, ...societyPeople],
    params: ofApplication,
    output: z.object({
      version: z.int().positive(),
      closesAt: Instant,
      /** Each of these would refuse the submission as it stands; a file counts once it has landed. The undertaking comes with the submission itself. */
      missing: z.array(Missing),
      /** What does not refuse it, and what a person will look at. */
      doubts: z.array(BudgetFault),
      /** What a return leaves open to be changed; null: everything. */
      open: Opened.nullable(),
      /** The latest file of each kind, and what inspection has found so far. */
      files: z.array(z.object({ kind: z.string(), uploadId: UploadId, state: UploadState })),
    }),
    problems: ["not-found"],
  }),
  listDifferences: route({
    id: "listDifferences",
    method: "GET",
    path: "/applications/{id}/forms/{uploadId}/differences",
    summary: {
      zh: "列出Word申报书与草稿的差异",
      en: "List where an uploaded Word form and the draft differ",
    },
    who: societyPeople,
    params: z.object({ id: ApplicationId, uploadId: UploadId }),
    output: FormReading.pick({ origin: true, strays: true }).extend({
      /** `waiting`: it is not inspected and read yet; ask again. */
      state: z.enum([...FormReading.shape.outcome.options, "waiting"]),
      /** By the number on its cover; null where that was not found. */
      isOfThisApplication: z.boolean().nullable(),
      differences: z.array(Difference),
    }),
    problems: ["not-found", "file-refused"],
  }),
  takeDifference: route({
    id: "takeDifference",
    method: "POST",
    path: "/applications/{id}/forms/{uploadId}/takings",
    summary: { zh: "将一处差异采纳到草稿", en: "Take one difference over into the draft" },
    who: ["filler"],
    params: z.object({ id: ApplicationId, uploadId: UploadId }),
    /** `version` is that of the draft's section as the difference showed it. */
    body: z.object({ key: z.string().min(1).max(160), version: z.int().nonnegative() }),
    output: Section.extend({ faults: z.array(BudgetFault) }),
    problems: [
      "not-found",
      "file-refused",
      "version-conflict",
      "wrong-state",
      "deadline-passed",
      "not-listed",
    ],
    isIdempotent: true,
  }),
  getAgreement: route({
    id: "getAgreement",
    method: "GET",
    path: "/applications/{id}/agreement",
    summary: { zh: "核对草稿、Word版与PDF版是否一致", en: "See whether draft, Word form and PDF agree" },
    who: [...staff, ...societyPeople],
    params: ofApplication,
    output: AgreementAnswer,
    problems: ["not-found"],
  }),
  submitApplication: route({
    id: "submitApplication",
    method: "POST",
    path: "/applications/{id}/submission",
    summary: { zh: "提交申报（由审核人办理）", en: "Submit; the second person of the society does it" },
    who: ["approver"],
    params: ofApplication,
    body: z.object({
      version: z.int().positive(),
      /** The version of the undertaking that the person has read and accepts. */
      undertakingVersion: z.int().positive(),
      /** One file for each kind. */
      uploads: z
        .array(z.object({ kind: z.string(), uploadId: UploadId }))
        .max(20)
        .refine((named) => new Set(named.map(({ kind }) => kind)).size === named.length, {
          error: "每种材料只能提交一个文件 / one file for each kind",
        }),
    }),
    output: Application,
    problems: [
      "not-found",
      "version-conflict",
      "wrong-state",
      "not-open-yet",
      "deadline-passed",
      "incomplete",
      "file-refused",
      "file-not-landed",
      "undertaking-required",
      "second-person-required",
      "not-listed",
      "partners-changed",
    ],
    isIdempotent: true,
  }),
  withdrawApplication: route({
    id: "withdrawApplication",
    method: "POST",
    path: "/applications/{id}/withdrawal",
    summary: { zh: "撤回申报", en: "Withdraw an application before its deadline" },
    who: ["approver"],
    params: ofApplication,
    body: z.object({ version: z.int().positive(), reason: z.string().min(1).max(2000) }),
    output: Application,
    problems: ["not-found", "version-conflict", "wrong-state", "deadline-passed"],
    isIdempotent: true,
  }),
  restoreApplication: route({
    id: "restoreApplication",
    method: "POST",
    path: "/applications/{id}/restoration",
    summary: {
      zh: "撤销撤回，恢复原提交",
      en: "Undo a withdrawal: the submission stands again, with its receipt",
    },
    who: ["approver"],
    params: ofApplication,
    body: z.object({ version: z.int().positive() }),
    output: Application,
    problems: [
      "not-found",
      "version-conflict",
      "wrong-state",
      "deadline-passed",
      "partners-released",
      "partner-bound",
    ],
    isIdempotent: true,
  }),
  returnApplication: route({
    id: "returnApplication",
    method: "POST",
    path: "/applications/{id}/return",
    summary: { zh: "退回申报要求补正", en: "Return an application for correction" },
    who: ["officer"],
    params: ofApplication,
    body: z.object({
      version: z.int().positive(),
      items: z.array(ReturnItem).min(1),
    }),
    output: Application,
    problems: ["not-found", "version-conflict", "wrong-state", "returns-used-up", "calendar-unloaded"],
    isIdempotent: true,
  }),
  correctFile: route({
    id: "correctFile",
    method: "POST",
    path: "/applications/{id}/corrections",
    summary: { zh: "更换未通过检查的文件", en: "Replace a file that inspection refused" },
    who: ["approver"],
    params: ofApplication,
    body: z.object({ version: z.int().positive(), kind: z.string(), uploadId: UploadId }),
    output: Application,
    problems: [
      "not-found",
      "version-conflict",
      "wrong-state",
      "deadline-passed",
      "file-refused",
      "file-not-landed",
    ],
    isIdempotent: true,
  }),
};
