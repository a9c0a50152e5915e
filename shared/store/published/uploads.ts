import { Upload } from "../../contract/upload-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by uploads. A sweep looks in the index for what was forgotten; an inspected upload leaves it. */
export const uploads = entity<Upload, Pick<Upload, "applicationId" | "id">>({
  prefix: publishedPrefixes.uploads.slice(0, -1),
  schema: Upload,
  schemaVersion: 1,
  key: ({ applicationId, id }) => ({ of: applicationId, sort: id }),
  lists: { zh: "等待检查结论的文件，最早的在前", en: "uploads that wait for a verdict, the oldest first" },
  index: (upload) => ({ of: "waiting", sort: `${upload.createdAt}#${upload.id}` }),
  isListed: ({ state }) => state === "PRESIGNED" || state === "LANDED",
});
