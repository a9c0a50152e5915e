import * as z from "zod";
import { route } from "./kit.ts";

export const front = {
  getHealth: route({
    id: "getHealth",
    method: "GET",
    path: "/health",
    summary: { zh: "服务是否正常", en: "Is the service up" },
    who: "anyone",
    output: z.object({ isUp: z.literal(true) }),
    problems: [],
  }),
  getOpenApi: route({
    id: "getOpenApi",
    method: "GET",
    path: "/openapi.json",
    summary: { zh: "接口说明（OpenAPI 3.1）", en: "The API as OpenAPI 3.1" },
    who: "anyone",
    output: z.string(),
    media: "application/json; charset=utf-8",
    problems: [],
  }),
};
