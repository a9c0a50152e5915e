import * as z from "zod";
import { LeadId, ObjectionDocumentId, ObjectionId, PersonId, Sha256 } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";
import { DocumentSecret, ObjectionDocument } from "./objection-document-record.ts";
import { said } from "./objection-record.ts";

/** An objection, or a lead: what came without a name or too late may have files, too. */
const ofMatter = z.object({ id: z.union([ObjectionId, LeadId]) });

/** A paper of who objects is the target's to see when the handler says so, and why. */
export const Release = z.object({
  reason: said,
  releasedBy: PersonId,
  releasedAt: Instant,
  /** The redacted version that the target sees in place of the paper, and its hash; null: the paper's own copy. */
  redaction: z.object({ id: ObjectionDocumentId, sha256: Sha256 }).nullable().default(null),
});

const NamedDocument = ObjectionDocument.pick({
  id: true,
  side: true,
  name: true,
  format: true,
  bytes: true,
  sha256: true,
  state: true,
  reasons: true,
  malware: true,
}).extend({ namedAt: Instant, release: Release.nullable() });

/** What the target sees of a paper that was released to it: the copy, of its redacted version where there is one, and never the name that its sender gave it. */
const ReleasedDocument = z.object({
  id: ObjectionDocumentId,
  format: ObjectionDocument.shape.format,
  bytes: z.int().positive(),
  sha256: Sha256,
  releasedAt: Instant,
});

const ofDocument = z.object({ id: ObjectionId, documentId: ObjectionDocumentId });

/** The files of an objection, for the handler, for who approves the conclusion, and for supervisors. */
export const objectionDocumentRoutes = {
  addObjectionDocuments: route({
    id: "addObjectionDocuments",
    method: "POST",
    path: "/objections/{id}/documents",
    summary: {
      zh: "异议人凭密钥补充异议材料（公示期满前）",
      en: "Add files to one's own objection by its secret, until the notice period ends",
    },
    who: "anyone",
    params: z.object({ id: ObjectionId }),
    body: z.object({ secret: DocumentSecret, documentIds: z.array(ObjectionDocumentId).min(1).max(10) }),
    output: z.object({ documentIds: z.array(ObjectionDocumentId) }),
    problems: [
      "not-found",
      "wrong-state",
      "deadline-passed",
      "version-conflict",
      "file-refused",
      "file-not-landed",
    ],
    isIdempotent: true,
  }),
  listObjectionDocuments: route({
    id: "listObjectionDocuments",
    method: "GET",
    path: "/objections/{id}/documents",
    summary: {
      zh: "查看异议或线索的材料（仅办理人、审定人和监督人员；线索仅监督人员）",
      en: "The files of an objection, for handler, approver and supervisors; of a lead, for supervisors",
    },
    who: staff,
    params: ofMatter,
    output: z.object({ items: z.array(NamedDocument) }),
    problems: ["not-found"],
  }),
  signObjectionDocument: route({
    id: "signObjectionDocument",
    method: "POST",
    path: "/objections/{id}/documents/{documentId}/download",
    summary: {
      zh: "获取异议材料的下载链接（仅办理人、审定人和监督人员）",
      en: "Get a download link of a file of an objection: for handler, approver and supervisors",
    },
    who: staff,
    params: ofMatter.extend({ documentId: ObjectionDocumentId }),
    /** Without it the copy without scripts and properties, where there is one; "released": what the target was given. */
    query: z.object({ as: z.enum(["original", "copy", "released"]).default("copy") }),
    output: z.object({
      url: z.url(),
      expiresAt: Instant,
      version: z.enum(["original", "copy", "released"]),
      bytes: z.int().positive(),
      sha256: Sha256,
      originalSha256: Sha256,
    }),
    givesLink: true,
    problems: ["not-found", "file-refused", "file-not-landed", "no-safe-copy"],
  }),
  releaseObjectionDocument: route({
    id: "releaseObjectionDocument",
    method: "POST",
    path: "/objections/{id}/documents/{documentId}/release",
    summary: {
      zh: "向被异议单位公开一份异议材料的副本或遮盖版并说明理由（仅办理人）",
      en: "Release the copy of a paper, or a redacted version, to the target, with the reason: its handler alone",
    },
    who: ["officer"],
    params: ofDocument,
    /** `redactionId`: a redacted version of this very paper; the target never gets the paper itself then. */
    body: z.object({ reason: said, redactionId: ObjectionDocumentId.optional() }),
    output: NamedDocument,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "file-refused",
      "file-not-landed",
      "no-safe-copy",
    ],
    isIdempotent: true,
  }),
  listReleasedDocuments: route({
    id: "listReleasedDocuments",
    method: "GET",
    path: "/objections/{id}/released-documents",
    summary: {
      zh: "被异议单位查看向其公开的异议材料",
      en: "The papers of an objection that were released to its target",
    },
    who: societyPeople,
    params: z.object({ id: ObjectionId }),
    output: z.object({ items: z.array(ReleasedDocument) }),
    problems: ["not-found"],
  }),
  signReleasedDocument: route({
    id: "signReleasedDocument",
    method: "POST",
    path: "/objections/{id}/released-documents/{documentId}/download",
    summary: {
      zh: "被异议单位获取公开材料副本的下载链接",
      en: "Get a download link of the copy of a paper that was released to the target",
    },
    who: societyPeople,
    params: ofDocument,
    output: ReleasedDocument.extend({ url: z.url(), expiresAt: Instant }),
    givesLink: true,
    problems: ["not-found"],
  }),
};
