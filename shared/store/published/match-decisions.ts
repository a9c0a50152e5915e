import { MatchDecision } from "../../contract/conflict-matches.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by experts. What officers decided of matches with a society lies together. */
export const matchDecisions = entity<
  MatchDecision,
  Pick<MatchDecision, "societyCode" | "expertId" | "linkId">
>({
  prefix: publishedPrefixes.matchDecisions.slice(0, -1),
  schema: MatchDecision,
  schemaVersion: 1,
  key: ({ societyCode, expertId, linkId }) => ({ of: societyCode, sort: `${expertId}#${linkId}` }),
});
