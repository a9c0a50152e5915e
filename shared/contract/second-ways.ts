import * as z from "zod";
import { CallBackId, PersonId, SocietyCode } from "../kernel/ids.ts";
import { Role, staff } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { Page, pageOf, route } from "./kit.ts";
import { Phone } from "./phone.ts";

/** That an officer read out a code: who, for whom, after calling which number, why and when; never the code. */
export const CallBack = z.object({
  id: CallBackId,
  personId: PersonId,
  societyCode: SocietyCode,
  /** The number that was called: the registered one. */
  phone: z.string(),
  reason: z.string(),
  askedBy: PersonId,
  askedAt: Instant,
  expiresAt: Instant,
  version: z.literal(1),
});
export type CallBack = z.infer<typeof CallBack>;

/** A letter that did not reach its reader, as far as is known. */
export const OwedLetter = z.object({
  /** The Letter-Id: `code_` a sign-in code, `ltr_` a letter of the ledger. */
  letterId: z.string(),
  kind: z.enum(["code", "letter"]),
  /** `undelivered`: for ten minutes the mail service has told nothing of it, or has not taken it. */
  why: z.enum(["bounced", "complained", "undelivered"]),
  since: Instant,
});
export type OwedLetter = z.infer<typeof OwedLetter>;

export const CallOutcome = z.enum(["reached", "not-reached", "number-wrong"]);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** One call that was made, and what it was about. */
export const CallMade = z.object({
  outcome: CallOutcome,
  note: z.string(),
  who: PersonId,
  when: Instant,
  letterIds: z.array(z.string()),
});

/** Somebody who is to be called: what they were owed, since when, and the registered number. */
export const ToCall = z.object({
  personId: PersonId,
  name: z.string(),
  mail: z.string(),
  societyCode: SocietyCode.nullable(),
  society: Words.nullable(),
  /** Null: the register holds no number of this person. */
  phone: z.string().nullable(),
  owed: z.array(OwedLetter),
  since: Instant,
  version: z.int().positive(),
});

const ofPerson = z.object({ id: PersonId });

/** Ways in for whom the mail does not reach, and the list of those whom an officer calls. */
export const secondWays = {
  giveCallBackCode: route({
    id: "giveCallBackCode",
    method: "POST",
    path: "/people/{id}/call-back-codes",
    summary: {
      zh: "回拨登记电话后，取得一次性登录验证码供口头告知",
      en: "After calling back the registered phone, get a code to read out",
    },
    who: ["officer"],
    params: ofPerson,
    /** `phone` is the number that was called. */
    body: z.object({ phone: Phone, reason: z.string().trim().min(1).max(500) }),
    // No Idempotency-Key: under one the code would be kept in plain text for days. A second asking voids the first code.
    output: z.object({ id: CallBackId, code: z.string(), validSeconds: z.int(), expiresAt: Instant }),
    status: 201,
    problems: ["not-found", "phone-not-registered", "identity-data-not-taken"],
  }),
  listCallBacks: route({
    id: "listCallBacks",
    method: "GET",
    path: "/call-backs",
    summary: { zh: "查看口头告知验证码的记录", en: "List the codes that were read out" },
    who: staff,
    query: Page,
    output: pageOf(CallBack),
    problems: [],
  }),
  listCalls: route({
    id: "listCalls",
    method: "GET",
    path: "/calls",
    summary: { zh: "查看待电话联系的人员", en: "List those who are to be called" },
    who: staff,
    query: Page,
    output: pageOf(ToCall),
    problems: [],
  }),
  recordCall: route({
    id: "recordCall",
    method: "POST",
    path: "/calls/{id}/outcome",
    summary: { zh: "登记电话联系结果", en: "Record what came of a call" },
    who: ["officer"],
    params: ofPerson,
    body: z.object({
      version: z.int().positive(),
      outcome: CallOutcome,
      note: z.string().trim().max(500).default(""),
    }),
    output: CallMade,
    problems: ["not-found", "version-conflict", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  getSecondWays: route({
    id: "getSecondWays",
    method: "GET",
    path: "/me/second-ways",
    summary: { zh: "查看本人的备用登录方式", en: "Read one's second ways in" },
    who: Role.options,
    output: z.object({
      totp: z.object({ since: Instant }).nullable(),
      recoveryCodes: z.object({ since: Instant, left: z.int() }).nullable(),
    }),
    problems: [],
  }),
  startTotp: route({
    id: "startTotp",
    method: "POST",
    path: "/me/totp",
    summary: { zh: "开始绑定动态口令（TOTP）", en: "Begin to enrol an authenticator app (TOTP)" },
    who: Role.options,
    /** The secret is shown this once; an enrolment that was begun before is void. */
    output: z.object({ secret: z.string(), uri: z.string() }),
    status: 201,
    problems: [],
  }),
  confirmTotp: route({
    id: "confirmTotp",
    method: "POST",
    path: "/me/totp/confirmation",
    summary: { zh: "输入动态口令完成绑定", en: "Confirm the authenticator app with a code" },
    who: Role.options,
    body: z.object({
      code: z
        .string()
        .overwrite((text) => text.normalize("NFKC").replaceAll(/\s/g, ""))
        .pipe(z.string().regex(/^\d{6}$/)),
    }),
    output: z.object({ since: Instant }),
    problems: ["app-code-refused"],
  }),
  removeTotp: route({
    id: "removeTotp",
    method: "DELETE",
    path: "/me/totp",
    summary: { zh: "解除动态口令绑定", en: "Remove the authenticator app" },
    who: Role.options,
    output: z.object({ isRemoved: z.literal(true) }),
    problems: [],
  }),
  makeRecoveryCodes: route({
    id: "makeRecoveryCodes",
    method: "POST",
    path: "/me/recovery-codes",
    summary: { zh: "生成十个恢复码供打印", en: "Make ten recovery codes to print" },
    who: Role.options,
    /** Shown this once; those made before are void. */
    output: z.object({ codes: z.array(z.string()), since: Instant }),
    status: 201,
    problems: [],
  }),
};
