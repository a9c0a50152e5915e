import { selection } from "../../shared/contract/selection.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** From locked scores to a decision that replays to the same bytes. */
export default service({
  name: "selection",
  impact: {
    zh: "评分不能汇总，支持名单不能拟定和审定",
    en: "Scores can't be summed up, and the list can neither be proposed nor approved",
  },
  functions: {
    api: {
      serves: selection,
      own: ["get", "batch", "query", "index", "put", "check"],
      reads: {
        sessions: ["get"],
        recusals: ["get", "index"],
        rounds: ["get", "batch"],
        applications: ["batch", "index"],
        determinations: ["batch"],
        copies: ["batch"],
        societies: ["batch"],
        assignments: ["query"],
        sheets: ["query"],
        sheetTallies: ["batch", "check"],
        attendances: ["batch"],
        dockets: ["get", "batch", "check"],
        notices: ["index"],
      },
      buckets: { documents: ["put", "version"] },
      settings: ["ORIGIN"],
      timeoutSeconds: 29,
      memoryMb: 1024,
    },
  },
});
