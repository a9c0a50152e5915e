import { defenceDrawRoutes } from "./defence-draw.ts";

/** The oral defence. */
export const defence = {
  ...defenceDrawRoutes,
};
