import type { UploadFormat } from "../../shared/contract/upload-record.ts";
import { uploadSeconds } from "../../shared/files/limits.ts";

/** The media type that a format is stored and served with. */
export const contentTypes: Record<UploadFormat, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  ofd: "application/ofd",
  png: "image/png",
  jpeg: "image/jpeg",
};

/** A download link is for now, not for passing on. */
export const downloadSeconds = 300;

/** An upload without a verdict for so long is looked at by the sweep. */
export const sweepAfterSeconds = 300;

/** Nothing landed while the link was valid, twice over: the upload is given up. */
export const abandonAfterSeconds = 2 * uploadSeconds;

/** A file in parts may take a day on a line that breaks; the bucket gives up its parts after two. */
export const abandonPartsAfterSeconds = 24 * 3600;

/** The second inspection that dies of time or memory is the last: a person looks at the file then. */
export const inspectionAttempts = 2;
