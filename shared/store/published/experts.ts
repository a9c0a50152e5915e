import { Expert } from "../../contract/experts.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by experts. */
export const experts = entity<Expert, Pick<Expert, "id">>({
  prefix: publishedPrefixes.experts.slice(0, -1),
  schema: Expert,
  schemaVersion: 4,
  // Version 1 knew no cap but the programme's; 2 no parent institution, and nobody who vouches for an expert; 3 no department.
  upgrade: (old) => ({ loadCap: null, parentInstitution: null, cleared: null, department: null, ...old }),
  key: ({ id }) => ({ of: id, sort: "expert" }),
  lists: { zh: "全部专家，按邮箱", en: "all experts by address" },
  index: (expert) => ({ of: "all", sort: expert.mail }),
});
