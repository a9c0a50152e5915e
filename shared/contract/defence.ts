import { defenceDrawRoutes } from "./defence-draw.ts";
import { defenceMaterialLooks } from "./defence-material-looks.ts";
import { defenceNoticeRoutes } from "./defence-notice.ts";
import { defenceOwnRoutes } from "./defence-own.ts";
import { defenceTimetableRoutes } from "./defence-timetable.ts";

/** The oral defence. */
export const defence = {
  ...defenceDrawRoutes,
  ...defenceNoticeRoutes,
  ...defenceMaterialLooks,
  ...defenceTimetableRoutes,
  ...defenceOwnRoutes,
};
