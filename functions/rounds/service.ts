import { rounds } from "../../shared/contract/rounds.ts";
import { contactReplaced } from "../../shared/events/access.ts";
import { dispensationGranted } from "../../shared/events/applications.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { revocationDecided } from "../../shared/events/objections.ts";
import { registrationDecided } from "../../shared/events/registrations.ts";
import { recommendedListApproved, roundAdvanced, societyRecorded } from "../../shared/events/rounds.ts";
import { authorisationInspected } from "../../shared/events/uploads.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** The programme's definition, the round and its timetable, the register of societies with its facts. */
export default service({
  name: "rounds",
  impact: {
    zh: "无法发布申报、导入名册；申报不能按时开放或截止通知不能发出",
    en: "Calls can't be published nor the register imported; openings and closings are not told",
  },
  functions: {
    api: {
      serves: rounds,
      own: ["get", "batch", "query", "index", "put", "update"],
      reads: { sessions: ["get"], recusals: ["get"], applications: ["get", "index"], uploads: ["get"] },
      appends: ["glassUses", "exports"],
      buckets: { quarantine: ["put"], documents: ["version"] },
      handsTo: "on-registration-asked",
      settings: ["ORIGIN"],
      timeoutSeconds: 29,
    },
    "on-registration-asked": { onHandOver: true, own: ["get", "put"], sendsMail: true },
    "on-authorisation": { hears: [authorisationInspected], own: ["get", "put"] },
    "on-registration-decided": { hears: [registrationDecided], own: ["get", "put"], sendsMail: true },
    "on-replaced": { hears: [contactReplaced], own: ["get", "put"], reads: { replacements: ["get"] } },
    "on-tick": { everyMinutes: 1, own: ["get", "index", "put"] },
    "on-extended": { hears: [dispensationGranted], own: ["get", "put"] },
    "on-notice": { hears: [noticePublished, resultAnnounced], own: ["get", "put"] },
    "on-revoked": { hears: [revocationDecided], own: ["get", "put"], reads: { revocations: ["get"] } },
    "on-list": {
      hears: [recommendedListApproved, roundAdvanced],
      own: ["get", "query", "put"],
      reads: { members: ["query"] },
      timeoutSeconds: 120,
    },
    "on-award": {
      hears: [resultAnnounced, societyRecorded],
      own: ["get", "batch", "query", "put"],
      reads: { notices: ["get"], applications: ["index"] },
      timeoutSeconds: 120,
    },
  },
});
