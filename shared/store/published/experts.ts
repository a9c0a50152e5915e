import { Expert } from "../../contract/experts.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by experts. */
export const experts = entity<Expert, Pick<Expert, "id">>({
  prefix: publishedPrefixes.experts.slice(0, -1),
  schema: Expert,
  schemaVersion: 3,
  // Version 1 knew no cap but the programme's; version 2 no parent institution, and nobody who vouches for an expert.
  upgrade: (old) => ({ loadCap: null, parentInstitution: null, cleared: null, ...old }),
  key: ({ id }) => ({ of: id, sort: "expert" }),
  lists: { zh: "全部专家，按邮箱", en: "all experts by address" },
  index: (expert) => ({ of: "all", sort: expert.mail }),
});
