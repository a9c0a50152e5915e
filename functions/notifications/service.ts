import { notifications } from "../../shared/contract/notifications.ts";
import { contactReplaced, delegationEnded, delegationGranted } from "../../shared/events/access.ts";
import {
  applicationReturned,
  applicationSubmitted,
  applicationWithdrawn,
  correctionOpened,
  deadlineMoved,
  dispensationRefused,
} from "../../shared/events/applications.ts";
import { attendanceConfirmed, attendanceRescheduled } from "../../shared/events/attendance.ts";
import { awardUnconditional } from "../../shared/events/awards.ts";
import { defenceTimetableApproved } from "../../shared/events/defence.ts";
import { defenceNoticeApproved } from "../../shared/events/defence-notices.ts";
import {
  appealAnswered,
  eligibilityDetermined,
  eligibilityReinstated,
} from "../../shared/events/eligibility.ts";
import { expertAssigned, expertInvited } from "../../shared/events/experts.ts";
import { societyInvited } from "../../shared/events/invitations.ts";
import { mailJoined, mailKept } from "../../shared/events/mails.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { letterOwed } from "../../shared/events/notifications.ts";
import {
  objectionAccepted,
  objectionDecided,
  revocationDecided,
  revocationProposed,
} from "../../shared/events/objections.ts";
import { paperBooked, paperCorrected, paperDecided, paperShort } from "../../shared/events/paper.ts";
import {
  partnershipAgreed,
  partnershipAsked,
  partnershipDeclined,
  partnershipRemoved,
} from "../../shared/events/partnerships.ts";
import { supplierDecided } from "../../shared/events/rounds.ts";
import { callBackCodeGiven, secondWayChanged } from "../../shared/events/second-ways.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** Who is told what: a ledger of letters, each sent once. */
export default service({
  name: "notifications",
  impact: {
    zh: "回执、退回、结果等邮件不能发出，学会和专家得不到通知",
    en: "Receipts, returns and results are not mailed; societies and experts are not told",
  },
  functions: {
    api: {
      serves: notifications,
      own: ["index"],
      reads: { sessions: ["get"], recusals: ["get"] },
      settings: ["ORIGIN"],
    },
    "on-application": {
      hears: [
        applicationSubmitted,
        applicationWithdrawn,
        applicationReturned,
        correctionOpened,
        deadlineMoved,
        dispensationRefused,
        eligibilityDetermined,
        supplierDecided,
        appealAnswered,
        eligibilityReinstated,
        mailJoined,
        mailKept,
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
    "on-partnership": {
      hears: [partnershipAsked, partnershipAgreed, partnershipDeclined, partnershipRemoved],
      own: ["put"],
      reads: { applications: ["get"], partnerships: ["get"], rounds: ["get"], members: ["query"] },
    },
    "on-mail": { onMailEvents: { letters: "ltr_" }, own: ["get", "put", "delete"] },
    "on-access": {
      hears: [callBackCodeGiven, secondWayChanged, contactReplaced, delegationGranted, delegationEnded],
      own: ["put"],
      reads: { members: ["query"] },
    },
    "on-invited": {
      hears: [societyInvited],
      own: ["put"],
      reads: { rounds: ["get"], societies: ["get"], members: ["query"] },
    },
    "on-paper": {
      hears: [paperBooked, paperCorrected, paperShort, paperDecided],
      own: ["put"],
      reads: { applications: ["get"], rounds: ["get"], members: ["query"] },
    },
    "on-award": {
      hears: [awardUnconditional],
      own: ["put"],
      reads: { applications: ["get"], rounds: ["get"], members: ["query"] },
    },
    "on-objection": {
      hears: [objectionAccepted, objectionDecided, revocationProposed, revocationDecided],
      own: ["put"],
      reads: {
        applications: ["get"],
        rounds: ["get"],
        objections: ["get"],
        revocations: ["get"],
        members: ["query"],
      },
    },
    "on-expert-invited": {
      hears: [expertInvited],
      own: ["put"],
      reads: { rounds: ["get"], members: ["query"] },
    },
    "on-assigned": { hears: [expertAssigned], own: ["put"] },
    "on-defence-notice": {
      hears: [defenceNoticeApproved, eligibilityReinstated],
      own: ["batch", "put"],
      reads: {
        applications: ["get", "index"],
        rounds: ["get"],
        copies: ["batch"],
        societies: ["batch"],
        defenceNotices: ["query"],
        defenceDraws: ["get"],
        determinations: ["index"],
        members: ["query"],
      },
      timeoutSeconds: 120,
    },
    "on-notice": {
      hears: [noticePublished, resultAnnounced],
      own: ["batch", "put"],
      reads: {
        notices: ["get"],
        rounds: ["get"],
        applications: ["index"],
        members: ["query"],
        societies: ["batch"],
      },
      timeoutSeconds: 120,
    },
    "on-feedback": {
      hears: [resultAnnounced],
      own: ["batch", "put"],
      reads: {
        notices: ["get"],
        rounds: ["get"],
        decisions: ["get"],
        applications: ["index"],
        members: ["query"],
      },
      buckets: { documents: ["version"] },
      timeoutSeconds: 120,
    },
    "on-defence": {
      hears: [defenceTimetableApproved],
      own: ["batch", "put"],
      reads: {
        defenceStandings: ["get"],
        defenceTimetables: ["get"],
        rounds: ["get"],
        applications: ["batch"],
        members: ["query"],
      },
      timeoutSeconds: 120,
    },
    "on-attendance": {
      hears: [attendanceConfirmed, attendanceRescheduled],
      own: ["put"],
      reads: { attendances: ["get"], applications: ["get"], rounds: ["get"], members: ["query"] },
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
        experts: ["batch"],
        societyLinks: ["query"],
        matchDecisions: ["query"],
        copies: ["batch"],
        sheets: ["query"],
        members: ["get", "query"],
        societies: ["batch"],
        notices: ["index"],
        objections: ["index"],
        defenceNotices: ["query"],
        defenceDraws: ["get"],
        defenceReceipts: ["batch"],
        determinations: ["index"],
      },
      sendsMail: true,
      settings: ["ORIGIN"],
      timeoutSeconds: 120,
    },
  },
});
