import { Assignment } from "../../contract/experts.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by experts. */
export const assignments = entity<Assignment, Pick<Assignment, "applicationId" | "expertId">>({
  prefix: publishedPrefixes.assignments.slice(0, -1),
  schema: Assignment,
  schemaVersion: 2,
  // Version 1 knew neither plans nor who drops out.
  upgrade: (old) => ({ ...old, releasedBecause: null, planId: null }),
  key: ({ applicationId, expertId }) => ({ of: applicationId, sort: expertId }),
  lists: {
    zh: "一位专家的评审任务，按评分锁定时间",
    en: "one expert's assignments by the instant they lock",
  },
  index: (assignment) => ({
    of: `expert#${assignment.expertId}`,
    sort: `${assignment.locksAt}#${assignment.applicationId}`,
  }),
});
