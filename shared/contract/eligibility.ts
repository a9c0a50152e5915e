import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Channel } from "./channel.ts";
import { DryRun, Finding, Proposal } from "./findings.ts";
import { Page, pageOf, route } from "./kit.ts";
import { NamedPartners } from "./partnership-record.ts";
import { reconsidered } from "./reconsidered.ts";

export type { Finding } from "./findings.ts";

/** FOUND: the rules spoke, no person yet. A rejection needs a second officer. */
export const DeterminationState = z.enum(["FOUND", "CLEARED", "REJECTION_PROPOSED", "REJECTED"]);
export type DeterminationState = z.infer<typeof DeterminationState>;

export const Determination = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  /** Of the submission that was examined. */
  applicationVersion: z.int().positive(),
  findings: z.array(Finding),
  /** The worst of the findings: what the rules propose. */
  proposal: Proposal,
  state: DeterminationState,
  reason: z.string().nullable(),
  firstOfficer: z.string().nullable(),
  secondOfficer: z.string().nullable(),
  foundAt: Instant,
  determinedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type Determination = z.infer<typeof Determination>;

const ofApplication = z.object({ id: ApplicationId });

export const eligibility = {
  dryRunEligibility: route({
    id: "dryRunEligibility",
    method: "GET",
    path: "/rounds/{roundId}/eligibility/dry-run",
    summary: {
      zh: "试审：按名册现有事实逐个学会审查，不保存",
      en: "Dry run: what the rules say of each society of the register; nothing is stored",
    },
    who: staff,
    params: z.object({ roundId: RoundId }),
    query: Page,
    output: pageOf(DryRun),
    problems: ["not-found"],
  }),
  getDetermination: route({
    id: "getDetermination",
    method: "GET",
    path: "/applications/{id}/eligibility",
    summary: { zh: "查看资格审查", en: "Read the findings and the determination" },
    who: staff,
    params: ofApplication,
    output: Determination,
    problems: ["not-found"],
  }),
  listDeterminations: route({
    id: "listDeterminations",
    method: "GET",
    path: "/rounds/{roundId}/eligibility",
    summary: { zh: "列出本轮资格审查", en: "List the determinations of a round" },
    who: staff,
    params: z.object({ roundId: RoundId }),
    query: Page,
    output: pageOf(Determination.extend({ channel: Channel, partners: NamedPartners })),
    problems: ["not-found"],
  }),
  determineEligibility: route({
    id: "determineEligibility",
    method: "POST",
    path: "/applications/{id}/eligibility",
    summary: {
      zh: "作出资格审查结论（不通过须第二人确认）",
      en: "Determine eligibility; a rejection needs a second officer",
    },
    who: ["officer"],
    params: ofApplication,
    body: z.object({
      version: z.int().positive(),
      decision: z.enum(["cleared", "rejected"]),
      reason: z.string().min(1).max(4000),
    }),
    output: Determination,
    problems: ["not-found", "version-conflict", "wrong-state", "second-person-required", "evidence-required"],
    isIdempotent: true,
  }),
  getOwnDetermination: route({
    id: "getOwnDetermination",
    method: "GET",
    path: "/applications/{id}/eligibility/own",
    summary: { zh: "查看本单位的资格审查结论", en: "Read the determination of one's own application" },
    who: societyPeople,
    params: ofApplication,
    output: Determination.pick({
      applicationId: true,
      state: true,
      reason: true,
      determinedAt: true,
      findings: true,
    }),
    problems: ["not-found"],
  }),
  ...reconsidered,
};
