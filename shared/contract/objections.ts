import * as z from "zod";
import { LeadId, NoticeId, ObjectionDocumentId, ObjectionId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Page, pageOf, route } from "./kit.ts";
import { leadRoutes } from "./leads.ts";
import { Mail } from "./mail.ts";
import { DocumentSecret } from "./objection-document-record.ts";
import { objectionDocumentRoutes } from "./objection-documents.ts";
import {
  DeclaredDocument,
  Grounds,
  LeadBecause,
  NotAcceptedBecause,
  Objection,
  Objector,
  Outcome,
  said,
} from "./objection-record.ts";
import { Phone } from "./phone.ts";
import { revocationRoutes } from "./revocations.ts";

export { Docket, Lead, Objection, Objector, Revocation } from "./objection-record.ts";

const version = z.int().positive();
const documentIds = z.array(ObjectionDocumentId).max(10).default([]);
const ofObjection = z.object({ id: ObjectionId });

/** Files that were sent in for it, and the secret under which they were; who keeps it may name more until the period ends. */
const filesNamed = {
  secret: DocumentSecret.nullable().default(null),
  documentIds,
};

const about = {
  societyCode: SocietyCode,
  /** The last is refused, with the words why. */
  grounds: z.enum([...Grounds.options, "academic-judgement"]),
  content: said,
  documents: z.array(DeclaredDocument).max(10).default([]),
  ...filesNamed,
};

/** Whoever leaves something out, or comes late, opens no objection. */
const Lodged = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("objection"), id: ObjectionId, receivedAt: Instant }),
  z.object({
    kind: z.literal("lead"),
    id: LeadId,
    receivedAt: Instant,
    because: z.array(LeadBecause),
  }),
]);

/** What every officer sees: nothing of the objector, and not their words. */
const ListedObjection = Objection.omit({
  content: true,
  evidence: true,
  documents: true,
  statement: true,
  stamps: true,
}).extend({
  /** Its time for the conclusion has passed, and nobody has decided it. */
  isOverdue: z.boolean(),
});

/** What the target sees of an objection to its place: the handler's question, its own statement, and what came of it. */
const OwnObjection = Objection.pick({
  id: true,
  applicationId: true,
  grounds: true,
  state: true,
  question: true,
  statementBy: true,
  statement: true,
  outcome: true,
  effect: true,
  reason: true,
  version: true,
});

/** Objections to a shown list, leads, and revocation for falsity. */
export const objections = {
  lodgeObjection: route({
    id: "lodgeObjection",
    method: "POST",
    path: "/notices/{id}/objections",
    summary: { zh: "公众对公示名单提出异议", en: "Object to a shown list, as a member of the public" },
    who: "anyone",
    params: z.object({ id: NoticeId }),
    body: z.object({
      ...about,
      evidence: said.nullable().default(null),
      name: z.string().trim().min(1).max(60).nullable().default(null),
      organisation: z.string().trim().min(1).max(200).nullable().default(null),
      mail: Mail.nullable().default(null),
      phone: Phone.nullable().default(null),
      /** A private person signs what they send, a body seals it; who declares neither has not signed. */
      seal: z.enum(["signed", "sealed"]).nullable().default(null),
    }),
    output: Lodged,
    status: 201,
    problems: [
      "not-found",
      "wrong-state",
      "academic-judgement",
      "deadline-passed",
      "identity-data-not-taken",
      "version-conflict",
      "file-refused",
      "file-not-landed",
    ],
    isIdempotent: true,
  }),
  lodgeOwnObjection: route({
    id: "lodgeOwnObjection",
    method: "POST",
    path: "/notices/{id}/own-objections",
    summary: { zh: "学会对公示名单提出异议", en: "Object to a shown list, as a society" },
    who: ["approver"],
    params: z.object({ id: NoticeId }),
    body: z.object({
      ...about,
      evidence: said,
      name: z.string().trim().min(1).max(60),
      mail: Mail,
      phone: Phone,
    }),
    output: Lodged,
    status: 201,
    problems: [
      "not-found",
      "wrong-state",
      "academic-judgement",
      "deadline-passed",
      "identity-data-not-taken",
      "version-conflict",
      "file-refused",
      "file-not-landed",
    ],
    isIdempotent: true,
  }),
  listObjections: route({
    id: "listObjections",
    method: "GET",
    path: "/rounds/{id}/objections",
    summary: { zh: "列出本轮异议（不含异议人）", en: "List the objections of a round, without who objects" },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page.extend({ overdue: z.literal("true").optional() }),
    /** A page of those that are overdue may hold fewer than its limit. */
    output: pageOf(ListedObjection),
    problems: [],
  }),
  getObjection: route({
    id: "getObjection",
    method: "GET",
    path: "/objections/{id}",
    summary: {
      zh: "查看异议；异议人仅办理人和监督人员可见",
      en: "Read an objection; who objects is shown to its handler and to supervisors",
    },
    who: staff,
    params: ofObjection,
    output: z.object({
      objection: Objection,
      isOverdue: z.boolean(),
      objector: Objector.omit({ personId: true, told: true, version: true }).nullable(),
    }),
    problems: ["not-found"],
  }),
  getEvidencePack: route({
    id: "getEvidencePack",
    method: "GET",
    path: "/objections/{id}/evidence-pack",
    summary: {
      zh: "下载证据包（JSON，仅办理人和监督人员）",
      en: "The evidence pack, for handler and supervisors",
    },
    who: staff,
    params: ofObjection,
    output: z.string(),
    media: "application/json; charset=utf-8",
    isExport: true,
    problems: ["not-found"],
  }),
  acceptObjection: route({
    id: "acceptObjection",
    method: "POST",
    path: "/objections/{id}/acceptance",
    summary: {
      zh: "受理异议并要求被异议单位陈述（由未参与的人办理）",
      en: "Accept an objection and ask the target for its statement; a person not involved does it",
    },
    who: ["officer"],
    params: ofObjection,
    body: z.object({ version, question: said }),
    output: Objection,
    problems: ["not-found", "version-conflict", "wrong-state", "was-involved", "calendar-unloaded"],
    isIdempotent: true,
  }),
  refuseObjection: route({
    id: "refuseObjection",
    method: "POST",
    path: "/objections/{id}/refusal",
    summary: {
      zh: "不予受理并说明理由（由未参与的人办理）",
      en: "Do not accept an objection, and say why; a person not involved does it",
    },
    who: ["officer"],
    params: ofObjection,
    body: z.object({ version, because: NotAcceptedBecause, reason: said }),
    output: Objection,
    problems: ["not-found", "version-conflict", "wrong-state", "was-involved"],
    isIdempotent: true,
  }),
  listOwnObjections: route({
    id: "listOwnObjections",
    method: "GET",
    path: "/rounds/{id}/own-objections",
    summary: {
      zh: "查看对本单位的异议中须陈述的问题和结论",
      en: "What one's society is asked about objections to its place, and what came of them",
    },
    who: societyPeople,
    params: z.object({ id: RoundId }),
    output: z.object({ items: z.array(OwnObjection) }),
    problems: [],
  }),
  stateCase: route({
    id: "stateCase",
    method: "POST",
    path: "/objections/{id}/statement",
    summary: { zh: "被异议单位陈述", en: "The target states its case" },
    who: ["approver"],
    params: ofObjection,
    body: z.object({ version, text: said, documentIds }),
    output: OwnObjection,
    problems: [
      "not-found",
      "version-conflict",
      "wrong-state",
      "deadline-passed",
      "file-refused",
      "file-not-landed",
    ],
    isIdempotent: true,
  }),
  verifyObjection: route({
    id: "verifyObjection",
    method: "POST",
    path: "/objections/{id}/verification",
    summary: { zh: "记录核查情况", en: "Record what the verification found" },
    who: ["officer"],
    params: ofObjection,
    body: z.object({ version, finding: said }),
    output: Objection,
    problems: ["not-found", "version-conflict", "wrong-state", "was-involved", "statement-open"],
    isIdempotent: true,
  }),
  concludeObjection: route({
    id: "concludeObjection",
    method: "POST",
    path: "/objections/{id}/conclusion",
    summary: { zh: "作出异议处理结论", en: "Conclude on an objection" },
    who: ["officer"],
    params: ofObjection,
    body: z
      .object({ version, outcome: Outcome, effect: z.enum(["removed", "stands"]), reason: said })
      .refine(({ outcome, effect }) => outcome !== "dismissed" || effect === "stands", { path: ["effect"] }),
    output: Objection,
    problems: ["not-found", "version-conflict", "wrong-state", "was-involved"],
    isIdempotent: true,
  }),
  decideObjection: route({
    id: "decideObjection",
    method: "POST",
    path: "/objections/{id}/decision",
    summary: {
      zh: "审定或退回结论（由另一名未参与的人办理）",
      en: "Approve the conclusion or send it back; a second person not involved does it",
    },
    who: ["officer"],
    params: ofObjection,
    body: z.object({ version, decision: z.enum(["approved", "sent-back"]), reason: said }),
    output: Objection,
    problems: ["not-found", "version-conflict", "wrong-state", "was-involved", "second-person-required"],
    isIdempotent: true,
  }),
  ...leadRoutes,
  ...objectionDocumentRoutes,
  ...revocationRoutes,
};
