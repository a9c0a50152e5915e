import { Twin } from "../../contract/twins.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by uploads: what a comparison said of a Word form and its PDF, once for each pair and what both should say. Never changes. */
export const twins = entity<Twin, Pick<Twin, "applicationId" | "pdfUploadId" | "wordUploadId" | "factsHash">>(
  {
    prefix: publishedPrefixes.twins.slice(0, -1),
    schema: Twin,
    schemaVersion: 1,
    key: ({ applicationId, pdfUploadId, wordUploadId, factsHash }) => ({
      of: applicationId,
      sort: `${pdfUploadId}#${wordUploadId}#${factsHash}`,
    }),
  },
);
