import { UsccCorrection } from "../../contract/uscc-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Beside its society in the register, and read by whoever reads that. Owned by rounds. */
export const usccCorrections = entity<UsccCorrection, Pick<UsccCorrection, "societyCode">>({
  prefix: publishedPrefixes.societies.slice(0, -1),
  schema: UsccCorrection,
  schemaVersion: 1,
  key: ({ societyCode }) => ({ of: societyCode, sort: "uscc-correction" }),
  lists: { zh: "待批准的代码更正，最早的在前", en: "corrections of USCCs to be decided, the oldest first" },
  index: ({ proposedAt, societyCode }) => ({ of: "uscc-open", sort: `${proposedAt}#${societyCode}` }),
  isListed: ({ state }) => state === "PROPOSED",
});
