import * as z from "zod";
import type { ProgrammeDefinition } from "./schema.ts";

/** One thing wrong with a definition: where (`scoring.criteria[2].weight`), which, and what to say about it. */
export const Fault = z.object({ path: z.string(), code: z.string(), zh: z.string(), en: z.string() });
export type Fault = z.infer<typeof Fault>;

/** Which fault a cross-check found; what is said of it is in `words`. */
export type FaultCode = keyof typeof words;

const words = {
  "weights-sum": ["权重之和应为 100%", "the weights must come to 100 per cent"],
  "duplicate-id": ["编号重复", "this id occurs twice"],
  "unknown-reference": ["所引用的编号不存在", "nothing has the id that is referred to"],
  "bounds-reversed": ["下限不小于上限", "the lower bound is not below the upper one"],
  "step-does-not-fit": ["步长应大于 0 且能整除分值区间", "the step must be above 0 and divide the range"],
  "tie-chain-open": [
    "并列规则须以抽签结束，且抽签只能在最后",
    "the tie chain must end in a lot, and only its last link may be one",
  ],
  "trim-leaves-nothing": [
    "去掉的分数不少于参与计算的分数",
    "dropping so many scores leaves none to take the mean of",
  ],
  "no-noise-bounds": [
    "概率下限须小于 0.5，上限须大于 0.5 且不超过 1",
    "the chance's lower bound must be below 0.5, the upper one above it and at most 1",
  ],
  "recommendations-disordered": [
    "推荐意见须从高到低排列，起始分逐项降低",
    "recommendations stand from the best down, each from a lower total",
  ],
  "recommendations-leave-gap": [
    "最后一项推荐意见须从可能的最低总分起",
    "the last recommendation must begin at the least total there can be",
  ],
  "minimum-unreachable": [
    "最低分高于综合得分可能达到的最高值",
    "no application can ever reach this least composite score",
  ],
  "too-few-experts": ["所需最少评分数多于安排的专家数", "more scores are needed than experts are assigned"],
  "panel-even": ["评审组须为单数", "the panel must be an odd number of experts"],
  "least-even": [
    "评分为双数即不予汇总的，所需最少评分数须为单数",
    "where an even number of scores is refused, the fewest scores must be an odd number",
  ],
  "draw-unused": [
    "专家不由抽取产生的方案不设抽取办法",
    "where experts are not drawn by lot, no rules of a draw are given",
  ],
  "anchors-drawn": [
    "专家由抽取产生的方案不设锚定申报",
    "where experts are drawn by lot there are no anchor applications: only a plan lays them",
  ],
  "anchors-over-cap": [
    "锚定申报占用工作量的，其个数须少于每名专家的上限",
    "anchors that count against the cap must be fewer than an expert takes",
  ],
  "strata-twice": [
    "抽取本轮专家组的，分层由专家组名额规定，申报的分层须为 none",
    "where a panel of the round is drawn its seats are the strata; those of applications must be none",
  ],
  "field-twice": ["同一领域只能属于一个分层", "a field can be of one stratum only"],
  "field-seats-unfit": [
    "本领域名额须少于每项申报的专家数；抽取本轮专家组的不设此项",
    "the seats of the own field must be fewer than an application's experts, and a round's panel has none",
  ],
  "field-seats-apart": [
    "设本领域名额的，同一单位专家数不能另作限制（须为 off）",
    "beside seats for the own field institutions can't be limited as well: it must be off",
  ],
  "panel-too-small": [
    "专家组名额少于每项申报所需专家数",
    "the panel has fewer seats than an application needs experts",
  ],
  "quorum-unfit": [
    "到会人数下限须不少于答辩所需最少评分数，且不多于安排的专家数",
    "the quorum must be at least the fewest scores of the defence and at most the experts there are",
  ],
  "stage-without-defence": [
    "答辩的阶段、设置与时间须同时具备或同时没有",
    "the stage, the settings and the window of the defence must all be there or none",
  ],
  "stage-missing": ["缺少书面评审阶段", "there is no written stage"],
  "dates-out-of-order": ["日期先后颠倒", "this date comes before the one that it must follow"],
  "deadline-disagrees": [
    "截止时刻与所述日期、是否含当日及末刻不一致",
    "the instant is not the one that the named day and its reading give",
  ],
  "zone-differs": ["时区与方案所定时区不同", "the zone is not that of the programme"],
  "calendar-not-loaded": [
    "该年度的国务院放假安排尚未载入，无法推算工作日",
    "the holiday calendar of this year is not loaded, so working days cannot be counted",
  ],
  "notice-too-short": ["公示期短于下限", "the notice is shorter than its floor"],
  "due-before-notice": [
    "期限早于最迟发出答辩通知之日，提前的工作日不能多于",
    "it would be due before the last day for the notice of the defence; at most so many working days before",
  ],
  "conclusion-too-soon": [
    "作出结论的期限短于陈述期限",
    "the conclusion would be due before the statement is",
  ],
  "setting-missing": ["此项设置须一并给出", "this setting must be given along with another"],
  "locale-not-offered": ["默认语言不在所列语言之中", "the default language is not among those offered"],
  "rule-fails-nothing": ["该规则不会使任何申报单位失去资格", "this rule can never fail anybody"],
  "part-exceeds-section": ["分项字数上限超过整节上限", "a part may be longer than its whole section"],
  "tier-not-applied-for": [
    "按排序确定档次的方案不设申报档次一节",
    "where the rank gives the tier, no section asks for one",
  ],
  "tiers-not-offered": [
    "申报档次一节须为必填，并恰好列出全部档次（tier）和是否接受较低档次（accepts-lower：yes、no）",
    "the section must be mandatory and offer exactly the tiers (`tier`) and whether a lower one would do (`accepts-lower`: yes, no)",
  ],
  "extra-only": [
    "OFD 只能作为附加文件：不能必交，不能作为另一文件的对应版本",
    "an OFD file is an extra: it can't be required, nor be another's twin",
  ],
  "mailed-kinds-unclear": [
    "接收邮件报送的项目，每种格式只能有一种材料，否则附件无法对应",
    "where mail is taken, each format may have one document only, or attachments can't be told apart",
  ],
  "shares-of-nothing": [
    "不编预算的项目没有可分配的份额",
    "a programme without a budget has nothing to share out",
  ],
  "nothing-required": ["至少须有一份必交文件", "at least one document must be required"],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** A fault of a cross-check. `detail` is shown behind the words, as figures or ids. */
export function fault(path: string, code: FaultCode, detail?: string): Fault {
  const [zh, en] = words[code];
  return detail === undefined
    ? { path, code, zh, en }
    : { path, code, zh: `${zh}：${detail}`, en: `${en}: ${detail}` };
}

type Opened<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: T[K] } : T;

/** What of a definition has the right shape, two levels deep: checks look at that and leave the rest to the schema. */
export type SoundParts = { [K in keyof ProgrammeDefinition]?: Opened<ProgrammeDefinition[K]> };
