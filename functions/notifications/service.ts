import { notifications } from "../../shared/contract/notifications.ts";
import {
  applicationReturned,
  applicationSubmitted,
  applicationWithdrawn,
  correctionOpened,
} from "../../shared/events/applications.ts";
import {
  appealAnswered,
  eligibilityDetermined,
  eligibilityReinstated,
} from "../../shared/events/eligibility.ts";
import { expertAssigned } from "../../shared/events/experts.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { letterOwed } from "../../shared/events/notifications.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** Who is told what: a ledger of letters, each sent once. */
export default service({
  name: "notifications",
  impact: {
    zh: "回执、退回、结果等邮件不能发出，学会和专家得不到通知",
    en: "Receipts, returns and results are not mailed; societies and experts are not told",
  },
  functions: {
    api: { serves: notifications, own: ["index"], reads: { sessions: ["get"] }, settings: ["ORIGIN"] },
    "on-application": {
      hears: [
        applicationSubmitted,
        applicationWithdrawn,
        applicationReturned,
        correctionOpened,
        eligibilityDetermined,
        appealAnswered,
        eligibilityReinstated,
      ],
      own: ["put"],
      reads: {
        applications: ["get"],
        rounds: ["get"],
        determinations: ["get"],
        appeals: ["get"],
        reinstatements: ["get"],
        members: ["query"],
      },
    },
    "on-assigned": { hears: [expertAssigned], own: ["put"] },
    "on-notice": {
      hears: [noticePublished, resultAnnounced],
      own: ["batch", "put"],
      reads: { notices: ["get"], rounds: ["get"], applications: ["index"], members: ["query"] },
      timeoutSeconds: 120,
    },
    "on-owed": {
      hears: [letterOwed],
      own: ["get", "put", "delete"],
      reads: { members: ["get", "query"] },
      sendsMail: true,
      settings: ["ORIGIN"],
    },
    "on-tick": {
      everyMinutes: 1,
      own: ["get", "batch", "query", "index", "put", "delete"],
      reads: {
        applications: ["index"],
        rounds: ["get", "index"],
        assignments: ["query", "batch"],
        sheets: ["query"],
        members: ["get", "query"],
      },
      sendsMail: true,
      settings: ["ORIGIN"],
      timeoutSeconds: 120,
    },
  },
});
