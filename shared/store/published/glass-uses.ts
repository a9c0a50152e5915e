import { GlassUse } from "../../contract/recusal-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by oversight, appended by whichever function lets a request in; the uses of one glass lie together. */
export const glassUses = entity<GlassUse, Pick<GlassUse, "glassId" | "id">>({
  prefix: publishedPrefixes.glassUses.slice(0, -1),
  schema: GlassUse,
  schemaVersion: 1,
  key: ({ glassId, id }) => ({ of: glassId, sort: id }),
});
