import { reviews } from "../../shared/contract/reviews.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** Score sheets: written alone, submitted, amended with history until the lock. */
export default service({
  name: "reviews",
  impact: {
    zh: "专家无法查看材料或提交评分",
    en: "Experts can neither read the applications nor submit scores",
  },
  functions: {
    api: {
      serves: reviews,
      own: ["get", "batch", "query", "index", "put", "check"],
      reads: {
        sessions: ["get"],
        recusals: ["get"],
        rounds: ["get", "batch"],
        applications: ["batch", "index"],
        assignments: ["batch", "query"],
        experts: ["batch"],
        societies: ["batch"],
        societyLinks: ["query"],
        matchDecisions: ["query"],
        standings: ["get", "batch", "check"],
      },
      appends: ["glassUses"],
      buckets: { documents: ["version"] },
      settings: ["ORIGIN"],
    },
  },
});
