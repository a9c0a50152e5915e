import type { Application } from "../../shared/contract/applications.ts";
import type { UploadId } from "../../shared/kernel/ids.ts";
import type { Applicant } from "./plan.ts";

/** One society's application as the play knows it. */
export interface Applied {
  applicant: Applicant;
  id: Application["id"];
  uploads: { kind: string; uploadId: UploadId }[];
}

/** A file that inspection refused, or kept for a person to look at. */
export interface JudgedFile {
  file: string;
  reason: string;
}

export interface Intake {
  applied: Applied[];
  refusedUploads: JudgedFile[];
}
