import { paper } from "../../shared/contract/paper.ts";
import {
  applicationExpired,
  applicationSubmitted,
  applicationWithdrawn,
} from "../../shared/events/applications.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** The copies on paper beside an application: announced, booked in, counted, called for. */
export default service({
  name: "paper",
  impact: {
    zh: "纸质材料不能登记，学会看不到收到份数和短缺",
    en: "Copies on paper can't be booked in; societies don't see what came and what is short",
  },
  functions: {
    api: {
      serves: paper,
      own: ["get", "batch", "query", "index", "put", "delete"],
      reads: { sessions: ["get"], recusals: ["get"], rounds: ["get"], applications: ["batch"] },
      appends: ["glassUses", "exports"],
      settings: ["ORIGIN"],
    },
    "on-application": {
      hears: [applicationSubmitted, applicationWithdrawn, applicationExpired],
      own: ["get", "batch", "put"],
      reads: { rounds: ["get"], applications: ["batch"] },
      buckets: { documents: ["version"] },
    },
    "on-tick": {
      everyMinutes: 1,
      own: ["get", "index", "put"],
      reads: { rounds: ["get", "index"] },
      timeoutSeconds: 120,
    },
  },
});
