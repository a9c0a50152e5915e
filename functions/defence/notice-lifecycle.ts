import type { DefenceNoticeState } from "../../shared/contract/defence-notice-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

/** 四、申报程序（三）: 另行通知. A changed notice is a new version with its own two officers; earlier ones are kept. */
export const defenceNoticeLifecycle = lifecycle<DefenceNoticeState, "approve">({
  name: { zh: "答辩通知", en: "Notice of the defence" },
  states: {
    COMPOSED: { zh: "已拟定", en: "composed" },
    APPROVED: { zh: "已批准并发出", en: "approved and sent" },
  },
  initial: "COMPOSED",
  begins: {
    act: "compose",
    who: ["officer"],
    guard: {
      zh: "轮次已发布；项目设答辩；每次更改为新的版本",
      en: "the round is published and has a defence; each change is a new version",
    },
    event: null,
  },
  transitions: [
    {
      act: "approve",
      from: ["COMPOSED"],
      to: "APPROVED",
      who: ["officer"],
      guard: {
        zh: "由另一人按同一哈希批准；没有更新的版本；资格审查全部完成；距答辩不少于规定的工作日",
        en: "by a second officer, naming the same hash; there is no newer version; all are examined; enough working days are left",
      },
      event: "defence-notice.approved.v1",
    },
  ],
});
