import { Recusal } from "../../contract/recusal-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by oversight: what each member of the office stands aside from. */
export const recusals = entity<Recusal, Pick<Recusal, "personId">>({
  prefix: publishedPrefixes.recusals.slice(0, -1),
  schema: Recusal,
  schemaVersion: 1,
  key: ({ personId }) => ({ of: personId, sort: "recusal" }),
  lists: { zh: "全部须回避的人员", en: "everybody who stands aside from something" },
  index: ({ personId }) => ({ of: "all", sort: personId }),
});
