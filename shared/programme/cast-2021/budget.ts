import type * as z from "zod";
import type { Words } from "../../kernel/text.ts";
import type { Basis } from "../basis.ts";
import type { BudgetRules, BudgetSubject, FeeCeiling, SubjectLimit } from "../budget.ts";

type CeilingInput = z.input<typeof FeeCeiling>;
type SubjectInput = z.input<typeof BudgetSubject>;

const ceilingBasis: z.input<typeof Basis> = {
  assumption: {
    zh: "通知未列开支标准。此处采用中央财政的公开标准，尚未经主办单位财务部门确认。",
    en: "The notice names no ceilings. These are the published standards of central finance, not yet confirmed by the issuer's finance office.",
  },
};

const grades: { id: string; words: Words; dayFen: { min: number; max: number } }[] = [
  {
    id: "academician",
    words: { zh: "院士、全国知名专家", en: "academicians and experts of national renown" },
    dayFen: { min: 225_000, max: 360_000 },
  },
  {
    id: "senior",
    words: { zh: "高级专业技术职称人员", en: "experts with a senior professional title" },
    dayFen: { min: 150_000, max: 240_000 },
  },
  {
    id: "other",
    words: { zh: "其他专业人员", en: "other professionals" },
    dayFen: { min: 90_000, max: 150_000 },
  },
];

// 财科教〔2017〕128号: half a day is 60 % of a day, from the third day on 50 %, by correspondence 20 to 50 %.
const forms: { id: string; words: Words; perUnit: Words; percent: { min: number; max: number } }[] = [
  {
    id: "half-day",
    words: { zh: "半天", en: "half a day" },
    perUnit: { zh: "元/人（税后）", en: "yuan per person, after tax" },
    percent: { min: 60, max: 60 },
  },
  {
    id: "day",
    words: { zh: "第一、二天", en: "first and second day" },
    perUnit: { zh: "元/人天（税后）", en: "yuan per person and day, after tax" },
    percent: { min: 100, max: 100 },
  },
  {
    id: "later-day",
    words: { zh: "第三天及以后", en: "third day and later" },
    perUnit: { zh: "元/人天（税后）", en: "yuan per person and day, after tax" },
    percent: { min: 50, max: 50 },
  },
  {
    id: "letter",
    words: { zh: "通讯形式", en: "by correspondence" },
    perUnit: { zh: "元/人次（税后）", en: "yuan per person and time, after tax" },
    percent: { min: 20, max: 50 },
  },
];

const expertFees: CeilingInput[] = grades.flatMap((grade) =>
  forms.map((form) => ({
    id: `expert-${grade.id}-${form.id}`,
    applies: {
      zh: `${grade.words.zh}，${form.words.zh}`,
      en: `${grade.words.en}, ${form.words.en}`,
    },
    perUnit: form.perUnit,
    minFen: (grade.dayFen.min / 100) * form.percent.min,
    maxFen: (grade.dayFen.max / 100) * form.percent.max,
    tax: "net",
    instrument: "expert-fees-2017",
    basis: ceilingBasis,
  })),
);

function meeting(id: string, zh: string, en: string, maxFen: number): CeilingInput {
  return {
    id,
    applies: { zh, en },
    perUnit: { zh: "元/人天（综合定额）", en: "yuan per person and day, all included" },
    minFen: null,
    maxFen,
    tax: "not-taxed",
    instrument: "meeting-fees",
    basis: ceilingBasis,
  };
}

const meetingFees: CeilingInput[] = [
  meeting("meeting-1", "一类会议", "meetings of the first class", 76_000),
  meeting("meeting-2", "二类会议", "meetings of the second class", 65_000),
  meeting("meeting-3", "三、四类会议", "meetings of the third and fourth class", 55_000),
];

function subject(code: string, zh: string, en: string, ceilings: CeilingInput[] = []): SubjectInput {
  return { code, name: { zh, en }, allowed: "yes", ceilings };
}

/** A share of the budget above which a person asks why. */
const atMost = (percentOfTotal: number): z.input<typeof SubjectLimit> => ({
  most: { percentOfTotal },
  effect: "warns",
  instrument: null,
  basis: {
    assumption: {
      zh: "通知未规定各科目占比。委托业务费过半、其他支出超过五分之一的，提示评审人员留意，不影响提交。",
      en: "The notice sets no shares. Commissioned services above a half and other spending above a fifth are pointed out to a person and do not stop a submission.",
    },
  },
});

/** 五、申报要求（三）. The governing measures are named but not held, so every figure is an assumption until confirmed. */
export const budget: z.input<typeof BudgetRules> = {
  shownUnit: "ten-thousand-yuan",
  needsCostingBasis: true,
  needsStatedTotal: true,
  totalCapFen: null,
  governedBy: "cast-fiscal-projects",
  confirmedByFinance: false,
  instruments: [
    {
      id: "cast-fiscal-projects",
      title: "中国科协财政项目管理办法（修订）",
      number: null,
      textHeld: false,
      url: null,
    },
    {
      id: "expert-fees-2017",
      title: "中央财政科研项目专家咨询费管理办法",
      number: "财科教〔2017〕128号",
      textHeld: false,
      url: "https://m.777doc.com/doc-5329838.html",
    },
    {
      id: "meeting-fees",
      title: "中央和国家机关会议费管理办法",
      number: null,
      textHeld: false,
      url: "https://tiangongwen.com/article/65878.html",
    },
  ],
  subjects: [
    subject("printing", "印刷费", "Printing"),
    subject("expert-consultation", "专家咨询费", "Expert consultation fees", expertFees),
    subject("post-telecom", "邮电费", "Post and telecommunications"),
    subject("travel", "差旅费", "Travel"),
    subject("rental", "租赁费", "Rental"),
    subject("meeting", "会议费", "Meetings", meetingFees),
    subject("training", "培训费", "Training"),
    subject("materials", "专用材料费", "Special materials"),
    subject("labour", "劳务费", "Labour fees"),
    { ...subject("commissioned-services", "委托业务费", "Commissioned services"), limits: [atMost(50)] },
    subject("other-transport", "其他交通费用", "Other transport"),
    { ...subject("other", "其他商品和服务支出", "Other goods and services"), limits: [atMost(20)] },
    {
      ...subject("travel-abroad", "因公出国（境）费", "Official travel abroad"),
      allowed: "with-approval",
    },
    { ...subject("staff-pay", "在编人员工资福利", "Pay and benefits of staff"), allowed: "no" },
    { ...subject("hospitality", "公务接待费", "Official hospitality"), allowed: "no" },
    { ...subject("capital", "基本建设与固定资产购置", "Capital works and fixed assets"), allowed: "no" },
    { ...subject("investment-debt", "对外投资、偿债与罚款", "Investment, debts and fines"), allowed: "no" },
  ],
  basis: {
    clause: "五、申报要求（三）",
    quote: "项目经费预算要符合《中国科协财政项目管理办法（修订）》的有关规定，并详列测算依据。",
    reading: {
      zh: "该办法全文未留存，科目和开支标准为本方案按中央部门预算通行科目所定。",
      en: "The text of the measures is not held; subjects and ceilings follow the usual ones of central budgets and are this definition's own.",
    },
  },
};
