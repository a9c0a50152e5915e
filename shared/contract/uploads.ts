import * as z from "zod";
import { ApplicationId, RoundId, Sha256, UploadId } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Channel } from "./channel.ts";
import { defenceMaterialUploads } from "./defence-material-uploads.ts";
import { Page, pageOf, route } from "./kit.ts";
import { objectionUploads } from "./objection-uploads.ts";
import { NamedPartners } from "./partnership-record.ts";
import { PartDeclared, PartNumber, PartPlan, SignedPart } from "./parts.ts";
import { SafeCopy } from "./safe-copies.ts";
import { SealedFile, SealLookGiven, SealLooks, SealStanding } from "./seals.ts";
import { DigitalSignature } from "./signatures.ts";
import { supplierProofs } from "./supplier-proofs.ts";
import { TwinLookGiven, TwinLooks, TwinStanding } from "./twin-looks.ts";
import { Twin } from "./twins.ts";
import { FileAnnounced, PresignedUpload, Upload, UploadReason } from "./upload-record.ts";

export * from "./upload-record.ts";

/** A refusal or a doubt in the reader's language, with the page or part where there is one, and the cure. */
export const ShownReason = UploadReason.extend({
  what: z.string(),
  place: z.string().nullable(),
  cure: z.string(),
});

/** A digital signature with what is said of it in the reader's language, a sentence for each fact. */
export const ShownSignature = DigitalSignature.extend({ says: z.array(z.string()) });

const beside = {
  /** Of a file that must show a seal, for members of staff. */
  seal: SealStanding.nullable(),
  /** For those who only read the file; null where none could be made. */
  safeCopy: SafeCopy.nullable(),
};

const ofUpload = z.object({ id: ApplicationId, uploadId: UploadId });

const FileDeclared = FileAnnounced.extend({
  /** Of a document of the definition; `appeal:` with the id of a ground: evidence for the appeal on it. */
  kind: z.string().max(80),
});

export const uploads = {
  ...supplierProofs,
  ...defenceMaterialUploads,
  ...objectionUploads,
  presignUpload: route({
    id: "presignUpload",
    method: "POST",
    path: "/applications/{id}/uploads",
    summary: { zh: "申请上传文件", en: "Ask for a presigned upload" },
    who: societyPeople,
    params: z.object({ id: ApplicationId }),
    body: FileDeclared,
    output: PresignedUpload,
    status: 201,
    problems: [
      "not-found",
      "wrong-state",
      "not-open-yet",
      "deadline-passed",
      "file-too-large",
      "mailed-file-stands",
      "not-listed",
      "calendar-unloaded",
    ],
    isIdempotent: true,
  }),
  beginParts: route({
    id: "beginParts",
    method: "POST",
    path: "/applications/{id}/multipart-uploads",
    summary: { zh: "申请分片上传大文件", en: "Begin an upload in parts" },
    who: societyPeople,
    params: z.object({ id: ApplicationId }),
    body: FileDeclared,
    output: PartPlan.extend({ upload: Upload }),
    status: 201,
    problems: [
      "not-found",
      "wrong-state",
      "not-open-yet",
      "deadline-passed",
      "file-too-large",
      "mailed-file-stands",
      "not-listed",
      "calendar-unloaded",
    ],
    isIdempotent: true,
  }),
  signPart: route({
    id: "signPart",
    method: "POST",
    path: "/applications/{id}/uploads/{uploadId}/parts/{number}",
    summary: {
      zh: "获取一个分片的上传链接",
      en: "Get the link for one part, signed with its length and checksum",
    },
    who: societyPeople,
    params: ofUpload.extend({ number: PartNumber }),
    body: PartDeclared,
    output: SignedPart,
    problems: [
      "not-found",
      "wrong-state",
      "not-open-yet",
      "deadline-passed",
      "not-listed",
      "calendar-unloaded",
    ],
  }),
  completeParts: route({
    id: "completeParts",
    method: "POST",
    path: "/applications/{id}/uploads/{uploadId}/completion",
    summary: { zh: "完成分片上传", en: "Make one file of the parts when all are there" },
    who: societyPeople,
    params: ofUpload,
    output: Upload,
    problems: ["not-found", "wrong-state", "parts-missing", "version-conflict"],
    isIdempotent: true,
  }),
  abortParts: route({
    id: "abortParts",
    method: "DELETE",
    path: "/applications/{id}/uploads/{uploadId}/parts",
    summary: { zh: "放弃分片上传", en: "Give up an upload in parts" },
    who: societyPeople,
    params: ofUpload,
    output: z.object({ state: z.literal("ABORTED") }),
    problems: ["not-found", "wrong-state", "version-conflict"],
    isIdempotent: true,
  }),
  getUpload: route({
    id: "getUpload",
    method: "GET",
    path: "/applications/{id}/uploads/{uploadId}",
    summary: { zh: "查看文件检查结果", en: "Read an upload and its verdict" },
    who: [...staff, ...societyPeople],
    params: ofUpload,
    output: Upload.extend({
      reasons: z.array(ShownReason),
      signatures: z.array(ShownSignature).nullable(),
      ...beside,
    }),
    problems: ["not-found"],
  }),
  listUploads: route({
    id: "listUploads",
    method: "GET",
    path: "/applications/{id}/uploads",
    summary: { zh: "列出申报的文件", en: "List the uploads of an application" },
    who: [...staff, ...societyPeople],
    params: z.object({ id: ApplicationId }),
    output: z.object({
      items: z.array(Upload.extend({ signatures: z.array(DigitalSignature).nullable(), ...beside })),
    }),
    problems: ["not-found"],
  }),
  listTwinDoubts: route({
    id: "listTwinDoubts",
    method: "GET",
    path: "/rounds/{roundId}/twin-doubts",
    summary: {
      zh: "列出Word版与PDF版存疑或无法比对的提交",
      en: "List submissions whose Word form and PDF are in doubt or not checkable",
    },
    who: staff,
    params: z.object({ roundId: RoundId }),
    query: Page,
    /** A page may hold fewer than its limit: what was submitted anew is left out. */
    output: pageOf(
      Twin.omit({ facts: true, factsHash: true, version: true }).extend({
        standing: TwinStanding,
        channel: Channel,
        partners: NamedPartners,
      }),
    ),
    problems: [],
  }),
  recordTwinLook: route({
    id: "recordTwinLook",
    method: "POST",
    path: "/applications/{id}/uploads/{uploadId}/twin-looks",
    summary: {
      zh: "记录人工对照Word版与PDF版的结果（uploadId为PDF文件）",
      en: "Record what an officer found who compared Word form and PDF (uploadId is the PDF's)",
    },
    who: ["officer"],
    params: ofUpload,
    body: TwinLookGiven,
    output: TwinLooks,
    status: 201,
    problems: ["not-found", "wrong-state", "version-conflict"],
    isIdempotent: true,
  }),
  signDownload: route({
    id: "signDownload",
    method: "POST",
    path: "/applications/{id}/uploads/{uploadId}/download",
    summary: { zh: "获取文件下载链接", en: "Get a download link of the pinned version" },
    who: [...staff, ...societyPeople, "expert"],
    params: ofUpload,
    /** Without it: the original to its own society, the copy to everybody else. Staff may ask for the original. */
    query: z.object({ as: z.enum(["original", "copy"]).optional() }),
    output: z.object({
      url: z.url(),
      expiresAt: Instant,
      version: z.enum(["original", "copy"]),
      /** Of what the link gives. */
      bytes: z.int().positive(),
      sha256: Sha256,
      originalSha256: Sha256,
      /** What a copy lacks, in words; null with the original. */
      notice: z.string().nullable(),
    }),
    givesLink: true,
    problems: [
      "not-found",
      "no-safe-copy",
      "file-refused",
      "file-not-scanned",
      "file-not-landed",
      "conflict-of-interest",
      "not-assigned",
    ],
  }),
  recordSealLook: route({
    id: "recordSealLook",
    method: "POST",
    path: "/applications/{id}/uploads/{uploadId}/seal-looks",
    summary: { zh: "记录人工查看公章的情况", en: "Record what an officer saw of the seal" },
    who: ["officer"],
    params: ofUpload,
    body: SealLookGiven,
    output: SealLooks,
    status: 201,
    problems: ["not-found", "wrong-state", "version-conflict", "no-such-page"],
    isIdempotent: true,
  }),
  listSeals: route({
    id: "listSeals",
    method: "GET",
    path: "/rounds/{roundId}/seals",
    summary: {
      zh: "列出本轮应盖章的文件及查看情况",
      en: "List the files of a round that must show a seal, and what was seen",
    },
    who: staff,
    params: z.object({ roundId: RoundId }),
    query: Page,
    output: pageOf(SealedFile),
    problems: ["not-found"],
  }),
};
