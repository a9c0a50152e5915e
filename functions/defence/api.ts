import { defence as routes } from "../../shared/contract/defence.ts";
import { serve } from "../../shared/runtime/http.ts";
import { drawDefence, getDefenceDraw, listDefenders, openDefenceDraw } from "./api-draw.ts";
import { nameDefenceMaterial, signDefenceMaterial } from "./api-material.ts";
import { recordMaterialLook } from "./api-material-looks.ts";
import { approveDefenceNotice, composeDefenceNotice, listDefenceNotices } from "./api-notice.ts";
import { getOwnSessionsCalendar, listOwnDefenceSessions } from "./api-own-sessions.ts";
import { getOwnDefenceCalendar, getOwnDefenceSlot, stateDefenceBlackouts } from "./api-own-slot.ts";
import {
  answerDefenceNotice,
  getOwnDefence,
  listDefenceAnswers,
  listDefenceReceipts,
} from "./api-receipt.ts";
import {
  approveDefenceTimetable,
  getDefenceTimetable,
  listDefenceTimetables,
  proposeDefenceTimetable,
  tryDefenceTimetable,
} from "./api-timetables.ts";

export const handler = serve("defence", routes, {
  openDefenceDraw,
  drawDefence,
  getDefenceDraw,
  listDefenders,
  composeDefenceNotice,
  approveDefenceNotice,
  listDefenceNotices,
  getOwnDefence,
  answerDefenceNotice,
  listDefenceReceipts,
  listDefenceAnswers,
  nameDefenceMaterial,
  signDefenceMaterial,
  recordMaterialLook,
  tryDefenceTimetable,
  proposeDefenceTimetable,
  listDefenceTimetables,
  getDefenceTimetable,
  approveDefenceTimetable,
  stateDefenceBlackouts,
  getOwnDefenceSlot,
  getOwnDefenceCalendar,
  listOwnDefenceSessions,
  getOwnSessionsCalendar,
});
