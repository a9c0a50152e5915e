import { Export } from "../../contract/export-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by oversight, appended by whichever function lets a document out. */
export const exports = entity<Export, Pick<Export, "id">>({
  prefix: publishedPrefixes.exports.slice(0, -1),
  schema: Export,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "export" }),
  lists: { zh: "全部导出，按时间", en: "all exports by their instant" },
  index: ({ id }) => ({ of: "all", sort: id }),
});
