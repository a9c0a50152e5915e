import { front } from "../../shared/contract/front.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** What is nobody else's: health, the API's description, unknown paths. */
export default service({
  name: "front",
  impact: {
    zh: "接口说明和健康检查不可用；未知地址得不到说明",
    en: "No API description, no health check, no word on unknown paths",
  },
  functions: {
    api: { serves: front, servesUnknown: true },
  },
});
