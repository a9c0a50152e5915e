import { service } from "../../shared/kernel/manifest.ts";

/** The way of every fact from the table to the bus. */
export default service({
  name: "events",
  impact: {
    zh: "事件不再送达：通知邮件、资格审查等后续步骤全部停顿",
    en: "Facts no longer reach anybody: mail, eligibility and all later steps stand still",
  },
  functions: {
    "on-outbox": { onOutbox: true, putsEvents: true },
  },
});
