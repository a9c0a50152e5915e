import * as z from "zod";
import { PersonId, RegistrationId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Language, Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { Uscc } from "../kernel/uscc.ts";
import { Page, pageOf, route } from "./kit.ts";
import { Mail } from "./mail.ts";
import { Phone } from "./phone.ts";
import { RegisterContact } from "./register.ts";
import { ContactChange } from "./register-record.ts";
import { MalwareState } from "./upload-record.ts";

/** ASKED: the address is not proved, and no officer sees it. */
export const RegistrationState = z.enum(["ASKED", "OPEN", "APPROVED", "REFUSED"]);
export type RegistrationState = z.infer<typeof RegistrationState>;

/** One of the two people whom the authorisation letter names: nothing but how to reach them. */
const NamedPerson = z.strictObject({ name: z.string().trim().min(1).max(60), mail: Mail, phone: Phone });

/** The society by its code in the register or by its USCC (GB 32100-2015), as the letter has it. */
const StatedSociety = z.union([SocietyCode, Uscc]);

/** A sealed letter is a page or a few; scans of 20 MB are still sent by an office line in minutes. */
export const letterBytes = 20_000_000;

/** The sealed authorisation letter: declared, landed in quarantine, inspected, and kept when it was not refused. */
export const Letter = z.object({
  bytes: z.int().positive().max(letterBytes),
  sha256: Sha256,
  /** Null until inspection has spoken. */
  verdict: z.enum(["accepted", "flagged", "refused"]).nullable(),
  reasons: z.array(z.string()),
  /** Whether a scanner looked at it: shown, and never taken for clean. */
  malware: MalwareState,
  /** Of the original among the documents, and of its copy without scripts and attachments where one can be made. */
  versionId: z.string().nullable(),
  copyVersionId: z.string().nullable(),
});
export type Letter = z.infer<typeof Letter>;

/** A society of which the register names nobody asks for its two people to be taken over. */
export const Registration = z.object({
  id: RegistrationId,
  stated: StatedSociety,
  filler: RegisterContact,
  approver: RegisterContact,
  letter: Letter,
  state: RegistrationState,
  language: Language,
  askedAt: Instant,
  /** When the filler typed the code that was sent to their address. */
  provedAt: Instant.nullable(),
  decidedBy: PersonId.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  /** Of the register, when it was approved. */
  societyCode: SocietyCode.nullable(),
  /** Those who have been told what came of it, by mail address. */
  told: z.array(z.string()),
  /** When the table forgets a request that nobody proved. */
  expiresAtSeconds: z.int().optional(),
  version: z.int().positive(),
});
export type Registration = z.infer<typeof Registration>;

/** A request beside what the register says: null when it knows no such society. */
export const RegistrationBeside = Registration.omit({ told: true, expiresAtSeconds: true }).extend({
  register: z
    .object({
      code: SocietyCode,
      names: Words,
      uscc: Uscc,
      filler: RegisterContact.nullable(),
      approver: RegisterContact.nullable(),
      version: z.int().positive(),
    })
    .nullable(),
});

const DecidedRegistration = Registration.omit({ told: true, expiresAtSeconds: true });

const ofRegistration = z.object({ id: RegistrationId });

/** How a society of which the register names nobody gets in. */
export const registrations = {
  requestRegistration: route({
    id: "requestRegistration",
    method: "POST",
    path: "/registrations",
    summary: {
      zh: "名册中无联系人的学会申请登记填报人和审核人",
      en: "A society without a contact in the register asks for its two people to be registered",
    },
    who: "anyone",
    body: z.strictObject({
      society: StatedSociety,
      filler: NamedPerson,
      approver: NamedPerson,
      letter: Letter.pick({ bytes: true, sha256: true }),
    }),
    /** The same whether the register knows the society, names people of it, or not. */
    output: z.object({
      id: RegistrationId,
      post: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
      validSeconds: z.int(),
    }),
    status: 202,
    problems: ["identity-data-not-taken", "second-person-required"],
  }),
  proveRegistration: route({
    id: "proveRegistration",
    method: "POST",
    path: "/registrations/{id}/proof",
    summary: {
      zh: "输入邮件中的验证码，提交登记申请",
      en: "Type the mailed code; the request goes to an officer",
    },
    who: "anyone",
    params: ofRegistration,
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
    output: z.object({ isReceived: z.literal(true) }),
    problems: ["code-refused", "file-not-landed", "file-refused"],
  }),
  listRegistrations: route({
    id: "listRegistrations",
    method: "GET",
    path: "/registrations",
    summary: {
      zh: "列出待审核的登记申请及名册记录",
      en: "List open requests, each beside its entry in the register",
    },
    who: staff,
    query: Page,
    output: pageOf(RegistrationBeside),
    problems: [],
  }),
  readAuthorisation: route({
    id: "readAuthorisation",
    method: "GET",
    path: "/registrations/{id}/letter",
    summary: { zh: "下载盖章授权书", en: "Download the sealed authorisation letter" },
    who: staff,
    params: ofRegistration,
    output: z.object({ url: z.string(), expiresAt: Instant, sha256: Sha256 }),
    givesLink: true,
    problems: ["not-found", "file-not-landed"],
  }),
  decideRegistration: route({
    id: "decideRegistration",
    method: "POST",
    path: "/registrations/{id}/decision",
    summary: { zh: "批准或退回登记申请", en: "Approve or refuse a request" },
    who: ["officer"],
    params: ofRegistration,
    body: z.object({
      version: z.int().positive(),
      isApproved: z.boolean(),
      reason: z.string().trim().min(1).max(500),
    }),
    output: DecidedRegistration,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "society-unknown",
      "society-has-contacts",
      "already-exists",
      "identity-data-not-taken",
      "file-refused",
    ],
    isIdempotent: true,
  }),
  listContactChanges: route({
    id: "listContactChanges",
    method: "GET",
    path: "/register/societies/{code}/contacts",
    summary: { zh: "查看学会联系人的变更记录", en: "Who acted for a society, and every change of it" },
    who: [...staff, ...societyPeople],
    params: z.object({ code: SocietyCode }),
    /** Oldest first. */
    output: z.object({ items: z.array(ContactChange) }),
    problems: ["not-found"],
  }),
};
