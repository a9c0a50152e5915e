import { DefenceReceipt } from "../../contract/defence-notice-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by defence: the receipt as it was last given. */
export const defenceReceipts = entity<DefenceReceipt, Pick<DefenceReceipt, "applicationId">>({
  prefix: publishedPrefixes.defenceReceipts.slice(0, -1),
  schema: DefenceReceipt,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "receipt" }),
});
