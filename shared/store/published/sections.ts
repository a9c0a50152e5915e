import { Section } from "../../contract/application-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/**
 * One section of a draft, an item of its own: two people never overwrite each other. Owned by applications; after a
 * submission they stay as they were frozen until it is returned.
 */
export const sections = entity<Section, Pick<Section, "applicationId" | "key">>({
  prefix: publishedPrefixes.sections.slice(0, -1),
  schema: Section,
  schemaVersion: 2,
  // Version 1 knew no stated figures and no standard of a line; both may be absent.
  upgrade: (old) => old,
  key: ({ applicationId, key }) => ({ of: applicationId, sort: key }),
});
