import type * as z from "zod";
import type { Statement } from "../notice.ts";

/** The notice's opening, the aim of what is built, how it is built, and what it asks of every society. */
export const statements: z.input<typeof Statement>[] = [
  {
    id: "background",
    text: {
      zh: "根据《中国科学技术协会事业发展“十四五”规划（2021—2025年）》要求，在连续实施三期学会能力提升专项并取得显著成效的基础上，拟实施第四期学会能力提升专项“中国特色一流学会建设项目”。",
      en: "As CAST's development plan for 2021 to 2025 asks, and after three phases of the programme for the capability of societies with marked results, its fourth phase is to be carried out: the building of first-class societies with Chinese characteristics.",
    },
    basis: { clause: "序言", quote: "拟实施第四期学会能力提升专项“中国特色一流学会建设项目”" },
  },
  {
    id: "purpose",
    text: {
      zh: "支持引导学会全面深化改革、促进能力提升，进一步打造一批中国特色一流学会样板，示范带动学会工作整体提升，更好地团结科技工作者为加快建设世界科技强国，全面建设社会主义现代化国家建功立业。",
      en: "To support and guide societies in deepening reform and building capability, to form further models of first-class societies with Chinese characteristics that lift the work of all, and better to unite science and technology workers in building a country strong in science and technology and a modern socialist country.",
    },
    basis: { clause: "序言", quote: "支持引导学会全面深化改革、促进能力提升" },
  },
  {
    id: "construction",
    text: {
      zh: "围绕新时代科技社团的使命和职责，增强全国学会围绕中心、服务大局的意识和能力，面向世界科技前沿、面向经济主战场、面向国家重大需求、面向人民生命健康，聚焦中国特色一流学会建设的“四大能力”（组织凝聚力、学术引领力、社会公信力和国际影响力），推动学会向中国特色一流学会目标迈进。",
      en: "Around the mission and duties of science and technology associations in the new era, national societies become more aware of, and better able to serve, the country's main tasks, turned to the frontiers of science, the economy, major national needs, and people's life and health. The programme centres on four capabilities (organisational cohesion, academic leadership, public credibility, international influence) and moves societies towards the aim of a first-class society with Chinese characteristics.",
    },
    basis: {
      clause: "一、建设内容",
      quote:
        "聚焦中国特色一流学会建设的“四大能力”（组织凝聚力、学术引领力、社会公信力和国际影响力），推动学会向中国特色一流学会目标迈进。",
    },
  },
  {
    id: "method",
    text: {
      zh: "通过专家评审，遴选确定50个优秀学会进行中国特色一流学会建设，项目实施周期为3年，分3档进行支持。",
      en: "Experts review, and fifty outstanding societies are selected to build first-class societies with Chinese characteristics over three years, supported in three tiers.",
    },
    basis: {
      clause: "二、建设方式",
      quote: "遴选确定50个优秀学会进行中国特色一流学会建设，项目实施周期为3年，分3档进行支持。",
    },
  },
  {
    id: "organisation",
    text: {
      zh: "各学会要高度重视，加强对项目申报工作的组织领导，按照通知要求组织项目申报。",
      en: "Every society gives the application its full attention, directs and organises the work on it, and applies as the notice asks.",
    },
    basis: {
      clause: "五、申报要求（一）",
      quote: "各学会要高度重视，加强对项目申报工作的组织领导，按照通知要求组织项目申报。",
    },
  },
  {
    id: "materials",
    text: {
      zh: "报送材料要结合学会自身发展状况和优势，围绕中国特色一流学会建设的“四大能力”，制定中国特色一流学会建设三年工作规划，明确建设目标和路径，确定实施步骤和建设成效。重点制定第一年度中国特色一流学会建设方案，确定重点工作内容、实施步骤和成效，注明经费预算。内容要客观真实，不得弄虚作假。",
      en: "What is submitted starts from the society's own state and strengths and gives, around the four capabilities, a work plan for three years with goals and paths, steps and outcome. Its core is the plan for the first year, with the main work, its steps and outcome, and the budget. It is objective and true; nothing in it may be falsified.",
    },
    basis: { clause: "五、申报要求（二）", quote: "内容要客观真实，不得弄虚作假。" },
  },
];
