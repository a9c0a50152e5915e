import { defence as routes } from "../../shared/contract/defence.ts";
import { serve } from "../../shared/runtime/http.ts";
import { getDefenceDraw, listDefenders, openDefenceDraw } from "./api-draw.ts";

export const handler = serve("defence", routes, {
  openDefenceDraw,
  getDefenceDraw,
  listDefenders,
});
