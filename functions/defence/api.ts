import { defence as routes } from "../../shared/contract/defence.ts";
import { serve } from "../../shared/runtime/http.ts";
import { getDefenceDraw, listDefenders, openDefenceDraw } from "./api-draw.ts";
import { nameDefenceMaterial, signDefenceMaterial } from "./api-material.ts";
import { approveDefenceNotice, composeDefenceNotice, listDefenceNotices } from "./api-notice.ts";
import {
  answerDefenceNotice,
  getOwnDefence,
  listDefenceAnswers,
  listDefenceReceipts,
} from "./api-receipt.ts";

export const handler = serve("defence", routes, {
  openDefenceDraw,
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
});
