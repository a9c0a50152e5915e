import { Determination } from "../../contract/eligibility.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by eligibility. The index lists a round's determinations by society. */
export const determinations = entity<Determination, Pick<Determination, "applicationId">>({
  prefix: publishedPrefixes.determinations.slice(0, -1),
  schema: Determination,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "determination" }),
  index: (determination) => ({ of: `round#${determination.roundId}`, sort: determination.societyCode }),
});
