import type * as z from "zod";
import type { Disqualifier, EntryRoute, SupplierRegistration } from "../eligibility.ts";
import type { RecommendedListRule } from "../recommended.ts";

const referenceOn = "2021-11-11";

/** 三、申报资格: two ways in, four grounds that take the right to apply away. */
export const entryRoutes: z.input<typeof EntryRoute>[] = [
  {
    id: "recommended",
    name: { zh: "列入建议名单", en: "On the recommended list" },
    needsReasons: false,
    basis: {
      clause: "三、申报资格",
      quote:
        "中国科协以学会年检、中国科协统计年鉴数据、中国科协业务部门评价数据，以及公开可获取的大数据为基础，形成申报学会建议名单（附件1）。",
    },
  },
  {
    id: "self-nominated",
    name: { zh: "自主申报", en: "Self-nomination" },
    needsReasons: true,
    basis: {
      clause: "三、申报资格",
      quote: "此外，鼓励特色突出、有申报意愿的其他学会进行申报。",
      reading: {
        zh: "自主申报的学会须填写自荐理由。",
        en: "A society that nominates itself gives its reasons.",
      },
    },
  },
];

/** 三、申报资格: the four sources are the notice's, weights and bound are this definition's own. */
export const recommendedList: z.input<typeof RecommendedListRule> = {
  indicators: [
    {
      id: "inspection",
      name: { zh: "学会年检", en: "Annual inspection" },
      source: "annual-inspection",
      weight: 25,
    },
    {
      id: "yearbook",
      name: { zh: "中国科协统计年鉴数据", en: "CAST statistical yearbook" },
      source: "statistical-yearbook",
      weight: 25,
    },
    {
      id: "evaluation",
      name: { zh: "中国科协业务部门评价数据", en: "Evaluation by CAST's departments" },
      source: "department-evaluation",
      weight: 25,
    },
    {
      id: "public",
      name: { zh: "公开可获取的大数据", en: "Public big data" },
      source: "public-data",
      weight: 25,
    },
  ],
  takes: { by: "minimum", minimum: "60" },
  basis: {
    clause: "三、申报资格",
    quote:
      "中国科协以学会年检、中国科协统计年鉴数据、中国科协业务部门评价数据，以及公开可获取的大数据为基础，形成申报学会建议名单（附件1）。",
    reading: {
      zh: "通知未公布权重和入选线。本方案四项来源各占25%，60分及以上列入；也可导入已形成的名单。",
      en: "The notice gives neither weights nor a bound. Here each source has 25 %, and 60 points or more are listed; a ready list may be imported instead.",
    },
  },
};

export const disqualifiers: z.input<typeof Disqualifier>[] = [
  {
    id: "party-organisation",
    version: 1,
    names: { zh: "党的组织机构不健全", en: "Party organisation not complete" },
    rule: { kind: "party-organisation", referenceOn },
    basis: {
      clause: "三、申报资格 1",
      quote: "党的组织机构不健全",
      reading: {
        zh: "以申报截止日2021年11月11日的登记情况为准。",
        en: "As recorded on 2021-11-11, the last day for applications.",
      },
    },
  },
  {
    id: "annual-inspection",
    version: 1,
    names: {
      zh: "年检最近一次不合格或最近两年连续基本合格",
      en: "Latest annual inspection unqualified, or the last two both only basically qualified",
    },
    rule: {
      kind: "annual-inspection",
      latestFails: ["UNQUALIFIED"],
      consecutive: { conclusion: "BASICALLY_QUALIFIED", years: 2 },
      anyOfLast: null,
      referenceOn,
      stalenessYears: 2,
    },
    basis: {
      clause: "三、申报资格 2",
      quote: "年检结论最近一次为“不合格”或最近两年连续为“基本合格”",
      reading: {
        zh: "“最近一次”为截至2021年11月11日已有结论的最近年度；早于2019年度的结论须人工核实。",
        en: "“Latest” is the latest year with a conclusion by 2021-11-11; a conclusion for a year before 2019 needs a person.",
      },
    },
  },
  {
    id: "penalties",
    version: 1,
    names: {
      zh: "近三年违纪违法或受到通报批评、处罚",
      en: "Violation, criticism or penalty in the last three years",
    },
    rule: { kind: "penalties", years: 3, referenceOn },
    basis: {
      clause: "三、申报资格 3",
      quote: "近三年有违纪违法、违反国家相关规定受到相关部门通报批评或处罚",
      reading: {
        zh: "“近三年”指2018年11月12日至2021年11月11日，以决定作出之日计。",
        en: "“The last three years” run from 2018-11-12 to 2021-11-11, by the date of the decision.",
      },
    },
  },
  {
    id: "earlier-projects",
    version: 1,
    names: {
      zh: "未按要求完成中国科协一流学会建设有关项目",
      en: "Earlier CAST first-class society project not completed as required",
    },
    rule: { kind: "earlier-projects", referenceOn },
    basis: {
      clause: "三、申报资格 4",
      quote: "未按要求完成中国科协一流学会建设有关项目的",
      reading: {
        zh: "以2021年11月11日前已有的结项结论为准。",
        en: "By the conclusions on earlier projects that exist on 2021-11-11.",
      },
    },
  },
];

export const supplierRegistration: z.input<typeof SupplierRegistration> = {
  platform: { zh: "智慧计财服务平台", en: "CAST finance service platform" },
  url: "http://nk.cast.org.cn/",
  guide: "annex-3",
  steps: [
    {
      zh: "用浏览器打开智慧计财服务平台，进入“项目申报”栏目。",
      en: "Open the CAST finance service platform in a browser and go to “项目申报” (project applications).",
    },
    {
      zh: "以学会全称和统一社会信用代码注册供应商账号；已注册的无需再次注册。",
      en: "Register a supplier account under the society's full name and its USCC; who is registered need not do so again.",
    },
    {
      zh: "注册成功后回到本平台，填写账号名和注册确认信息，可附注册成功页面的截图或PDF，由工作人员核对。请勿填写或上传银行账号、银行卡号和身份证号。",
      en: "Then come back here and enter the account's name and the platform's confirmation; with a screenshot or PDF of it if you like; an officer checks it. Enter and upload no bank account, card or identity number.",
    },
  ],
  due: { at: "2021-12-24T15:59:59.999Z", zone: "Asia/Shanghai" },
  blocks: "award",
  proof: { formats: ["pdf", "png", "jpeg"], maxBytes: 10_485_760 },
  basis: {
    clause: "四、申报程序（二）",
    quote: "在“项目申报”栏目完成供应商账号注册（附件3），已注册学会无需再次注册。",
    reading: {
      zh: "通知未说明注册须在截止前完成，附件3未随通知留存。本方案要求立项前完成，不影响提交；办理步骤和完成时限为本方案所定。",
      en: "The notice does not say that registration must precede the deadline, and annex 3 is not held with it. Here it is needed before the award and does not stop a submission; the steps and the day are this definition's own.",
    },
  },
};
