import * as z from "zod";
import { ConsentId, PersonId, Sha256 } from "../kernel/ids.ts";
import { Role, staff } from "../kernel/roles.ts";
import { Language, Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { Page, pageOf, route } from "./kit.ts";

/** The consent text as it is read in one language, and the hash of its bytes. */
const Shown = z.object({ language: Language, text: z.string(), sha256: Sha256 });

/** That somebody accepted a version of the consent text, or withdrew: who, which words in which language, and when. Never changed. */
export const Consent = z.object({
  id: ConsentId,
  personId: PersonId,
  act: z.enum(["accepted", "withdrawn"]),
  textVersion: z.int(),
  /** What was read; null on a withdrawal. */
  read: z.object({ language: Language, sha256: Sha256 }).nullable(),
  at: Instant,
  /** Of the request. */
  correlationId: z.string(),
  version: z.literal(1),
});
export type Consent = z.infer<typeof Consent>;

/** Personal Information Protection Law, art. 14 to 17: told, accepted by each person, asked anew on a change, withdrawn at any time. */
export const consents = {
  getConsentText: route({
    id: "getConsentText",
    method: "GET",
    path: "/consent-text",
    summary: { zh: "查看现行个人信息告知与同意书", en: "Read the consent text in force" },
    who: "anyone",
    output: z.object({ textVersion: z.int().positive(), texts: z.array(Shown) }),
    problems: [],
  }),
  acceptConsent: route({
    id: "acceptConsent",
    method: "POST",
    path: "/me/consent",
    summary: { zh: "本人同意现行告知与同意书", en: "Accept the consent text in force, for oneself" },
    who: Role.options,
    beforeConsent: true,
    /** What was read: the text of this version in this language has this hash. */
    body: z.strictObject({ textVersion: z.int().positive(), language: Language, sha256: Sha256 }),
    output: Consent,
    status: 201,
    problems: ["consent-text-changed", "version-conflict"],
    isIdempotent: true,
  }),
  withdrawConsent: route({
    id: "withdrawConsent",
    method: "POST",
    path: "/me/consent/withdrawal",
    summary: {
      zh: "本人撤回同意；已提交的内容不受影响",
      en: "Withdraw one's consent; what was submitted stays",
    },
    who: Role.options,
    // Also of who has not accepted the newest text: an earlier acceptance can be withdrawn.
    beforeConsent: true,
    /** `afterwards`: what that means, in the words of the text. */
    output: Consent.extend({ afterwards: z.array(Words) }),
    status: 201,
    problems: ["wrong-state", "version-conflict"],
    isIdempotent: true,
  }),
  listConsents: route({
    id: "listConsents",
    method: "GET",
    path: "/consents",
    summary: { zh: "查看同意与撤回的记录", en: "List who accepted the consent text or withdrew, and when" },
    who: staff,
    query: Page,
    /** Newest first. */
    output: pageOf(Consent),
    problems: [],
  }),
};
