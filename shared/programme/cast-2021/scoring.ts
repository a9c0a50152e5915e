import type * as z from "zod";
import type { Criterion, Scoring } from "../scoring.ts";

type CriterionInput = z.input<typeof Criterion>;

const weightReading = {
  zh: "通知未规定权重和分值，权重和百分制为本方案所定。",
  en: "The notice gives neither weights nor a scale; both are this definition's own.",
};

function criterion(
  asked: Pick<CriterionInput, "id" | "name" | "description" | "weight" | "basis">,
): CriterionInput {
  return { ...asked, capability: null, min: 0, max: 100, step: "1" };
}

const stageReading = {
  zh: "书面评审与答辩评审分别打分，占比和最少评分数为本方案所定。",
  en: "Written review and defence are scored apart; their shares and the fewest scores are this definition's own.",
};

/** The notice gives no weights: the rubric follows its capabilities and requirements, its figures are marked as assumed. */
export const scoring: z.input<typeof Scoring> = {
  criteria: [
    {
      ...criterion({
        id: "organisational-cohesion",
        name: { zh: "组织凝聚力", en: "Organisational cohesion" },
        description: {
          zh: "党建工作、价值引领、会员发展、人才凝聚的基础与三年规划。",
          en: "Foundation and three-year plan in Party building, values, membership and talent.",
        },
        weight: 20,
        basis: { clause: "一、建设内容（一）", quote: "组织凝聚力", reading: weightReading },
      }),
      capability: "organisational-cohesion",
    },
    {
      ...criterion({
        id: "academic-leadership",
        name: { zh: "学术引领力", en: "Academic leadership" },
        description: {
          zh: "期刊建设、学术活动、决策咨询、科学普及、产学研融合的基础与三年规划。",
          en: "Foundation and three-year plan in journals, events, advice, communication and work with industry.",
        },
        weight: 25,
        basis: { clause: "一、建设内容（二）", quote: "学术引领力", reading: weightReading },
      }),
      capability: "academic-leadership",
    },
    {
      ...criterion({
        id: "public-credibility",
        name: { zh: "社会公信力", en: "Public credibility" },
        description: {
          zh: "公共服务、民主治理、管理运营、数字化建设的基础与三年规划。",
          en: "Foundation and three-year plan in public services, governance, management and digitalisation.",
        },
        weight: 20,
        basis: { clause: "一、建设内容（三）", quote: "社会公信力", reading: weightReading },
      }),
      capability: "public-credibility",
    },
    {
      ...criterion({
        id: "international-influence",
        name: { zh: "国际影响力", en: "International influence" },
        description: {
          zh: "组织发展、人才交流、互信合作的基础与三年规划。",
          en: "Foundation and three-year plan in organisation, exchange of people, trust and cooperation.",
        },
        weight: 15,
        basis: { clause: "一、建设内容（四）", quote: "国际影响力", reading: weightReading },
      }),
      capability: "international-influence",
    },
    criterion({
      id: "first-year-plan",
      name: { zh: "第一年度建设方案", en: "Plan for the first year" },
      description: {
        zh: "重点工作内容、实施步骤和成效是否明确可行。",
        en: "Are the main work, the steps and the outcome clear and feasible?",
      },
      weight: 15,
      basis: {
        clause: "五、申报要求（二）",
        quote: "重点制定第一年度中国特色一流学会建设方案",
        reading: weightReading,
      },
    }),
    criterion({
      id: "budget",
      name: { zh: "经费预算", en: "Budget" },
      description: {
        zh: "预算是否合规、合理，测算依据是否详实。",
        en: "Does the budget keep to the rules, is it reasonable, and is its costing basis complete?",
      },
      weight: 5,
      basis: { clause: "五、申报要求（三）", quote: "详列测算依据", reading: weightReading },
    }),
  ],
  stages: [
    {
      id: "written",
      name: { zh: "书面评审", en: "Written review" },
      weight: 60,
      minScores: 3,
      basis: { clause: "二、建设方式", quote: "通过专家评审", reading: stageReading },
    },
    {
      id: "defence",
      name: { zh: "答辩评审", en: "Defence" },
      weight: 40,
      minScores: 3,
      basis: { clause: "四、申报程序（三）", quote: "参加答辩评审", reading: stageReading },
    },
  ],
  aggregate: {
    rule: { kind: "trimmed-mean", dropHigh: 1, dropLow: 1, fromCount: 5 },
    basis: {
      assumption: {
        zh: "通知未规定计分办法。5份及以上评分时去掉一个最高分和一个最低分，不足5份时取算术平均。",
        en: "The notice gives no way of counting. From five sheets on one highest and one lowest are dropped; below that the mean is taken.",
      },
    },
  },
  rounding: {
    rule: { decimals: 2, mode: "half-up" },
    basis: {
      assumption: {
        zh: "综合得分四舍五入保留两位小数，中间不取舍。",
        en: "Composite scores are rounded half up to two decimals, and nothing before them.",
      },
    },
  },
  ties: {
    chain: [
      { kind: "stage", id: "defence" },
      { kind: "mean" },
      { kind: "highest-minimum" },
      { kind: "median" },
      { kind: "criterion", id: "academic-leadership" },
      { kind: "lot", seed: "snapshot-hash" },
    ],
    basis: {
      assumption: {
        zh: "通知未规定并列的处理。综合得分相同的，依次比较答辩得分、未去极值的平均分、最低分、中位数、学术引领力得分，仍相同的以评分快照的哈希值抽签。",
        en: "The notice is silent on ties. Equal scores are told apart by the defence, the plain mean, the lowest score, the median, academic leadership, and at last a lot drawn from the hash of the frozen scores.",
      },
    },
  },
  recommendations: {
    options: [
      { id: "strong", name: { zh: "优先支持", en: "Support with priority" }, from: "85" },
      { id: "support", name: { zh: "建议支持", en: "Support" }, from: "70" },
      { id: "decline", name: { zh: "不建议支持", en: "Do not support" }, from: "0" },
    ],
    basis: {
      assumption: {
        zh: "通知未规定推荐意见。专家可在评分之外给出推荐意见，不参与计分，只用于提示意见与总分不一致的评分表。",
        en: "The notice knows no recommendation. An expert may give one beside the scores: it counts for nothing and only points at sheets whose total says something else.",
      },
    },
  },
  ranking: {
    seed: 2021,
    draws: 2000,
    withinNoise: { low: "0.1", high: "0.9" },
    deliberation: "required",
    outlierBeyond: "3",
    dispersionBeyond: "2",
    basis: {
      assumption: {
        zh: "通知只说通过专家评审。评分先按去极值的平均分排序，校准分、名次区间和各档入选概率并列备查；档次线两侧凭评分无法区分的，须经两名工作人员记录的合议后方可审定；与其他专家相差三个标准差以上的评分、离散程度超过两倍误差的申报提示复核。",
        en: "The notice says no more than review by experts. The trimmed mean ranks; calibrated scores, rank intervals and chances stand beside it. Those on both sides of a line whom scores can't tell apart are deliberated, recorded by two officers, before approval; a score three standard deviations from the others', and scores that scatter twice as far as noise, are flagged.",
      },
    },
  },
};
