import { oversight } from "../../shared/contract/oversight.ts";
import { applicationOpened } from "../../shared/events/applications.ts";
import { partnershipAsked } from "../../shared/events/partnerships.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** Who of the office stands aside from what, and who was let in all the same. */
export default service({
  name: "oversight",
  impact: {
    zh: "工作人员不能申明回避；已登记的回避继续有效，紧急准入不能办理",
    en: "The office can declare no ties; those that are recorded hold on, and no glass can be broken",
  },
  functions: {
    api: {
      serves: oversight,
      own: ["get", "batch", "query", "index", "put"],
      reads: {
        sessions: ["get"],
        rounds: ["get", "index"],
        societies: ["get", "batch"],
        applications: ["get", "index"],
        partnerships: ["index"],
        members: ["get"],
        assignments: ["get"],
        experts: ["batch"],
        societyLinks: ["query"],
        matchDecisions: ["query"],
      },
      settings: ["ORIGIN"],
    },
    "on-application": {
      hears: [applicationOpened, partnershipAsked],
      own: ["get", "query", "put"],
    },
  },
});
