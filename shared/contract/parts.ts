import * as z from "zod";
import { ApplicationId, Sha256, UploadId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** How a file is cut, fixed by the server: every part but the last has this size. */
export const PartPlan = z.object({ partBytes: z.int().positive(), parts: z.int().positive() });
export type PartPlan = z.infer<typeof PartPlan>;

/** One file on its way in parts. */
export const Parts = PartPlan.extend({
  applicationId: ApplicationId,
  uploadId: UploadId,
  /** S3's name for the parts that belong together. */
  multipartId: z.string(),
  state: z.enum(["OPEN", "ABORTED"]),
  version: z.int().positive(),
});
export type Parts = z.infer<typeof Parts>;

/** What a client sends a part with, as it was signed: other bytes and another length are refused. */
export const SignedPart = z.object({
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  bytes: z.int().positive(),
  expiresAt: Instant,
});

export const PartNumber = z.coerce.number().int().min(1).max(1000);
export const PartDeclared = z.object({
  /** Of this part, computed in the browser. */
  sha256: Sha256,
});
