import { DecisionRecord } from "../../contract/selection.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by selection. */
export const decisions = entity<DecisionRecord, Pick<DecisionRecord, "id">>({
  prefix: publishedPrefixes.decisions.slice(0, -1),
  schema: DecisionRecord,
  schemaVersion: 2,
  // Version 1 knew no change of tier.
  upgrade: (old) => ({ ...old, tierChanges: [] }),
  key: ({ id }) => ({ of: id, sort: "decision" }),
  lists: { zh: "一轮的决定，按拟定时间", en: "a round's decisions by the instant of their proposal" },
  index: (decision) => ({ of: `round#${decision.roundId}`, sort: decision.proposedAt }),
});
