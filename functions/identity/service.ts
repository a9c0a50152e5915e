import { identity } from "../../shared/contract/identity.ts";
import { letterHandedOver, letterUndelivered } from "../../shared/events/deliveries.ts";
import { expertRecorded } from "../../shared/events/experts.ts";
import { addressRefused } from "../../shared/events/notifications.ts";
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
      own: ["get", "batch", "query", "index", "put", "update", "check"],
      reads: { societies: ["batch"], rounds: ["get"] },
      handsTo: "on-code-asked",
      settings: ["ORIGIN"],
    },
    "on-code-asked": {
      onHandOver: true,
      own: ["get", "put"],
      sendsMail: true,
      settings: ["FIRST_ADMINISTRATOR"],
    },
    "on-society": {
      hears: [societyRecorded],
      own: ["get", "batch", "query", "put"],
      reads: { societies: ["get"] },
    },
    "on-expert": { hears: [expertRecorded], own: ["get", "put"], reads: { experts: ["get"] } },
    "on-mail": { onMailEvents: { letters: "code_", troubles: true }, own: ["get", "put"] },
    "on-delivery": { hears: [letterUndelivered, letterHandedOver], own: ["get", "put"] },
    "on-address": { hears: [addressRefused], own: ["get", "put"] },
  },
});
