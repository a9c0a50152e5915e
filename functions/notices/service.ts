import { notices } from "../../shared/contract/notices.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** The public notice of the proposed list, its period, and the result. */
export default service({
  name: "notices",
  impact: {
    zh: "拟支持名单不能公示，公众看不到公示和结果",
    en: "The proposed list can't be shown; the public sees neither notice nor result",
  },
  functions: {
    api: {
      serves: notices,
      own: ["get", "query", "index", "put"],
      reads: {
        sessions: ["get"],
        recusals: ["get"],
        rounds: ["get"],
        decisions: ["get"],
        dockets: ["get", "check"],
      },
      buckets: { documents: ["put", "version"] },
      settings: ["ORIGIN"],
    },
    "on-tick": { everyMinutes: 1, own: ["get", "index", "put", "delete"] },
  },
});
