import { Appeal } from "../../contract/reconsidered.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by eligibility: one for each fact that a society disputes. */
export const appeals = entity<Appeal, Pick<Appeal, "applicationId" | "disqualifier">>({
  prefix: publishedPrefixes.appeals.slice(0, -1),
  schema: Appeal,
  schemaVersion: 1,
  key: ({ applicationId, disqualifier }) => ({ of: applicationId, sort: disqualifier }),
  lists: { zh: "一轮的申诉，先到期的在前", en: "a round's appeals, the first due first" },
  index: ({ roundId, answerBy, applicationId, disqualifier }) => ({
    of: `round#${roundId}`,
    sort: `${answerBy}#${applicationId}#${disqualifier}`,
  }),
});
