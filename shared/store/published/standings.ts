import * as z from "zod";
import { DecisionId, RoundId } from "../../kernel/ids.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Which decision of a round stands: written with each proposal, so that two officers at once never leave two standing. */
const Standing = z.object({ roundId: RoundId, decisionId: DecisionId, version: z.int().positive() });
type Standing = z.infer<typeof Standing>;

/** Owned by selection. Once a round has one, no score of it moves. */
export const standings = entity<Standing, Pick<Standing, "roundId">>({
  prefix: publishedPrefixes.standings.slice(0, -1),
  schema: Standing,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "standing" }),
});
