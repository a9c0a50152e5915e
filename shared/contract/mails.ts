import * as z from "zod";
import { MailId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Application } from "./application-record.ts";
import { Page, pageOf, route } from "./kit.ts";
import { HandedFile, HandOver, Mail } from "./mail-record.ts";
import { PresignedPost } from "./upload-record.ts";

const ofSociety = z.object({ roundId: RoundId, societyCode: SocietyCode });
const ofMail = ofSociety.extend({ mailId: MailId });

/** As a reader sees it: why it could not be read in their language, and whether its time to be confirmed ran out. */
const ShownMail = Mail.extend({
  unreadable: z
    .object({ code: z.string(), where: z.string().nullable(), what: z.string(), cure: z.string() })
    .nullable(),
  /** Recorded, not confirmed, and `confirmBy` is over: shown to officers, who call the society. */
  isLapsed: z.boolean(),
});

/** 四、申报程序（一）: material that societies send to the programme's mailbox, or hand over at the office. */
export const mails = {
  handInMail: route({
    id: "handInMail",
    method: "POST",
    path: "/rounds/{roundId}/societies/{societyCode}/mails",
    summary: {
      zh: "登记学会发来的邮件（上传原始.eml）",
      en: "Hand in a mail of a society: its original .eml",
    },
    who: ["officer"],
    params: ofSociety,
    body: z.object({
      name: z.string().min(1).max(200),
      bytes: z.int().positive(),
      /** Of the whole file: S3 refuses other bytes. */
      sha256: Sha256,
    }),
    output: z.object({
      mail: Mail,
      post: PresignedPost,
      expiresAt: Instant,
    }),
    status: 201,
    problems: ["not-found", "channel-not-offered", "file-too-large"],
    isIdempotent: true,
  }),
  handInMedium: route({
    id: "handInMedium",
    method: "POST",
    path: "/rounds/{roundId}/societies/{societyCode}/hand-overs",
    summary: {
      zh: "登记学会当面递交的U盘或光盘（递交人、时间和文件）",
      en: "Hand in a stick or a disc that a society brought: who, when, and its files",
    },
    who: ["officer"],
    params: ofSociety,
    body: HandOver.pick({ medium: true, at: true }).extend({
      by: z.string().trim().min(1).max(60),
      files: z
        .array(
          HandedFile.pick({ kind: true, bytes: true, sha256: true }).extend({
            name: z.string().min(1).max(200),
          }),
        )
        .min(1)
        .max(10),
    }),
    /** One form for each file, in the order of the request. */
    output: z.object({
      mail: Mail,
      posts: z.array(z.object({ uploadId: UploadId, kind: z.string(), post: PresignedPost })),
      expiresAt: Instant,
    }),
    status: 201,
    problems: [
      "not-found",
      "channel-not-offered",
      "file-too-large",
      "arrival-unfounded",
      "identity-data-not-taken",
    ],
    isIdempotent: true,
  }),
  getOriginal: route({
    id: "getOriginal",
    method: "GET",
    path: "/rounds/{roundId}/societies/{societyCode}/mails/{mailId}/original",
    summary: {
      zh: "下载邮件原件（.eml）或介质移交单",
      en: "Download the original .eml, or the slip of what was handed over",
    },
    who: [...staff, ...societyPeople],
    params: ofMail,
    /** A link to the one version that was kept, valid for minutes. */
    output: z.object({
      url: z.url(),
      expiresAt: Instant,
      name: z.string(),
      bytes: z.int().positive(),
      sha256: Sha256,
    }),
    givesLink: true,
    problems: ["not-found", "file-not-landed"],
  }),
  recordMail: route({
    id: "recordMail",
    method: "POST",
    path: "/rounds/{roundId}/societies/{societyCode}/mails/{mailId}/recording",
    summary: {
      zh: "认定邮件或介质的到达时刻并登记为申报材料（介质由另一名工作人员办理）",
      en: "State when a mail or a medium arrived and record it as its society's material; of a medium a second officer does it",
    },
    who: ["officer"],
    params: ofMail,
    body: z.object({
      version: z.int().positive(),
      /** Read from the server's Received header, to the second; of a medium, when it was taken. */
      arrivedAt: Instant,
      /** Asked for where the topmost Received header, or the hand-over, says something else, or nothing. */
      reason: z.string().min(1).max(2000).nullable(),
    }),
    output: Mail,
    problems: [
      "not-found",
      "channel-not-offered",
      "wrong-state",
      "version-conflict",
      "arrival-unfounded",
      "second-person-required",
      "not-open-yet",
      "deadline-passed",
      "round-not-open",
      "branch-not-applicant",
      "partner-bound",
      "calendar-unloaded",
    ],
    isIdempotent: true,
  }),
  listMails: route({
    id: "listMails",
    method: "GET",
    path: "/rounds/{roundId}/mails",
    summary: {
      zh: "列出本轮邮件和介质报送及确认情况",
      en: "List the mails and media of a round, with what is confirmed and what lapsed",
    },
    who: staff,
    params: z.object({ roundId: RoundId }),
    query: Page,
    output: pageOf(ShownMail),
    problems: [],
  }),
  listSocietyMails: route({
    id: "listSocietyMails",
    method: "GET",
    path: "/rounds/{roundId}/societies/{societyCode}/mails",
    summary: { zh: "查看一个学会的邮件和介质报送", en: "Read the recorded mails and media of one society" },
    who: [...staff, ...societyPeople],
    params: ofSociety,
    output: z.object({ items: z.array(ShownMail) }),
    problems: ["not-found"],
  }),
  takeOverMail: route({
    id: "takeOverMail",
    method: "POST",
    path: "/rounds/{roundId}/societies/{societyCode}/mails/{mailId}/taking-over",
    summary: {
      zh: "将已登记的邮件材料作为本单位申报（由审核人办理）",
      en: "Take a recorded mail over as one's application; the second person of the society does it",
    },
    who: ["approver"],
    params: ofMail,
    body: z.object({ version: z.int().positive() }),
    output: Application,
    problems: ["not-found", "wrong-state", "version-conflict", "deadline-passed"],
    isIdempotent: true,
  }),
  disputeMail: route({
    id: "disputeMail",
    method: "POST",
    path: "/rounds/{roundId}/societies/{societyCode}/mails/{mailId}/dispute",
    summary: {
      zh: "否认已登记的邮件材料（由审核人办理）",
      en: "Say that a recorded mail is not one's application; the second person of the society does it",
    },
    who: ["approver"],
    params: ofMail,
    body: z.object({ version: z.int().positive(), reason: z.string().min(1).max(2000) }),
    output: Mail,
    problems: ["not-found", "wrong-state", "version-conflict", "deadline-passed"],
    isIdempotent: true,
  }),
};
