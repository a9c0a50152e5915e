import { RecommendedList } from "../../contract/recommended-list.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** The recommended list of a round; it lies beside its round. Owned by rounds. */
export const recommendedLists = entity<RecommendedList, Pick<RecommendedList, "roundId">>({
  prefix: publishedPrefixes.rounds.slice(0, -1),
  schema: RecommendedList,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "recommended-list" }),
});
