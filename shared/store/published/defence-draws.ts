import { DefenceDraw } from "../../contract/defence-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by defence: who defends in a round, and in which order. */
export const defenceDraws = entity<DefenceDraw, Pick<DefenceDraw, "roundId">>({
  prefix: publishedPrefixes.defenceDraws.slice(0, -1),
  schema: DefenceDraw,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "draw" }),
});
