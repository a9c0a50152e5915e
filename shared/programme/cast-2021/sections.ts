import type * as z from "zod";
import type { Basis } from "../basis.ts";
import type { Section } from "../documents.ts";
import { capabilities } from "./capabilities.ts";

type SectionInput = z.input<typeof Section>;
type PartInput = SectionInput["parts"][number];

// Annex 2, the form's template, is not stored with the notice: the fields follow from clause five.
const profileBasis: z.input<typeof Basis> = {
  assumption: {
    zh: "附件2申报书模板未随通知留存，基本信息各项为本方案所定。",
    en: "Annex 2, the template of the form, is not held with the notice; these particulars are this definition's own.",
  },
};

const planBasis: z.input<typeof Basis> = {
  clause: "五、申报要求（二）",
  quote:
    "围绕中国特色一流学会建设的“四大能力”，制定中国特色一流学会建设三年工作规划，明确建设目标和路径，确定实施步骤和建设成效。",
  reading: {
    zh: "每项能力单列一节，四项内容必填；对其中各项指标可另行分别填写。字数上限为本方案所定。",
    en: "One section for each capability, its four parts mandatory; each of its indicators may have its own besides. The limits of length are this definition's own.",
  },
};

function part(key: string, zh: string, en: string, maxCharacters: number): PartInput {
  return { key, name: { zh, en }, help: null, maxCharacters, required: true };
}

/** What a plan says; of the capability it must, of one of its indicators it may. */
const planItems = [
  ["goal", "建设目标", "Goal"],
  ["path", "建设路径", "Path"],
  ["steps", "实施步骤", "Steps"],
  ["outcome", "建设成效", "Outcome"],
] as const;

function plan(capability: string, zh: string, en: string): SectionInput {
  const indicators = capabilities.find(({ id }) => id === capability)?.indicators ?? [];
  return {
    key: `plan-${capability}`,
    kind: "plan",
    name: { zh: `三年工作规划：${zh}`, en: `Three-year work plan: ${en}` },
    help: {
      zh: `围绕${zh}，写明三年的建设目标、建设路径、实施步骤和建设成效。`,
      en: `For ${en}: the goal of the three years, the path to it, the steps and the outcome.`,
    },
    maxCharacters: 12_000,
    required: "always",
    capability,
    parts: [
      ...planItems.map(([key, zh, en]) => part(key, zh, en, 1500)),
      ...indicators.flatMap(({ id, name }) =>
        planItems.map(([key, zh, en]) => ({
          ...part(`${id}-${key}`, `${name.zh}：${zh}`, `${name.en}: ${en}`, 500),
          required: false,
          indicator: id,
        })),
      ),
    ],
    basis: planBasis,
  };
}

/** 五、申报要求: what an application says. Each section is one item that is saved and versioned by itself. */
export const sections: SectionInput[] = [
  {
    key: "profile",
    kind: "profile",
    name: { zh: "基本信息", en: "Particulars" },
    help: {
      zh: "学会及本次申报联系人的基本信息。",
      en: "The society and whom to ask about this application.",
    },
    maxCharacters: 2000,
    required: "always",
    capability: null,
    parts: [
      part("president", "理事长（会长）", "President", 50),
      part("secretary-general", "秘书长", "Secretary general", 50),
      part("contact-name", "联系人", "Contact", 50),
      part("contact-phone", "联系电话", "Telephone", 50),
      part("contact-mail", "电子邮箱", "E-mail", 200),
      part("address", "通信地址", "Postal address", 200),
      part("introduction", "学会简介", "The society in brief", 1000),
    ],
    basis: profileBasis,
  },
  {
    key: "self-nomination",
    kind: "self-nomination",
    name: { zh: "自荐理由", en: "Reasons for self-nomination" },
    help: {
      zh: "未列入建议名单的学会填写：说明本学会的特色和申报意愿。",
      en: "For societies that are not on the recommended list: what is distinctive about the society and why it applies.",
    },
    maxCharacters: 2000,
    required: "self-nominated",
    capability: null,
    parts: [part("reasons", "特色与理由", "Distinctive features and reasons", 2000)],
    basis: {
      clause: "三、申报资格",
      quote: "鼓励特色突出、有申报意愿的其他学会进行申报",
      reading: {
        zh: "其他学会申报时须说明特色和理由。",
        en: "A society that nominates itself says what is distinctive about it.",
      },
    },
  },
  {
    key: "strengths",
    kind: "text",
    name: { zh: "工作基础与优势特色", en: "Foundation and strengths" },
    help: {
      zh: "结合学会自身发展状况，说明工作基础、优势和特色。",
      en: "The state of the society's development, the foundation it stands on and its strengths.",
    },
    maxCharacters: 5000,
    required: "always",
    capability: null,
    parts: [part("text", "工作基础与优势特色", "Foundation and strengths", 5000)],
    basis: { clause: "五、申报要求（二）", quote: "报送材料要结合学会自身发展状况和优势" },
  },
  plan("organisational-cohesion", "组织凝聚力", "organisational cohesion"),
  plan("academic-leadership", "学术引领力", "academic leadership"),
  plan("public-credibility", "社会公信力", "public credibility"),
  plan("international-influence", "国际影响力", "international influence"),
  {
    key: "first-year",
    kind: "year-plan",
    name: { zh: "第一年度建设方案", en: "Plan for the first year" },
    help: {
      zh: "确定重点工作内容、实施步骤和成效；经费在预算一节逐项注明。",
      en: "The main work of the first year, its steps and outcome; the money for it is itemised in the budget.",
    },
    maxCharacters: 8000,
    required: "always",
    capability: null,
    parts: [
      part("work", "重点工作内容", "Main work", 3000),
      part("steps", "实施步骤", "Steps", 2500),
      part("outcome", "成效", "Outcome", 2500),
    ],
    basis: {
      clause: "五、申报要求（二）",
      quote: "重点制定第一年度中国特色一流学会建设方案，确定重点工作内容、实施步骤和成效，注明经费预算。",
    },
  },
  {
    key: "budget",
    kind: "budget",
    name: { zh: "第一年度经费预算", en: "Budget of the first year" },
    help: {
      zh: "按预算科目逐项填写金额，并详列测算依据（单价×数量×次数）。",
      en: "Amounts by budget subject, each with its costing basis (unit price × quantity × times).",
    },
    maxCharacters: 3000,
    required: "always",
    capability: null,
    parts: [part("notes", "预算说明", "Notes on the budget", 3000)],
    basis: {
      clause: "五、申报要求（三）",
      quote: "项目经费预算要符合《中国科协财政项目管理办法（修订）》的有关规定，并详列测算依据。",
    },
  },
];
