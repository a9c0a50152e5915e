import { experts } from "../../shared/contract/experts.ts";
import {
  assignmentDrawApproved,
  assignmentDrawDrawn,
  assignmentDrawPoolAsked,
  assignmentPlanApproved,
  assignmentPlanAsked,
} from "../../shared/events/experts.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** The pool of experts, their ties, and who judges whom. */
export default service({
  name: "experts",
  impact: {
    zh: "不能导入和分配评审专家，评审不能开始",
    en: "Experts can be neither imported nor assigned; the review can't begin",
  },
  functions: {
    api: {
      serves: experts,
      own: ["get", "batch", "query", "index", "put"],
      reads: {
        sessions: ["get"],
        recusals: ["get"],
        rounds: ["get"],
        applications: ["batch", "index"],
        determinations: ["batch"],
        sheets: ["query", "check"],
        societies: ["index", "batch"],
      },
      appends: ["glassUses", "exports"],
      buckets: { documents: ["version"] },
      settings: ["ORIGIN"],
    },
    // The optimiser and the draw alone: no request waits for them, and no other function loads them.
    "on-plan-asked": {
      hears: [assignmentPlanAsked, assignmentDrawPoolAsked, assignmentDrawApproved],
      own: ["get", "batch", "query", "index", "put"],
      reads: {
        rounds: ["get"],
        applications: ["batch"],
        determinations: ["index", "batch"],
        societies: ["batch"],
      },
      buckets: { documents: ["put", "version"] },
      timeoutSeconds: 600,
      memoryMb: 2048,
    },
    "on-plan-approved": {
      hears: [assignmentPlanApproved, assignmentDrawDrawn],
      own: ["get", "batch", "query", "put"],
      reads: {
        rounds: ["get"],
        applications: ["batch"],
        determinations: ["batch"],
        societies: ["batch"],
      },
      buckets: { documents: ["version"] },
      timeoutSeconds: 300,
    },
  },
});
