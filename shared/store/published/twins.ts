import { Twin } from "../../contract/twins.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

type TwinKey = Pick<Twin, "applicationId" | "pdfUploadId" | "wordUploadId" | "submission" | "factsHash">;

/**
 * Owned by uploads: what a comparison said of a Word form and its PDF, once for each pair, submission and what both should say.
 * Never changes.
 */
export const twins = entity<Twin, TwinKey>({
  prefix: publishedPrefixes.twins.slice(0, -1),
  schema: Twin,
  schemaVersion: 1,
  key: ({ applicationId, pdfUploadId, wordUploadId, submission, factsHash }) => ({
    of: applicationId,
    sort: `${pdfUploadId}#${wordUploadId}#${submission}#${factsHash}`,
  }),
  lists: {
    zh: "一轮中Word版与PDF版存疑或无法比对的提交，按学会",
    en: "a round's submissions whose Word form and PDF are in doubt or not checkable, by society",
  },
  index: ({ roundId, societyCode, pdfUploadId }) => ({
    of: `round#${roundId}`,
    sort: `${societyCode}#${pdfUploadId}`,
  }),
  isListed: ({ submission, comparison }) => submission > 0 && comparison.verdict !== "alike",
});
