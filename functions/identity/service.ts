import { identity } from "../../shared/contract/identity.ts";
import { expertRecorded } from "../../shared/events/experts.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { service } from "../../shared/kernel/manifest.ts";

/** Who people are, and how they get in. */
export default service({
  name: "identity",
  impact: {
    zh: "无人能够登录，临近截止时学会无法提交",
    en: "Nobody can sign in; close to the deadline societies cannot submit",
  },
  functions: {
    api: {
      serves: identity,
      own: ["get", "index", "put", "update"],
      sendsMail: true,
      settings: ["FIRST_ADMINISTRATOR", "ORIGIN"],
    },
    "on-society": {
      hears: [societyRecorded],
      own: ["get", "query", "index", "put"],
      reads: { societies: ["get"] },
    },
    "on-expert": { hears: [expertRecorded], own: ["get", "put"], reads: { experts: ["get"] } },
    "on-mail": { onMailEvents: true, own: ["get", "put"] },
  },
});
