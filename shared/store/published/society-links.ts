import { SocietyLink } from "../../contract/society-links.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by experts. What is on record of a society lies together: each of its applications reads all of it. */
export const societyLinks = entity<SocietyLink, Pick<SocietyLink, "societyCode" | "id">>({
  prefix: publishedPrefixes.societyLinks.slice(0, -1),
  schema: SocietyLink,
  schemaVersion: 1,
  key: ({ societyCode, id }) => ({ of: societyCode, sort: id }),
});
