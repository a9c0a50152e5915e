import type { NoticeState } from "../../shared/contract/notices.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type NoticeAct = "close" | "announce";

/** 四、申报程序（四）: the proposed list is shown for its working days, then the result stands. */
export const noticeLifecycle = lifecycle<NoticeState, NoticeAct>({
  name: { zh: "公示", en: "Public notice" },
  states: {
    PUBLISHED: { zh: "公示中", en: "on notice" },
    CLOSED: { zh: "公示期满", en: "period ended" },
    ANNOUNCED: { zh: "已公布结果", en: "result announced" },
  },
  initial: "PUBLISHED",
  begins: {
    act: "publish",
    who: ["officer"],
    guard: {
      zh: "决定已审定；公示期所在年度的节假日安排已载入",
      en: "the decision is approved; the calendar of the period is loaded",
    },
    event: "notice.published.v1",
  },
  transitions: [
    {
      act: "close",
      from: ["PUBLISHED"],
      to: "CLOSED",
      who: ["system"],
      guard: { zh: "最后一个工作日已结束", en: "the last working day is over" },
      event: "notice.closed.v1",
    },
    {
      act: "announce",
      from: ["PUBLISHED", "CLOSED", "ANNOUNCED"],
      to: "ANNOUNCED",
      who: ["officer"],
      guard: {
        zh: "公示期已满；只公布没有未决异议且未变动的名额，其余具备条件后再次公布",
        en: "the period has ended; only places with nothing open on them and not changed, the others when they are free",
      },
      event: "result.announced.v1",
    },
  ],
});
