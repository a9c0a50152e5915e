import { Objection } from "../../contract/objection-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by objections; who objects lies apart, and is read by nobody else. */
export const objections = entity<Objection, Pick<Objection, "id">>({
  prefix: publishedPrefixes.objections.slice(0, -1),
  schema: Objection,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "objection" }),
  lists: { zh: "一轮的异议，按提出时间", en: "a round's objections by the instant they were lodged" },
  index: ({ roundId, lodgedAt, id }) => ({ of: `round#${roundId}`, sort: `${lodgedAt}#${id}` }),
});
