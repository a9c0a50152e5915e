import * as z from "zod";
import { NoticeId, ObjectionDocumentId, ObjectionId } from "../kernel/ids.ts";
import { societyPeople } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";
import { DocumentSecret, ObjectionDocument } from "./objection-document-record.ts";
import { FileAnnounced, PresignedPost, UploadReason } from "./upload-record.ts";

const Announced = FileAnnounced.extend({ format: z.enum(["pdf", "docx", "png", "jpeg"]) });

/** A paper that is awaited, and how to send it. */
const PresignedDocument = z.object({ id: ObjectionDocumentId, post: PresignedPost, expiresAt: Instant });

/** What its sender hears of a paper. */
const DocumentVerdict = ObjectionDocument.pick({ id: true, sha256: true, state: true }).extend({
  reasons: z.array(UploadReason.extend({ what: z.string(), cure: z.string() })),
});

const ofPaper = z.object({ id: ObjectionId, documentId: ObjectionDocumentId });

/** 公示异议: the papers of whoever objects, and those of the target's statement. They are read by the handler's side alone. */
export const objectionUploads = {
  presignObjectionDocument: route({
    id: "presignObjectionDocument",
    method: "POST",
    path: "/notices/{id}/objection-documents",
    summary: {
      zh: "申请上传异议材料（无须登录，凭自定的密钥）",
      en: "Ask for a presigned upload of a paper for an objection, with a secret of one's own",
    },
    who: "anyone",
    params: z.object({ id: NoticeId }),
    body: Announced.extend({ secret: DocumentSecret }),
    output: PresignedDocument,
    status: 201,
    problems: ["not-found", "not-offered", "deadline-passed", "file-too-large", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  readObjectionDocument: route({
    id: "readObjectionDocument",
    method: "POST",
    path: "/objection-documents/{id}/verdict",
    summary: {
      zh: "凭密钥查看异议材料的检查结果",
      en: "Read the verdict on a paper for an objection, by its secret",
    },
    who: "anyone",
    params: z.object({ id: ObjectionDocumentId }),
    body: z.object({ secret: DocumentSecret }),
    output: DocumentVerdict,
    problems: ["not-found"],
  }),
  presignStatementDocument: route({
    id: "presignStatementDocument",
    method: "POST",
    path: "/objections/{id}/statement-documents",
    summary: {
      zh: "被异议单位申请上传陈述材料",
      en: "Ask for a presigned upload of a paper for the target's statement",
    },
    who: societyPeople,
    params: z.object({ id: ObjectionId }),
    body: Announced,
    output: PresignedDocument,
    status: 201,
    problems: ["not-found", "not-offered", "wrong-state", "deadline-passed", "file-too-large"],
    isIdempotent: true,
  }),
  getStatementDocument: route({
    id: "getStatementDocument",
    method: "GET",
    path: "/objections/{id}/statement-documents/{documentId}",
    summary: {
      zh: "查看陈述材料的检查结果",
      en: "Read the verdict on a paper for one's own statement",
    },
    who: societyPeople,
    params: z.object({ id: ObjectionId, documentId: ObjectionDocumentId }),
    output: DocumentVerdict,
    problems: ["not-found"],
  }),
  presignRedaction: route({
    id: "presignRedaction",
    method: "POST",
    path: "/objections/{id}/documents/{documentId}/redactions",
    summary: {
      zh: "办理人申请上传一份异议材料的遮盖版，供向被异议单位公开",
      en: "Ask for a presigned upload of a redacted version of a paper, for its handler to release",
    },
    who: ["officer"],
    params: ofPaper,
    body: Announced,
    output: PresignedDocument,
    status: 201,
    problems: ["not-found", "not-offered", "wrong-state", "file-too-large", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  getRedaction: route({
    id: "getRedaction",
    method: "GET",
    path: "/objections/{id}/documents/{documentId}/redactions",
    summary: {
      zh: "办理人查看遮盖版的检查结果",
      en: "Read the verdict on a redacted version: its handler alone",
    },
    who: ["officer"],
    params: ofPaper,
    query: z.object({ redactionId: ObjectionDocumentId }),
    output: DocumentVerdict,
    problems: ["not-found"],
  }),
};
