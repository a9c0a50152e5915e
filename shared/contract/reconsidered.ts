import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode, UploadId } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { Key } from "../programme/basis.ts";
import { Channel } from "./channel.ts";
import { Finding, Proposal } from "./findings.ts";
import { Page, pageOf, route } from "./kit.ts";
import { NamedPartners } from "./partnership-record.ts";

const subject = { applicationId: ApplicationId, roundId: RoundId, societyCode: SocietyCode };
const reason = z.string().min(1).max(4000);

/** Who did what, and why: nothing of what was said before is lost. */
const Stamp = z.object({ act: z.string(), who: z.string(), when: Instant, reason: z.string().nullable() });

/** OPEN: an officer must look. A determination is never undone by a fact alone. */
export const SecondLookState = z.enum(["OPEN", "STANDS", "REOPENED", "LAPSED"]);
export type SecondLookState = z.infer<typeof SecondLookState>;

/** A determined application of which the rules now say something else, or an appeal of which was upheld. */
export const SecondLook = z.object({
  ...subject,
  state: SecondLookState,
  because: z.enum(["facts-changed", "appeal-upheld"]),
  /** What the rules say now, and the disqualifiers of which they said something else when it was determined. */
  findings: z.array(Finding),
  proposal: Proposal,
  changed: z.array(z.string()),
  /** Of the determination that is to be looked at again. */
  determinationVersion: z.int().positive(),
  since: Instant,
  stamps: z.array(Stamp),
  version: z.int().positive(),
});
export type SecondLook = z.infer<typeof SecondLook>;

export const AppealState = z.enum(["LODGED", "UPHELD", "DISMISSED"]);
export type AppealState = z.infer<typeof AppealState>;

/** A society says that a fact on which it was rejected is wrong. */
export const Appeal = z.object({
  ...subject,
  disqualifier: Key,
  determinationVersion: z.int().positive(),
  state: AppealState,
  /** The fact as it was found, and why the society says that it is wrong. */
  fact: Words,
  grounds: reason,
  /** One of the application's files, or of those sent in for this appeal (kind `appeal:` with the disqualifier), where more may lie. */
  evidenceUploadId: UploadId.nullable(),
  lodgedAt: Instant,
  answerBy: Instant,
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
  /** Who recorded the fact, or proposed or confirmed the rejection: none of them answers. */
  involved: z.array(z.string()),
  stamps: z.array(Stamp),
  version: z.int().positive(),
});
export type Appeal = z.infer<typeof Appeal>;

export const ReinstatementState = z.enum(["PROPOSED", "CONFIRMED", "DECLINED"]);
export type ReinstatementState = z.infer<typeof ReinstatementState>;

/** A rejected application is to be examined again: proposed by one officer, decided by another. */
export const Reinstatement = z.object({
  ...subject,
  state: ReinstatementState,
  determinationVersion: z.int().positive(),
  reason,
  proposedBy: z.string(),
  decidedBy: z.string().nullable(),
  stamps: z.array(Stamp),
  version: z.int().positive(),
});
export type Reinstatement = z.infer<typeof Reinstatement>;

const ofApplication = z.object({ id: ApplicationId });
const ofRound = z.object({ roundId: RoundId });

/** What may follow on a determination: routes of eligibility. */
export const reconsidered = {
  listSecondLooks: route({
    id: "listSecondLooks",
    method: "GET",
    path: "/rounds/{roundId}/second-looks",
    summary: { zh: "列出须复核的资格审查", en: "List the determinations that are to be looked at again" },
    who: staff,
    params: ofRound,
    query: Page,
    output: pageOf(SecondLook.extend({ channel: Channel, partners: NamedPartners })),
    problems: [],
  }),
  settleSecondLook: route({
    id: "settleSecondLook",
    method: "POST",
    path: "/applications/{id}/second-look",
    summary: {
      zh: "复核：结论维持，或将“通过”退回待审查",
      en: "Look again: the determination stands, or a clearance is reopened",
    },
    who: ["officer"],
    params: ofApplication,
    body: z.object({ version: z.int().positive(), decision: z.enum(["stands", "reopen"]), reason }),
    output: SecondLook,
    problems: ["not-found", "version-conflict", "wrong-state"],
    isIdempotent: true,
  }),
  lodgeAppeal: route({
    id: "lodgeAppeal",
    method: "POST",
    path: "/applications/{id}/appeals",
    summary: { zh: "对不通过所依据的事实提出申诉", en: "Appeal against a fact of the rejection" },
    who: ["approver"],
    params: ofApplication,
    body: z.object({
      disqualifier: Key,
      grounds: reason,
      evidenceUploadId: UploadId.nullable().default(null),
    }),
    output: Appeal.omit({ involved: true, stamps: true }),
    status: 201,
    problems: [
      "not-found",
      "version-conflict",
      "wrong-state",
      "already-exists",
      "deadline-passed",
      "calendar-unloaded",
      "file-refused",
    ],
    isIdempotent: true,
  }),
  listOwnAppeals: route({
    id: "listOwnAppeals",
    method: "GET",
    path: "/applications/{id}/appeals",
    summary: { zh: "查看本单位的申诉及答复", en: "List the appeals of one's own application" },
    who: societyPeople,
    params: ofApplication,
    output: z.object({ items: z.array(Appeal.omit({ involved: true, stamps: true })) }),
    problems: ["not-found"],
  }),
  listAppeals: route({
    id: "listAppeals",
    method: "GET",
    path: "/rounds/{roundId}/appeals",
    summary: { zh: "列出本轮申诉，先到期的在前", en: "List the appeals of a round, the first due first" },
    who: staff,
    params: ofRound,
    query: Page,
    output: pageOf(Appeal.extend({ channel: Channel, partners: NamedPartners })),
    problems: [],
  }),
  answerAppeal: route({
    id: "answerAppeal",
    method: "POST",
    path: "/applications/{id}/appeals/answer",
    summary: { zh: "答复申诉（由未参与的人办理）", en: "Answer an appeal; a person not involved does it" },
    who: ["officer"],
    params: ofApplication,
    body: z.object({
      disqualifier: Key,
      version: z.int().positive(),
      decision: z.enum(["upheld", "dismissed"]),
      reason,
    }),
    output: Appeal,
    problems: ["not-found", "version-conflict", "wrong-state", "second-person-required"],
    isIdempotent: true,
  }),
  getReinstatement: route({
    id: "getReinstatement",
    method: "GET",
    path: "/applications/{id}/reinstatement",
    summary: { zh: "查看恢复审查的提议", en: "Read the proposal to reinstate" },
    who: staff,
    params: ofApplication,
    output: Reinstatement,
    problems: ["not-found"],
  }),
  proposeReinstatement: route({
    id: "proposeReinstatement",
    method: "POST",
    path: "/applications/{id}/reinstatement",
    summary: { zh: "提议恢复审查未通过的申报", en: "Propose to reinstate a rejected application" },
    who: ["officer"],
    params: ofApplication,
    body: z.object({ determinationVersion: z.int().positive(), reason }),
    output: Reinstatement,
    status: 201,
    problems: ["not-found", "version-conflict", "wrong-state"],
    isIdempotent: true,
  }),
  decideReinstatement: route({
    id: "decideReinstatement",
    method: "POST",
    path: "/applications/{id}/reinstatement/decision",
    summary: {
      zh: "决定是否恢复审查（须由另一人办理）",
      en: "Confirm or decline a reinstatement; a second officer does it",
    },
    who: ["officer"],
    params: ofApplication,
    body: z.object({ version: z.int().positive(), decision: z.enum(["confirmed", "declined"]), reason }),
    output: Reinstatement,
    problems: ["not-found", "version-conflict", "wrong-state", "second-person-required"],
    isIdempotent: true,
  }),
};
