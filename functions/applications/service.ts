import { applications } from "../../shared/contract/applications.ts";
import { applicationSubmitted, dispensationGranted } from "../../shared/events/applications.ts";
import { roundAdvanced, roundExtended, usccCorrected } from "../../shared/events/rounds.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** Drafts, submission with its receipt, return, withdrawal, correction of a refused file. */
export default service({
  name: "applications",
  impact: {
    zh: "学会无法填写或在截止前提交申报",
    en: "Societies can't draft, nor submit before the deadline",
  },
  functions: {
    api: {
      serves: applications,
      own: ["get", "batch", "query", "index", "put", "check"],
      reads: {
        sessions: ["get"],
        recusals: ["get"],
        rounds: ["get", "check"],
        societies: ["get", "batch", "index"],
        uploads: ["get", "query"],
        twins: ["query"],
      },
      appends: ["glassUses", "exports"],
      buckets: { quarantine: ["read", "put"], documents: ["put", "version"] },
      settings: ["ORIGIN"],
      timeoutSeconds: 29,
      memoryMb: 512,
    },
    "on-inspected": {
      hears: [uploadInspected],
      own: ["get", "put"],
      reads: { rounds: ["get"], uploads: ["batch"] },
    },
    "on-mail": {
      onObjects: { bucket: "quarantine", prefix: "mails/" },
      own: ["get", "put"],
      reads: { rounds: ["get"] },
      buckets: { quarantine: ["read", "version"], documents: ["put"] },
      timeoutSeconds: 60,
      memoryMb: 1024,
    },
    "on-tick": {
      everyMinutes: 1,
      own: ["get", "index", "put"],
      reads: { rounds: ["get"] },
      buckets: { quarantine: ["read", "version"], documents: ["put"] },
      timeoutSeconds: 300,
      memoryMb: 1024,
    },
    "on-form": {
      hears: [uploadInspected],
      own: ["get", "put"],
      reads: { rounds: ["get"], uploads: ["get"] },
      buckets: { documents: ["version"] },
      timeoutSeconds: 60,
      memoryMb: 1024,
    },
    "on-submitted": {
      hears: [applicationSubmitted],
      own: ["get", "put"],
      reads: { rounds: ["get"], uploads: ["batch"] },
    },
    "on-dispensation": {
      hears: [dispensationGranted, roundExtended],
      own: ["get", "index", "put"],
      reads: { rounds: ["get"] },
      timeoutSeconds: 120,
    },
    "on-uscc": {
      hears: [usccCorrected],
      own: ["get", "batch", "index", "put"],
      reads: { societies: ["get"] },
    },
    "on-round": { hears: [roundAdvanced], own: ["index", "put"], timeoutSeconds: 120 },
  },
});
