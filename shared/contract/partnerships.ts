import * as z from "zod";
import { ApplicationId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Uscc } from "../kernel/uscc.ts";
import { route } from "./kit.ts";
import { Partnership, ShareFen } from "./partnership-record.ts";

const ofApplication = z.object({ id: ApplicationId });
const ofPartner = z.object({ id: ApplicationId, societyCode: SocietyCode });

/** What the lead reads of those whom it named. */
const Partners = z.object({
  /** Removed ones are left out. */
  items: z.array(Partnership),
  /** Stated by the lead of itself; null before it is, and where the programme states none. */
  leadShareFen: ShareFen.nullable(),
});

/** What the people of a partner read: what they are asked for, by when, and the receipt of what was submitted with them. */
const OwnPartnership = Partnership.omit({ askedBy: true, declined: true }).extend({
  closesAt: Instant,
  receipt: z.object({ number: z.string(), arrivedAt: Instant, sha256: Sha256 }).nullable(),
});
export type OwnPartnership = z.infer<typeof OwnPartnership>;

const problems = [
  "not-found",
  "joint-application-not-taken",
  "wrong-state",
  "deadline-passed",
  "version-conflict",
  "not-listed",
] as const;

export const partnerships = {
  namePartner: route({
    id: "namePartner",
    method: "POST",
    path: "/applications/{id}/partners",
    summary: {
      zh: "提出联合申报单位，或更改其任务和份额",
      en: "Name a partner, or change what it is asked for",
    },
    who: ["filler"],
    params: ofApplication,
    body: z.object({
      /** As the register has it; never by name. */
      partner: z.union([SocietyCode, Uscc]),
      role: z.string().trim().min(1).max(2000),
      /** Where the programme states shares. */
      shareFen: ShareFen.nullable().default(null),
      /** Of the partnership that was read; 0 when there was none. */
      version: z.int().nonnegative(),
    }),
    output: Partnership,
    problems: [
      ...problems,
      "partner-unknown",
      "partner-is-lead",
      "partner-bound",
      "too-many-partners",
      "branch-not-applicant",
      "identity-data-not-taken",
      "invalid-request",
    ],
    isIdempotent: true,
  }),
  removePartner: route({
    id: "removePartner",
    method: "POST",
    path: "/applications/{id}/partners/{societyCode}/removal",
    summary: { zh: "移除联合申报单位", en: "Remove a partner" },
    who: ["filler"],
    params: ofPartner,
    body: z.object({ version: z.int().positive() }),
    output: Partnership,
    problems,
    isIdempotent: true,
  }),
  stateLeadShare: route({
    id: "stateLeadShare",
    method: "PUT",
    path: "/applications/{id}/lead-share",
    summary: { zh: "填写牵头单位的经费份额", en: "State the lead's own share of the budget" },
    who: ["filler"],
    params: ofApplication,
    body: z.object({ shareFen: ShareFen }),
    output: Partners,
    problems: [...problems, "not-offered"],
  }),
  listPartners: route({
    id: "listPartners",
    method: "GET",
    path: "/applications/{id}/partners",
    summary: { zh: "查看联合申报单位及其答复", en: "Read the partners and what they have answered" },
    who: [...staff, ...societyPeople],
    params: ofApplication,
    output: Partners,
    problems: ["not-found", "joint-application-not-taken"],
  }),
  listOwnPartnerships: route({
    id: "listOwnPartnerships",
    method: "GET",
    path: "/partnerships",
    summary: {
      zh: "列出本单位参加的联合申报",
      en: "List the applications that one's society is a partner of",
    },
    who: societyPeople,
    output: z.object({ items: z.array(OwnPartnership) }),
    problems: [],
  }),
  agreePartnership: route({
    id: "agreePartnership",
    method: "POST",
    path: "/applications/{id}/partnership/agreement",
    summary: {
      zh: "同意参加联合申报（由审核人办理）",
      en: "Agree to be a partner; the second person of the society does it",
    },
    who: ["approver"],
    params: ofApplication,
    body: z.object({
      version: z.int().positive(),
      /** Of the terms that were read. */
      termsHash: Sha256,
      undertakingVersion: z.int().positive(),
    }),
    output: OwnPartnership,
    problems: [
      ...problems,
      "partners-changed",
      "partner-bound",
      "undertaking-required",
      "second-person-required",
    ],
    isIdempotent: true,
  }),
  declinePartnership: route({
    id: "declinePartnership",
    method: "POST",
    path: "/applications/{id}/partnership/refusal",
    summary: { zh: "谢绝或退出联合申报", en: "Decline to be a partner, or take an agreement back" },
    who: ["approver"],
    params: ofApplication,
    body: z.object({ version: z.int().positive(), reason: z.string().min(1).max(2000) }),
    /** Who declined reads nothing of it any more. */
    output: Partnership.pick({ applicationId: true, state: true }),
    problems: [...problems, "identity-data-not-taken"],
    isIdempotent: true,
  }),
};
