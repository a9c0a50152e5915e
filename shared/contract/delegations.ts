import * as z from "zod";
import { DelegationId, PersonId, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";
import { Mail } from "./mail.ts";
import { ContactRole } from "./replacements.ts";

/** For a time another person acts in the place of a society's filler or approver: who lets whom, from when until when, and why. */
export const Delegation = z.object({
  id: DelegationId,
  societyCode: SocietyCode,
  role: ContactRole,
  grantedBy: PersonId,
  grantedAt: Instant,
  delegate: z.object({ personId: PersonId, name: z.string(), mail: Mail }),
  /** It is in force from this instant, and no longer at the other. */
  from: Instant,
  until: Instant,
  reason: z.string(),
  /** When it was taken back before its end, by whom and why; null while it was not. */
  ended: z.object({ who: z.string(), when: Instant, reason: z.string().nullable() }).nullable(),
  version: z.int().positive(),
});
export type Delegation = z.infer<typeof Delegation>;

const ofSociety = z.object({ code: SocietyCode });

export const delegations = {
  grantDelegation: route({
    id: "grantDelegation",
    method: "POST",
    path: "/societies/{code}/delegations",
    summary: {
      zh: "限时委托他人代行本人的填报或审核职责（最长三十天）",
      en: "Let another person act in one's own role for a time, thirty days at most",
    },
    who: societyPeople,
    params: ofSociety,
    body: z.strictObject({
      name: z.string().trim().min(1).max(60),
      mail: Mail,
      from: Instant,
      until: Instant,
      reason: z.string().trim().min(1).max(500),
    }),
    output: Delegation,
    status: 201,
    problems: [
      "not-found",
      "already-exists",
      "second-person-required",
      "identity-data-not-taken",
      "delegation-too-long",
    ],
    isIdempotent: true,
  }),
  endDelegation: route({
    id: "endDelegation",
    method: "POST",
    path: "/societies/{code}/delegations/{id}/end",
    summary: { zh: "提前收回委托", en: "Take a delegation back at once" },
    who: ["officer", ...societyPeople],
    params: z.object({ code: SocietyCode, id: DelegationId }),
    body: z.object({ version: z.int().positive(), reason: z.string().trim().min(1).max(500) }),
    output: Delegation,
    problems: ["not-found", "wrong-state", "version-conflict", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  listDelegations: route({
    id: "listDelegations",
    method: "GET",
    path: "/societies/{code}/delegations",
    summary: { zh: "查看学会的委托记录", en: "Every delegation of a society" },
    who: [...staff, ...societyPeople],
    params: ofSociety,
    /** Oldest first. */
    output: z.object({ items: z.array(Delegation) }),
    problems: ["not-found"],
  }),
};
