import { Society } from "../../contract/rounds.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by rounds: the register. */
export const societies = entity<Society, Pick<Society, "code">>({
  prefix: publishedPrefixes.societies.slice(0, -1),
  schema: Society,
  schemaVersion: 1,
  key: ({ code }) => ({ of: code, sort: "society" }),
  lists: { zh: "全部学会，按编码", en: "all societies by code" },
  index: (society) => ({ of: "all", sort: society.code }),
});
