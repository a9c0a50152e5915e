import { Sheet } from "../../contract/sheet-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by reviews. All sheets of an application lie together, so that a lock reads them consistently in one query. */
export const sheets = entity<Sheet, Pick<Sheet, "applicationId" | "stage" | "expertId">>({
  prefix: publishedPrefixes.sheets.slice(0, -1),
  schema: Sheet,
  schemaVersion: 1,
  key: ({ applicationId, stage, expertId }) => ({ of: applicationId, sort: `${stage}#${expertId}` }),
});
