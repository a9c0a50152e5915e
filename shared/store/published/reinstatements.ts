import { Reinstatement } from "../../contract/reconsidered.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by eligibility: the last proposal to examine a rejected application again. */
export const reinstatements = entity<Reinstatement, Pick<Reinstatement, "applicationId">>({
  prefix: publishedPrefixes.reinstatements.slice(0, -1),
  schema: Reinstatement,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "reinstatement" }),
});
