import { DecisionRecord } from "../../contract/selection.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by selection. The index lists a round's decisions by the instant of their proposal. */
export const decisions = entity<DecisionRecord, Pick<DecisionRecord, "id">>({
  prefix: publishedPrefixes.decisions.slice(0, -1),
  schema: DecisionRecord,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "decision" }),
  index: (decision) => ({ of: `round#${decision.roundId}`, sort: decision.proposedAt }),
});
