import { allRoutes } from "../../shared/contract/all.ts";
import { front } from "../../shared/contract/front.ts";
import { openApiOf } from "../../shared/contract/openapi.ts";
import { serve } from "../../shared/runtime/http.ts";

// Built once per container, on the first question: the document never changes within a deployment.
let document: string | undefined;

/** Health, the API's description, and an answer for every path that nobody serves (`$default`). */
export const handler = serve("front", front, {
  getHealth: async () => ({ isUp: true as const }),
  getOpenApi: async () => {
    document ??= JSON.stringify(openApiOf(allRoutes));
    return document;
  },
});
