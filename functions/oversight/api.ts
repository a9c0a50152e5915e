import { oversight as routes } from "../../shared/contract/oversight.ts";
import { serve } from "../../shared/runtime/http.ts";
import { exports } from "../../shared/store/published/exports.ts";
import { askGlass, decideGlass, listGlasses, listRoundGlasses } from "./api-glass.ts";
import { declareTie, endTie, listOwnTies, listTies, recordTie } from "./api-ties.ts";

export const handler = serve("oversight", routes, {
  declareTie,
  recordTie,
  endTie,
  listOwnTies,
  listTies,
  askGlass,
  decideGlass,
  listGlasses,
  listRoundGlasses,
  listExports: ({ query }) => exports.page("all", { ...query, descending: true }),
});
