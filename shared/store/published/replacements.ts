import { Replacement } from "../../contract/replacements.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by identity: who replaced whom; read by rounds, which takes it over into the register. */
export const replacements = entity<Replacement, Pick<Replacement, "societyCode" | "id">>({
  prefix: publishedPrefixes.replacements.slice(0, -1),
  schema: Replacement,
  schemaVersion: 1,
  key: ({ societyCode, id }) => ({ of: societyCode, sort: id }),
});
