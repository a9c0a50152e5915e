import * as z from "zod";
import { ApplicationId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import {
  DefenceMaterial,
  DefenceNotice,
  DefenceNoticeFields,
  DefenceReceipt,
  DefenceReply,
} from "./defence-notice-record.ts";
import { Page, pageOf, route } from "./kit.ts";

export * from "./defence-notice-record.ts";

const ofRound = z.object({ id: RoundId });
const ofApplication = z.object({ id: ApplicationId });

/** Of the record that is amended; 0 where there is none yet. */
const amended = z.int().nonnegative();

/** What of the material its society and staff see. */
const ShownMaterial = DefenceMaterial.omit({ kept: true }).extend({
  versionId: z.string(),
  /** It does not change any more: its deadline is over, or the draw was held. */
  isFrozen: z.boolean(),
});

/** 四、申报程序（三）: the notice of the defence, what a society answers to it, and what it shows. */
export const defenceNoticeRoutes = {
  composeDefenceNotice: route({
    id: "composeDefenceNotice",
    method: "POST",
    path: "/rounds/{id}/defence-notices",
    summary: {
      zh: "拟定答辩通知：正文由项目定义和所填内容生成，附哈希",
      en: "Compose the notice of the defence: its text is made of the definition and what is filled in, with its hash",
    },
    who: ["officer"],
    params: ofRound,
    body: DefenceNoticeFields,
    output: DefenceNotice,
    status: 201,
    problems: [
      "not-found",
      "wrong-state",
      "calendar-unloaded",
      "version-conflict",
      "identity-data-not-taken",
    ],
    isIdempotent: true,
  }),
  approveDefenceNotice: route({
    id: "approveDefenceNotice",
    method: "POST",
    path: "/rounds/{id}/defence-notices/{number}/approval",
    summary: {
      zh: "批准并发出答辩通知（须由另一人办理，按同一哈希）",
      en: "Approve the notice of the defence, which sends it; a second officer does it and names its hash",
    },
    who: ["officer"],
    params: ofRound.extend({ number: z.coerce.number().int().positive().max(10_000) }),
    body: z.object({ sha256: Sha256 }),
    output: DefenceNotice,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "second-person-required",
      "calendar-unloaded",
      "defence-notice-late",
      "examination-open",
      "defenders-unknown",
    ],
    isIdempotent: true,
  }),
  listDefenceNotices: route({
    id: "listDefenceNotices",
    method: "GET",
    path: "/rounds/{id}/defence-notices",
    summary: { zh: "列出答辩通知的各版本", en: "All versions of the notice of the defence" },
    who: staff,
    params: ofRound,
    output: z.object({ items: z.array(DefenceNotice) }),
    problems: [],
  }),
  getOwnDefence: route({
    id: "getOwnDefence",
    method: "GET",
    path: "/applications/{id}/own-defence",
    summary: {
      zh: "查看本单位的答辩通知、回执和材料",
      en: "Read the notice of the defence with one's own receipt and material",
    },
    who: societyPeople,
    params: ofApplication,
    output: z.object({
      notice: DefenceNotice.omit({ composedBy: true, approvedBy: true, state: true }),
      receipt: DefenceReceipt.nullable(),
      material: ShownMaterial.nullable(),
    }),
    problems: ["not-found"],
  }),
  answerDefenceNotice: route({
    id: "answerDefenceNotice",
    method: "PUT",
    path: "/applications/{id}/defence-receipt",
    summary: {
      zh: "提交或更正答辩回执：是否参加、答辩人",
      en: "Answer the notice of the defence, or amend the answer: who attends, who presents",
    },
    who: societyPeople,
    params: ofApplication,
    body: DefenceReply.extend({ version: amended }),
    output: DefenceReceipt,
    problems: [
      "not-found",
      "wrong-state",
      "presenters-unfit",
      "identity-data-not-taken",
      "deadline-passed",
      "version-conflict",
    ],
    isIdempotent: true,
  }),
  listDefenceReceipts: route({
    id: "listDefenceReceipts",
    method: "GET",
    path: "/rounds/{id}/defence-receipts",
    summary: {
      zh: "列出须答辩的学会、其回执和材料，含未回执的",
      en: "Who defends, with receipt and material, also those that have not answered",
    },
    who: staff,
    params: ofRound,
    query: Page,
    /** A page may hold fewer than its limit: who does not defend is left out. */
    output: pageOf(
      z.object({
        applicationId: ApplicationId,
        societyCode: SocietyCode,
        societyNames: Words,
        hasAnswered: z.boolean(),
        receipt: DefenceReceipt.nullable(),
        material: ShownMaterial.nullable(),
      }),
    ),
    problems: ["not-found"],
  }),
  listDefenceAnswers: route({
    id: "listDefenceAnswers",
    method: "GET",
    path: "/applications/{id}/defence-answers",
    summary: { zh: "查看一家学会历次回执", en: "Every answer of a society to the notice, in their order" },
    who: staff,
    params: ofApplication,
    output: z.object({ items: z.array(DefenceReceipt) }),
    problems: [],
  }),
  nameDefenceMaterial: route({
    id: "nameDefenceMaterial",
    method: "PUT",
    path: "/applications/{id}/defence-material",
    summary: {
      zh: "确定答辩材料：指定一份已通过检查的文件",
      en: "Name an inspected file as the material of the defence",
    },
    who: societyPeople,
    params: ofApplication,
    body: z.object({ uploadId: UploadId, version: amended }),
    output: ShownMaterial,
    problems: [
      "not-found",
      "wrong-state",
      "file-refused",
      "file-not-landed",
      "material-not-cleared",
      "deadline-passed",
      "material-frozen",
      "version-conflict",
    ],
    isIdempotent: true,
  }),
  signDefenceMaterial: route({
    id: "signDefenceMaterial",
    method: "POST",
    path: "/applications/{id}/defence-material/download",
    summary: {
      zh: "获取答辩材料下载链接（专家在材料冻结后可见）",
      en: "Get a download link of the pinned version of the material; experts once it is frozen",
    },
    who: [...staff, ...societyPeople, "expert"],
    params: ofApplication,
    output: z.object({
      url: z.url(),
      expiresAt: Instant,
      uploadId: UploadId,
      name: z.string(),
      bytes: z.int().positive(),
      sha256: Sha256,
      versionId: z.string(),
      isFrozen: z.boolean(),
    }),
    givesLink: true,
    problems: ["not-found", "file-refused", "material-not-cleared", "file-not-scanned"],
  }),
};
