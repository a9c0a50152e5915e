import { uploads } from "../../shared/contract/uploads.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { mailJoined } from "../../shared/events/mails.ts";
import { registrationAsked } from "../../shared/events/registrations.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** Files: presigned, quarantined, inspected by content, kept. */
export default service({
  name: "uploads",
  impact: {
    zh: "学会无法上传文件，或文件迟迟没有检查结果",
    en: "Societies can't upload, or wait for verdicts in vain",
  },
  functions: {
    api: {
      serves: uploads,
      own: ["get", "batch", "query", "index", "put", "update"],
      reads: {
        sessions: ["get"],
        recusals: ["get"],
        rounds: ["get"],
        applications: ["get", "batch", "index", "check"],
        assignments: ["get"],
        experts: ["batch"],
        societies: ["batch"],
        societyLinks: ["query"],
        matchDecisions: ["query"],
        determinations: ["get"],
        appeals: ["get"],
        notices: ["get"],
        objections: ["get"],
      },
      appends: ["glassUses", "exports"],
      buckets: { quarantine: ["put", "parts", "abort"], documents: ["version"] },
      settings: ["ORIGIN"],
    },
    "on-object": {
      onObjects: { bucket: "quarantine", prefix: "uploads/" },
      own: ["get", "put"],
      buckets: { quarantine: ["version"], documents: ["put"] },
      timeoutSeconds: 60,
      memoryMb: 1769,
      isSplit: true,
    },
    "on-authorisation": {
      onObjects: { bucket: "quarantine", prefix: "letters/" },
      own: ["get", "put"],
      buckets: { quarantine: ["version"], documents: ["put"] },
      timeoutSeconds: 60,
      memoryMb: 1769,
      isSplit: true,
    },
    "on-letter-asked": { hears: [registrationAsked], own: ["get", "put"] },
    "on-letter-scan": {
      onScans: { bucket: "quarantine", prefix: "letters/" },
      own: ["get", "put"],
      buckets: { quarantine: ["read"] },
    },
    "on-twins": {
      hears: [uploadInspected, applicationSubmitted],
      own: ["get", "query", "put"],
      reads: { applications: ["get"], rounds: ["get"], societies: ["get"], sections: ["query"] },
      buckets: { documents: ["read", "version"] },
      timeoutSeconds: 60,
      memoryMb: 1024,
    },
    "on-mail": {
      hears: [mailJoined],
      own: ["get", "put"],
      reads: { mails: ["get"] },
      buckets: { documents: ["version"], quarantine: ["put"] },
      timeoutSeconds: 60,
      memoryMb: 1024,
    },
    "on-scan": { onScans: { bucket: "quarantine", prefix: "uploads/" }, own: ["get", "put"] },
    "on-tick": {
      everyMinutes: 1,
      own: ["get", "index", "put"],
      buckets: { quarantine: ["read", "version"], documents: ["put"] },
      timeoutSeconds: 300,
      memoryMb: 1769,
      isSplit: true,
    },
  },
});
