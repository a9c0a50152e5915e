import type { UploadFormat } from "../../shared/contract/upload-record.ts";

/** The media type that a format is stored and served with. */
export const contentTypes: Record<UploadFormat, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ofd: "application/ofd",
  png: "image/png",
  jpeg: "image/jpeg",
};

/** A file in parts may take a day on a line that breaks; the bucket gives up its parts after two. */
export const abandonPartsAfterSeconds = 24 * 3600;
