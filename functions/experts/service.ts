import { experts } from "../../shared/contract/experts.ts";
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
        rounds: ["get"],
        applications: ["batch"],
        determinations: ["batch"],
      },
      settings: ["ORIGIN"],
    },
  },
});
