import { rounds } from "../../shared/contract/rounds.ts";
import { dispensationGranted } from "../../shared/events/applications.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { recommendedListApproved, roundAdvanced, societyRecorded } from "../../shared/events/rounds.ts";
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
      own: ["get", "batch", "query", "index", "put"],
      reads: { sessions: ["get"], applications: ["get", "index"], uploads: ["get"] },
      settings: ["ORIGIN"],
      timeoutSeconds: 29,
    },
    "on-tick": { everyMinutes: 1, own: ["get", "index", "put"] },
    "on-extended": { hears: [dispensationGranted], own: ["get", "put"] },
    "on-notice": { hears: [noticePublished, resultAnnounced], own: ["get", "put"] },
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
