import { notifications as routes } from "../../shared/contract/notifications.ts";
import { serve } from "../../shared/runtime/http.ts";
import { letters } from "./records.ts";

export const handler = serve("notifications", routes, {
  listLetters: async (call) => letters.page(`round#${call.params.id}`, call.query),
});
