import { Determination } from "../../contract/eligibility.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by eligibility. */
export const determinations = entity<Determination, Pick<Determination, "applicationId">>({
  prefix: publishedPrefixes.determinations.slice(0, -1),
  schema: Determination,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "determination" }),
  lists: { zh: "一轮的资格审查，按学会", en: "a round's determinations by society" },
  index: (determination) => ({ of: `round#${determination.roundId}`, sort: determination.societyCode }),
});
