import * as z from "zod";
import { MailId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Application } from "./application-record.ts";
import { Page, pageOf, route } from "./kit.ts";
import { Mail } from "./mail-record.ts";

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

/** 四、申报程序（一）: material that societies send to the programme's mailbox. */
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
      post: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
      expiresAt: Instant,
    }),
    status: 201,
    problems: ["not-found", "channel-not-offered", "file-too-large"],
    isIdempotent: true,
  }),
  recordMail: route({
    id: "recordMail",
    method: "POST",
    path: "/rounds/{roundId}/societies/{societyCode}/mails/{mailId}/recording",
    summary: {
      zh: "认定邮件到达时刻并登记为申报材料",
      en: "State when a mail arrived and record it as its society's material",
    },
    who: ["officer"],
    params: ofMail,
    body: z.object({
      version: z.int().positive(),
      /** Read from the server's Received header, to the second. */
      arrivedAt: Instant,
      /** Asked for where the mail's topmost Received header says something else, or nothing. */
      reason: z.string().min(1).max(2000).nullable(),
    }),
    output: Mail,
    problems: [
      "not-found",
      "channel-not-offered",
      "wrong-state",
      "version-conflict",
      "arrival-unfounded",
      "not-open-yet",
      "deadline-passed",
      "round-not-open",
      "calendar-unloaded",
    ],
    isIdempotent: true,
  }),
  listMails: route({
    id: "listMails",
    method: "GET",
    path: "/rounds/{roundId}/mails",
    summary: {
      zh: "列出本轮邮件报送及确认情况",
      en: "List the mails of a round, with what is confirmed and what lapsed",
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
    summary: { zh: "查看一个学会的邮件报送", en: "Read the recorded mails of one society" },
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
