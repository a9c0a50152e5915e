import type { LetterState } from "../../shared/contract/notifications.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type LetterAct = "claim" | "record-sent" | "give-up";

/** A letter is owed before it is sent, and sent by whoever claims it: never lost, twice only after a crash in between. */
export const letterLifecycle = lifecycle<LetterState, LetterAct>({
  name: { zh: "信件", en: "Letter" },
  states: {
    OWED: { zh: "待发", en: "owed" },
    CLAIMED: { zh: "发送中", en: "being sent" },
    SENT: { zh: "已发", en: "sent" },
    FAILED: { zh: "未能送达", en: "given up" },
  },
  initial: "OWED",
  begins: {
    act: "owe",
    who: ["system"],
    guard: {
      zh: "有须告知的事；同一事由、同一模板、同一人只有一封",
      en: "something is to be told; one letter per cause, template and person",
    },
    event: "letter.owed.v1",
  },
  transitions: [
    {
      act: "claim",
      from: ["OWED"],
      to: "CLAIMED",
      who: ["system"],
      guard: { zh: "收信人已有账号，或信件已指明收信人", en: "its reader has an account, or is named" },
      event: null,
    },
    {
      act: "claim",
      from: ["CLAIMED"],
      to: "CLAIMED",
      who: ["system"],
      guard: { zh: "前一次发送五分钟没有结果", en: "an earlier claim has had no result for five minutes" },
      event: null,
    },
    {
      act: "record-sent",
      from: ["CLAIMED"],
      to: "SENT",
      who: ["system"],
      guard: { zh: "邮件服务已接收", en: "the mail service has taken it" },
      event: null,
    },
    {
      act: "give-up",
      from: ["CLAIMED"],
      to: "FAILED",
      who: ["system"],
      guard: {
        zh: "收信人已无账号，或邮件服务不再接收该地址或该信件；地址被拒时告知",
        en: "nobody has the account any more, or the mail service refuses address or letter for good; a refused address is told of",
      },
      event: "letter.address-refused.v1",
    },
  ],
});
