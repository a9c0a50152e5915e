import type { Upload } from "../../shared/contract/uploads.ts";
import { uploadSeconds } from "../../shared/files/limits.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { quarantineForm } from "../../shared/runtime/quarantine-form.ts";

/** A form by which a browser posts the declared file, and no other, into quarantine. */
export const presigned = async (upload: Upload, now: Instant) => ({
  upload,
  post: await quarantineForm(upload, uploadSeconds),
  expiresAt: plusSeconds(now, uploadSeconds),
});
