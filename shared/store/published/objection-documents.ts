import { ObjectionDocument } from "../../contract/objection-document-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by uploads; which objection a paper is named in, objections keep. An inspected one leaves the sweep's list. */
export const objectionDocuments = entity<ObjectionDocument, Pick<ObjectionDocument, "id">>({
  prefix: publishedPrefixes.objectionDocuments.slice(0, -1),
  schema: ObjectionDocument,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "document" }),
  lists: {
    zh: "等待检查结论的异议材料，最早的在前",
    en: "papers of objections that wait for a verdict, the oldest first",
  },
  index: ({ createdAt, id }) => ({ of: "waiting", sort: `${createdAt}#${id}` }),
  isListed: ({ state }) => state === "PRESIGNED" || state === "LANDED",
});
