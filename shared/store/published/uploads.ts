import { Upload } from "../../contract/uploads.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/**
 * Owned by uploads. The index holds what waits for a verdict, oldest first, so that a sweep finds what was forgotten;
 * an inspected upload leaves it.
 */
export const uploads = entity<Upload, Pick<Upload, "applicationId" | "id">>({
  prefix: publishedPrefixes.uploads.slice(0, -1),
  schema: Upload,
  schemaVersion: 1,
  key: ({ applicationId, id }) => ({ of: applicationId, sort: id }),
  index: (upload) =>
    upload.state === "PRESIGNED" || upload.state === "LANDED"
      ? { of: "waiting", sort: `${upload.createdAt}#${upload.id}` }
      : undefined,
});
