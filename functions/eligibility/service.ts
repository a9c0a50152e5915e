import { eligibility } from "../../shared/contract/eligibility.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { twinCompared, twinLookedAt, uploadInspected } from "../../shared/events/uploads.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** The disqualifiers, judged by rules on recorded facts and determined by officers. */
export default service({
  name: "eligibility",
  impact: {
    zh: "申报提交后得不到资格审查，评审不能按时开始",
    en: "Submissions are not examined, and the review can't begin in time",
  },
  functions: {
    api: {
      serves: eligibility,
      own: ["get", "batch", "index", "put", "check"],
      reads: {
        sessions: ["get"],
        recusals: ["get"],
        applications: ["batch", "check"],
        rounds: ["get"],
        societies: ["batch", "index", "check"],
        uploads: ["batch", "check"],
        twins: ["query"],
        twinLooks: ["query"],
      },
      appends: ["glassUses"],
      settings: ["ORIGIN"],
    },
    "on-submitted": {
      hears: [applicationSubmitted],
      own: ["batch", "put"],
      reads: {
        applications: ["batch"],
        rounds: ["get"],
        societies: ["batch", "check"],
        uploads: ["batch", "check"],
        twins: ["query"],
        twinLooks: ["query"],
      },
    },
    "on-inspected": {
      hears: [uploadInspected],
      own: ["batch", "put"],
      reads: {
        applications: ["batch"],
        rounds: ["get"],
        societies: ["batch", "check"],
        uploads: ["batch", "check"],
        twins: ["query"],
        twinLooks: ["query"],
      },
    },
    "on-twin": {
      hears: [twinCompared, twinLookedAt],
      own: ["batch", "put", "check"],
      reads: {
        applications: ["batch"],
        rounds: ["get"],
        societies: ["batch", "check"],
        uploads: ["batch", "check"],
        twins: ["query"],
        twinLooks: ["query"],
      },
    },
    "on-society": {
      hears: [societyRecorded],
      own: ["batch", "index", "put", "check"],
      reads: {
        applications: ["batch"],
        partnerships: ["index"],
        rounds: ["get", "index"],
        societies: ["batch", "check"],
        uploads: ["batch", "check"],
        twins: ["query"],
        twinLooks: ["query"],
      },
    },
  },
});
