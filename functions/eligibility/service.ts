import { eligibility } from "../../shared/contract/eligibility.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
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
      own: ["get", "together", "index", "put"],
      reads: {
        sessions: ["get"],
        applications: ["together", "check"],
        rounds: ["get"],
        societies: ["together", "check"],
        uploads: ["together", "check"],
      },
      settings: ["ORIGIN"],
    },
    "on-submitted": {
      hears: [applicationSubmitted],
      own: ["together", "put"],
      reads: {
        applications: ["together"],
        rounds: ["get"],
        societies: ["together", "check"],
        uploads: ["together", "check"],
      },
    },
    "on-inspected": {
      hears: [uploadInspected],
      own: ["together", "put"],
      reads: {
        applications: ["together"],
        rounds: ["get"],
        societies: ["together", "check"],
        uploads: ["together", "check"],
      },
    },
    "on-society": {
      hears: [societyRecorded],
      own: ["together", "index", "put"],
      reads: {
        applications: ["together"],
        rounds: ["get", "index"],
        societies: ["together", "check"],
        uploads: ["together", "check"],
      },
    },
  },
});
