import type { DefenceNoticeState } from "../../shared/contract/defence-notice-record.ts";
import type { DefenceDrawState, DefenceTimetableState } from "../../shared/contract/defence-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

/** The seed's hash is shown before it is known who defends; the seed itself when it is used, once. */
export const defenceDrawLifecycle = lifecycle<DefenceDrawState, "draw">({
  name: { zh: "答辩抽签", en: "Draw of the defence" },
  states: {
    OPEN: { zh: "种子哈希已公布", en: "open, the seed's hash is shown" },
    DRAWN: { zh: "已抽签", en: "drawn" },
  },
  initial: "OPEN",
  begins: {
    act: "open",
    who: ["officer"],
    guard: {
      zh: "轮次已发布；项目设答辩；每轮一次",
      en: "the round is published; the programme has a defence; once in a round",
    },
    event: "defence-draw.opened.v1",
  },
  transitions: [
    {
      act: "draw",
      from: ["OPEN"],
      to: "DRAWN",
      who: ["officer"],
      guard: {
        zh: "资格审查全部完成；按书面评分入围的，书面评审已截止；项目规定纸质材料或供应商注册不全不得答辩的，暂不参加抽签",
        en: "all are examined; where the written score decides who defends, the written review has ended; whom short copies or a missing registration keep from the defence is not drawn",
      },
      event: "defence-draw.drawn.v1",
    },
  ],
});

/** One officer proposes, a second approves the very timetable; a newer one takes its place. */
export const defenceTimetableLifecycle = lifecycle<
  DefenceTimetableState,
  "approve" | "supersede" | "give-way"
>({
  name: { zh: "答辩日程", en: "Timetable of the defence" },
  states: {
    PROPOSED: { zh: "拟定", en: "proposed" },
    APPROVED: { zh: "已批准", en: "approved" },
    SUPERSEDED: { zh: "已被替代", en: "superseded" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: {
      zh: "已抽签；全部硬性规定均满足（回避、不能参加的时间、组内可打分的专家够数）",
      en: "the draw was held; every hard rule is met: conflicts, blackouts, enough of the panel who may score",
    },
    event: null,
  },
  transitions: [
    {
      act: "approve",
      from: ["PROPOSED"],
      to: "APPROVED",
      who: ["officer"],
      guard: {
        zh: "由另一人按同一哈希批准；拟定以来没有使其不成立的变化",
        en: "by a second officer, naming the same hash; nothing has made it impossible since",
      },
      event: "defence-timetable.approved.v1",
    },
    {
      act: "supersede",
      from: ["PROPOSED"],
      to: "SUPERSEDED",
      who: ["officer"],
      guard: { zh: "同一轮另行拟定", en: "another timetable of the round is proposed" },
      event: null,
    },
    {
      act: "give-way",
      from: ["APPROVED"],
      to: "SUPERSEDED",
      who: ["officer"],
      guard: { zh: "随后的日程获批准", en: "the timetable that follows it is approved" },
      event: null,
    },
  ],
});

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
