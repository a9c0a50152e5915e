import { Copies } from "../../contract/paper.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { tallyOf } from "../../programme/paper.ts";
import { entity } from "../entity.ts";

/** Owned by paper. Whose copies are complete, or whose application does not stand, leaves the list of what is short. */
export const copies = entity<Copies, Pick<Copies, "applicationId">>({
  prefix: publishedPrefixes.copies.slice(0, -1),
  schema: Copies,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "copies" }),
  lists: {
    zh: "一轮中纸质材料短缺的申报，按学会",
    en: "a round's applications whose copies are short, by society",
  },
  index: ({ roundId, societyCode }) => ({ of: `short#${roundId}`, sort: societyCode }),
  isListed: (held) => held.state !== "DROPPED" && tallyOf(held).isShort,
});
