import { Docket } from "../../contract/objection-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by objections; whoever awards or shows a list checks inside the write that it is as it was read. */
export const dockets = entity<Docket, Pick<Docket, "roundId">>({
  prefix: publishedPrefixes.dockets.slice(0, -1),
  schema: Docket,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "docket" }),
});
