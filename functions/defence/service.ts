import { defence } from "../../shared/contract/defence.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** The oral defence: who defends, in which order, when and where. */
export default service({
  name: "defence",
  impact: {
    zh: "答辩不能抽签和排期，学会和专家不能查看答辩时间",
    en: "The defence can be neither drawn nor scheduled, and nobody can look up when it is",
  },
  functions: {
    api: {
      serves: defence,
      own: ["get", "batch", "query", "index", "put", "check"],
      reads: {
        sessions: ["get"],
        recusals: ["get"],
        rounds: ["get", "batch"],
        applications: ["get", "batch", "index", "check"],
        determinations: ["batch", "index", "check"],
        experts: ["batch"],
        assignments: ["get", "batch", "query"],
        societyLinks: ["query"],
        matchDecisions: ["query"],
        sheets: ["query"],
        uploads: ["batch", "check"],
        copies: ["batch"],
        societies: ["batch"],
      },
      appends: ["glassUses", "exports"],
      buckets: { documents: ["version"] },
      settings: ["ORIGIN"],
    },
  },
});
