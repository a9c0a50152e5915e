import * as z from "zod";
import { DelegationId, ExpertId, PersonId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { Role } from "../kernel/roles.ts";
import { Language } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { Stamp } from "./applications.ts";
import { consents } from "./consents.ts";
import { delegations } from "./delegations.ts";
import { Page, pageOf, route } from "./kit.ts";
import { halfWidth, Mail } from "./mail.ts";
import { replacements } from "./replacements.ts";
import { secondWays } from "./second-ways.ts";

export { Mail } from "./mail.ts";

/** A code as people copy it: with spaces or hyphens in it, or in full width; a recovery code has letters too. */
const TypedCode = z
  .string()
  .overwrite((text) =>
    halfWidth(text)
      .replaceAll(/[\s\p{Pd}]/gu, "")
      .toUpperCase(),
  )
  .pipe(z.string().regex(/^(\d{6,8}|[0-9A-Z]{12})$/));

/** A person with an account; the stamps say who gave and who took the roles, when and why. */
export const Person = z.object({
  id: PersonId,
  name: z.string(),
  mail: Mail,
  roles: z.array(Role),
  societyCode: SocietyCode.nullable(),
  expertId: ExpertId.nullable(),
  language: Language,
  /** A bounce or a complaint; such an address needs a call. */
  mailTrouble: z.enum(["bounced", "complained"]).nullable(),
  /** The role is lent, from an instant until another; null or absent: it is their own. */
  delegated: z.object({ delegationId: DelegationId, from: Instant, until: Instant }).nullable().optional(),
  createdAt: Instant,
  stamps: z.array(Stamp),
  version: z.int().positive(),
});
export type Person = z.infer<typeof Person>;

/** Who one is, for the portal. */
export const Me = Person.pick({
  id: true,
  name: true,
  roles: true,
  societyCode: true,
  expertId: true,
  language: true,
}).extend({
  expiresAt: Instant,
  /** Whether the consent text in force was accepted: until then nothing else is served. */
  hasConsented: z.boolean(),
});

const everyone = Role.options;

export const identity = {
  requestCode: route({
    id: "requestCode",
    method: "POST",
    path: "/sign-in/codes",
    summary: { zh: "获取登录验证码", en: "Ask for a sign-in code by mail" },
    who: "anyone",
    body: z.object({ mail: Mail }),
    /** The same for every address, known or not. */
    output: z.object({ isAsked: z.literal(true), validSeconds: z.int() }),
    status: 202,
    problems: [],
  }),
  signIn: route({
    id: "signIn",
    method: "POST",
    path: "/sessions",
    summary: { zh: "用验证码登录", en: "Sign in with a code" },
    who: "anyone",
    body: z.object({
      mail: Mail,
      /** Of the newest mail, of the authenticator app, a printed recovery code, or one that an officer reads out. */
      code: TypedCode,
      /** Stay signed in on this device until this round's deadline; for people of a society. */
      untilClosesOf: RoundId.optional(),
    }),
    output: Me,
    status: 201,
    problems: ["code-refused", "delegation-not-in-force", "not-found", "deadline-passed"],
  }),
  getMe: route({
    id: "getMe",
    method: "GET",
    path: "/me",
    summary: { zh: "查看当前登录人", en: "Who is signed in" },
    who: everyone,
    beforeConsent: true,
    output: Me,
    problems: [],
  }),
  setLanguage: route({
    id: "setLanguage",
    method: "PUT",
    path: "/me/language",
    summary: { zh: "选择邮件和页面语言", en: "Choose the language of one's letters and pages" },
    who: everyone,
    body: z.object({ language: Language }),
    output: Me,
    problems: ["version-conflict"],
  }),
  rotateSession: route({
    id: "rotateSession",
    method: "POST",
    path: "/sessions/rotation",
    summary: { zh: "续期登录", en: "Rotate the session" },
    who: everyone,
    output: Me,
    problems: [],
  }),
  signOut: route({
    id: "signOut",
    method: "DELETE",
    path: "/sessions",
    summary: { zh: "退出登录", en: "Sign out" },
    who: everyone,
    beforeConsent: true,
    output: z.object({ isSignedOut: z.literal(true) }),
    problems: [],
  }),
  grantRole: route({
    id: "grantRole",
    method: "POST",
    path: "/people",
    summary: { zh: "为工作人员开通账号", en: "Give a member of staff an account" },
    who: ["administrator"],
    body: z.object({
      name: z.string().trim().min(1).max(100),
      mail: Mail,
      roles: z.array(Role.extract(["officer", "supervisor", "administrator"])).min(1),
      language: Language.default("zh-CN"),
    }),
    output: Person,
    status: 201,
    problems: ["already-exists", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  revokeRoles: route({
    id: "revokeRoles",
    method: "POST",
    path: "/people/{id}/revocation",
    summary: { zh: "停用账号", en: "Take all roles from a person and end the sessions" },
    who: ["administrator"],
    params: z.object({ id: PersonId }),
    body: z.object({ version: z.int().positive(), reason: z.string().min(1).max(500) }),
    output: Person,
    problems: ["not-found", "version-conflict", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  listPeople: route({
    id: "listPeople",
    method: "GET",
    path: "/people",
    summary: { zh: "列出账号", en: "List the people with accounts" },
    who: ["administrator", "officer"],
    query: Page,
    output: pageOf(Person),
    problems: [],
  }),
  ...secondWays,
  ...replacements,
  ...delegations,
  ...consents,
};
