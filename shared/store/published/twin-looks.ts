import { TwinLooks } from "../../contract/twin-looks.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

type TwinLooksKey = Pick<TwinLooks, "applicationId" | "pdfUploadId" | "wordUploadId" | "submission">;

/** Owned by uploads: what officers found who compared a Word form with its PDF. */
export const twinLooks = entity<TwinLooks, TwinLooksKey>({
  prefix: publishedPrefixes.twinLooks.slice(0, -1),
  schema: TwinLooks,
  schemaVersion: 1,
  key: ({ applicationId, pdfUploadId, wordUploadId, submission }) => ({
    of: applicationId,
    sort: `${pdfUploadId}#${wordUploadId}#${submission}`,
  }),
});
