import { defenceDrawRoutes } from "./defence-draw.ts";
import { defenceNoticeRoutes } from "./defence-notice.ts";

/** The oral defence. */
export const defence = {
  ...defenceDrawRoutes,
  ...defenceNoticeRoutes,
};
