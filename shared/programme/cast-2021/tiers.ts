import type * as z from "zod";
import type { Tier } from "../capabilities.ts";
import type { SelectionRules, TierChoice } from "../scoring.ts";

/** 二、建设方式: fifty societies in three tiers, and what each tier is to reach by 2023. */
export const tiers: z.input<typeof Tier>[] = [
  {
    id: "1",
    name: { zh: "第一档", en: "First tier" },
    places: 10,
    selects: {
      zh: "综合能力强、工作基础好、有一定国际影响力的学会",
      en: "Societies of strong all-round capability, with a good foundation and some international influence",
    },
    expects: {
      zh: "到2023年学会发展活力、服务科技创新能力、服务国家战略决策能力显著增强，学会组织方式、运行机制和现代化治理能力显著提高，学会国际话语权和影响力显著提升。",
      en: "By 2023 vitality and the ability to serve innovation and national strategy are markedly stronger; organisation, working mechanisms and modern governance are markedly better; voice and influence in the world have markedly grown.",
    },
    basis: {
      clause: "二、建设方式",
      quote: "遴选10个综合能力强、工作基础好、有一定国际影响力的学会进行支持",
    },
  },
  {
    id: "2",
    name: { zh: "第二档", en: "Second tier" },
    places: 15,
    selects: {
      zh: "综合能力较强、工作基础好、具有发展潜力的学会",
      en: "Societies of fairly strong all-round capability, with a good foundation and potential to develop",
    },
    expects: {
      zh: "到2023年学会改革向纵深拓展，综合能力显著提高，服务科技创新能力、服务国家战略决策能力得到加强，高端学术交流品牌建设取得明显成效。",
      en: "By 2023 reform has gone deeper and all-round capability is markedly higher; the ability to serve innovation and national strategy is stronger; academic exchange of the highest level shows clear results.",
    },
    basis: { clause: "二、建设方式", quote: "遴选15个综合能力较强、工作基础好、具有发展潜力的学会进行支持" },
  },
  {
    id: "3",
    name: { zh: "第三档", en: "Third tier" },
    places: 25,
    selects: {
      zh: "工作基础较好、特色鲜明、优势突出的学会",
      en: "Societies with a fairly good foundation, a distinct character and outstanding strengths",
    },
    expects: {
      zh: "到2023年建成一批国内一流、有一定国际影响力的学会工作品牌，学会综合能力和影响力稳步提升。",
      en: "By 2023 there is a set of society activities that lead in the country and have some international influence; all-round capability and influence rise steadily.",
    },
    basis: { clause: "二、建设方式", quote: "遴选25个工作基础较好、特色鲜明、优势突出的学会进行支持" },
  },
];

export const tierChoice: z.input<typeof TierChoice> = {
  by: "rank",
  basis: {
    assumption: {
      zh: "通知未要求申报时选择档次。本方案不设申报档次，按综合得分排序依次确定。",
      en: "The notice asks no society to apply for a tier. In this definition the rank gives the tier.",
    },
  },
};

export const selection: z.input<typeof SelectionRules> = {
  reserves: 5,
  minimumComposite: "60",
  fewerThanPlaces: "under-fill",
  vacancy: "cascade",
  basis: {
    assumption: {
      zh: "通知未规定备选、最低分和合格学会不足50个时的处理。本方案设5个备选，综合得分不足60分不予立项，名额宁缺毋滥；出现空缺由下一档次名次最前者逐级递补，最末一档由第一备选递补，每个变动的名额单独补充公示。",
      en: "The notice is silent on reserves, on a pass mark and on fewer than fifty qualified societies. This definition names five reserves, gives no place below a composite score of 60 and leaves places empty rather than fill them; a vacancy is filled by the best of the tier below, down to the first reserve, and each place that changes gets its own supplementary notice.",
    },
  },
};
