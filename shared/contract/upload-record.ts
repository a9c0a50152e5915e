import * as z from "zod";
import { ApplicationId, PersonId, Sha256, UploadId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { groundOfEvidence } from "../programme/appeals.ts";
import { DocumentFormat } from "../programme/documents.ts";

/** What a file is inspected as: what a programme's documents may be; pictures, which only a proof may be; and slides of a defence. */
export const UploadFormat = z.enum([...DocumentFormat.options, "png", "jpeg", "pptx"]);
export type UploadFormat = z.infer<typeof UploadFormat>;

/** The kind of a proof of registration as a supplier: no document of the application, and for no expert to see. */
export const supplierProofKind = "supplier-proof";

/** The kind of what a society shows at its defence: experts get it there, and not among the files of the application. */
export const defenceMaterialKind = "defence-material";

const besideIt: readonly string[] = [supplierProofKind, defenceMaterialKind];

/** Is a file of this kind part of the application? Proofs of a registration, evidence for an appeal and slides lie beside it. */
export const isOfApplication = (kind: string): boolean =>
  !besideIt.includes(kind) && groundOfEvidence(kind) === undefined;

/** ABANDONED: nothing ever landed. */
export const UploadState = z.enum(["PRESIGNED", "LANDED", "ACCEPTED", "FLAGGED", "REFUSED", "ABANDONED"]);
export type UploadState = z.infer<typeof UploadState>;

/** Whether a scanner looked at it; `not-scanned` is a state that is shown, never taken for clean. */
export const MalwareState = z.enum(["clean", "infected", "not-scanned"]);
export type MalwareState = z.infer<typeof MalwareState>;

export const UploadReason = z.object({ code: z.string(), where: z.string().nullable() });

/** What a client says of a file that it is about to send. */
export const FileAnnounced = z.object({
  name: z.string().min(1).max(200),
  bytes: z.int().positive(),
  /** Of the whole file, computed in the browser: other bytes are refused, by S3 or, of a file in parts, by inspection. */
  sha256: Sha256,
});

/** A POST to S3 as its policy wants it. */
export const PresignedPost = z.object({ url: z.url(), fields: z.record(z.string(), z.string()) });

/** A file on its way, whatever it belongs to: declared, landed in quarantine, inspected. */
export const FileOnItsWay = z.object({
  format: UploadFormat,
  name: z.string(),
  bytes: z.int().positive(),
  sha256: Sha256,
  contentType: z.string(),
  /** In the quarantine bucket. */
  key: z.string(),
  /** Of the object that landed; null before. */
  versionId: z.string().nullable(),
  /** Its lasting copy among the documents, made when inspection did not refuse it. */
  kept: z.object({ key: z.string(), versionId: z.string() }).nullable(),
  state: UploadState,
  reasons: z.array(UploadReason),
  malware: MalwareState,
  /** Inspections begun; the second that dies makes it flagged: too-complex. */
  attempts: z.int().nonnegative(),
  createdAt: Instant,
  landedAt: Instant.nullable(),
  inspectedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type FileOnItsWay = z.infer<typeof FileOnItsWay>;

/** One file of an application. */
export const Upload = FileOnItsWay.extend({
  id: UploadId,
  applicationId: ApplicationId,
  kind: z.string(),
  pages: z.int().nullable(),
  characters: z.int().nullable(),
  createdBy: PersonId,
});
export type Upload = z.infer<typeof Upload>;

/** A file that is awaited, and how to send it. */
export const PresignedUpload = z.object({ upload: Upload, post: PresignedPost, expiresAt: Instant });
