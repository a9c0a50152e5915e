import type * as z from "zod";
import type { Basis } from "../basis.ts";
import type { Defence } from "../reviewing.ts";
import type { Timetable } from "../timetable.ts";

const zone = "Asia/Shanghai";

const later: z.input<typeof Basis> = {
  assumption: {
    zh: "通知未公布审查、评审和公示的日期，此处为本方案所定。",
    en: "The notice gives no dates for examination, review and notice; these are this definition's own.",
  },
};

/** The dates of the notice (published 2021-11-04, materials due before 11-11) and those it leaves to be set. */
export const timetable: z.input<typeof Timetable> = {
  publishedOn: "2021-11-04",
  opens: {
    at: "2021-11-04T01:00:00.000Z",
    zone,
    basis: {
      clause: "发布日期",
      quote: "2021-11-04",
      reading: {
        zh: "发布当日上午9时起受理，时刻为本方案所定。",
        en: "Open from 09:00 on the day of publication; the hour is this definition's own.",
      },
    },
  },
  closes: {
    at: "2021-11-11T15:59:59.999Z",
    zone,
    namedOn: "2021-11-11",
    includesNamedDay: true,
    lastMoment: "end-of-day",
    basis: {
      clause: "四、申报程序（一）",
      quote: "2021年11月11日前",
      reading: {
        zh: "“11月11日前”按含当日理解，至北京时间当日24时止；以请求到达系统的时刻为准。",
        en: "“Before 11 November” is read as including that day, up to its end in Beijing; the arrival of the request counts.",
      },
    },
  },
  tooFewApplicants: {
    minimum: 3,
    action: "extend",
    workingDays: 5,
    basis: {
      assumption: {
        zh: "通知未规定申报不足时的处理。本方案参照中国科协2023年同类通知：不足3家时延长5个工作日。",
        en: "The notice is silent on too few applicants. As in a sibling call of 2023, fewer than three extend it by five working days.",
      },
    },
  },
  returns: {
    max: 1,
    workingDays: 3,
    counting: { kind: "no" },
    listedItemsOnly: true,
    basis: {
      assumption: {
        zh: "通知未规定补正。本方案允许退回修改一次，限3个工作日，自退回次日起算；只可修改退回意见所列内容及由其产生的文件。",
        en: "The notice is silent on amendment. Here an application may be returned once, for three working days from the day after; only what the return lists may be changed, and the files that follow from it.",
      },
    },
  },
  dispensations: {
    latePass: true,
    extension: { cohort: "begun", maxWorkingDays: 5 },
    basis: {
      assumption: {
        zh: "通知未规定延期。本方案参照同类通知：经两名工作人员办理，可对个别申报准予补报，或整体延长不超过5个工作日；均限截止前已开始填写的申报，且须在评审开始之前。",
        en: "The notice is silent on moving the deadline. After sibling calls, two officers may admit a single late application or extend the intake by up to five working days; only for drafts begun by the deadline, and only before the review begins.",
      },
    },
  },
  correction: {
    hours: 48,
    basis: {
      assumption: {
        zh: "截止后文件检查未通过的，给予48小时更换该文件。",
        en: "A file refused by inspection after the deadline may be replaced within 48 hours.",
      },
    },
  },
  examination: { fromAt: "2021-11-12T01:00:00.000Z", toAt: "2021-11-19T10:00:00.000Z", zone, basis: later },
  appeals: {
    workingDays: 3,
    answerWorkingDays: 3,
    evidence: { maxBytes: 20_971_520 },
    basis: {
      assumption: {
        zh: "通知未规定对资格审查所依据事实的申诉。本方案设定：不通过结论作出后3个工作日内提出，3个工作日内答复；答复前可上传证据（PDF，每件不超过20 MiB）。",
        en: "The notice is silent on appeals against a fact of the examination. Here: three working days after a rejection to lodge one, three to answer it; evidence (PDF, at most 20 MiB a file) may be sent in until it is answered.",
      },
    },
  },
  review: { fromAt: "2021-11-22T01:00:00.000Z", toAt: "2021-12-03T10:00:00.000Z", zone, basis: later },
  defence: {
    fromAt: "2021-12-06T01:00:00.000Z",
    toAt: "2021-12-10T10:00:00.000Z",
    zone,
    basis: {
      clause: "四、申报程序（三）",
      quote: "答辩要求和时间安排另行通知",
      reading: { zh: "日期为本方案所定。", en: "The dates are this definition's own." },
    },
  },
  proposedOn: { date: "2021-12-13", basis: later },
  construction: { years: 3, targetYear: 2023, basis: { clause: "二、建设方式", quote: "项目实施周期为3年" } },
};

/** 四、申报程序（三）: the defence, of which the notice says only that there is one. */
export const defence: z.input<typeof Defence> = {
  who: "all-eligible",
  shortlist: null,
  presentationMinutes: 8,
  questionMinutes: 7,
  panelSize: 5,
  order: "lot",
  noticeWorkingDays: 3,
  absence: "leaves-ranking",
  preparation: {
    presenters: { max: 3, needsOfficeHolder: true },
    receipt: { dueWorkingDays: 2 },
    material: { dueWorkingDays: 1, formats: ["pptx", "pdf"], maxBytes: 52_428_800 },
    basis: {
      assumption: {
        zh: "通知只说学会准备答辩材料，未规定答辩人、回执和材料的期限与格式。本方案设定：答辩人不超过3人，其中至少1名学会负责人；答辩开始前倒数第2个工作日结束前提交回执，前1个工作日结束前确定材料；材料为PPTX或PDF，每件不超过50 MiB。",
        en: "The notice says only that societies prepare material for the defence, and nothing of who presents, of a receipt, of dates or formats. Here: at most three present, one of them an office holder of the society; the receipt is due by the end of the second working day before the defence begins, the material by the end of the first; it is one PPTX or PDF of at most 50 MiB.",
      },
    },
  },
  attendance: {
    quorum: 4,
    reschedulings: 1,
    basis: {
      assumption: {
        zh: "通知未规定到会人数和签到。本方案设定：每项申报答辩须有至少4名评审专家到会（5人的三分之二以上），由两人登记确认；未到会专家对该申报的答辩评分不予接收；学会因不可抗力缺席并经两人确认的，可另行安排一次。",
        en: "The notice names no quorum and no record of presence. Here at least four experts (two thirds of five) attend each defence, recorded and confirmed by two people; who was not there scores none; a society kept away by force majeure, as two people confirm, gets one other date.",
      },
    },
  },
  chair: {
    naming: "required",
    basis: {
      assumption: {
        zh: "通知未规定评审组组长。本方案设定：每场答辩由评审组中一人任组长；组长须与该场所有申报学会均无回避关系并担任各项申报的评审，否则不予指定；指定后出现回避情形的，另行指定，不设副组长。",
        en: "The notice names no chair of a panel. Here one of the panel chairs each session; a chair has no tie to any society that defends there and is assigned to each of its applications, or is not named; when a tie becomes known afterwards another is named, and there are no deputies.",
      },
    },
  },
  basis: {
    clause: "四、申报程序（三）",
    quote: "申报学会准备答辩材料，根据中国科协通知要求参加答辩评审",
    reading: {
      zh: "通过资格审查的学会全部答辩；时长、顺序、提前通知天数和缺席处理为本方案所定。",
      en: "All eligible societies defend; length, order, days of warning and what absence means are this definition's own.",
    },
  },
};
