import { objections } from "../../shared/contract/objections.ts";
import { objectionDecided, objectionLodged, objectionRefused } from "../../shared/events/objections.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** What comes after a list is shown: objections, leads, and revocation for falsity. */
export default service({
  name: "objections",
  impact: {
    zh: "公示期内的异议不能提出和办理，结果不能公布",
    en: "Objections can neither be lodged nor dealt with in the notice period, and awards wait",
  },
  functions: {
    api: {
      serves: objections,
      own: ["get", "batch", "index", "put", "update"],
      reads: {
        sessions: ["get"],
        recusals: ["get"],
        rounds: ["get"],
        notices: ["batch", "check"],
        decisions: ["batch"],
        applications: ["batch"],
        determinations: ["batch"],
        reinstatements: ["batch"],
        appeals: ["batch"],
        members: ["query"],
        objectionDocuments: ["batch", "check"],
      },
      appends: ["glassUses", "exports"],
      buckets: { documents: ["put", "version"] },
      settings: ["ORIGIN"],
    },
    "on-objection": {
      hears: [objectionLodged, objectionRefused, objectionDecided],
      own: ["get", "put"],
      sendsMail: true,
    },
  },
});
