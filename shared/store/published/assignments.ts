import { Assignment } from "../../contract/experts.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by experts. The index lists one expert's assignments by the instant they lock. */
export const assignments = entity<Assignment, Pick<Assignment, "applicationId" | "expertId">>({
  prefix: publishedPrefixes.assignments.slice(0, -1),
  schema: Assignment,
  schemaVersion: 1,
  key: ({ applicationId, expertId }) => ({ of: applicationId, sort: expertId }),
  index: (assignment) => ({
    of: `expert#${assignment.expertId}`,
    sort: `${assignment.locksAt}#${assignment.applicationId}`,
  }),
});
