import type { BarredBecause } from "../../shared/contract/barred.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Aggregate, TieRule } from "../../shared/programme/scoring.ts";
import type { Decision } from "./decision.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * The rules of a decision in words: those of the programme with their parameters, and those that it leaves open and this
 * product settles. They are part of the decision, so that nobody has to read a program to check it.
 */
export function rulesUsed(snapshot: Snapshot): Decision["rules"] {
  const { scoring, selection, tiers } = snapshot;
  const { decimals, mode } = scoring.rounding.rule;
  const anchors = snapshot.applications.filter(({ isAnchor }) => isAnchor);
  const rule = (id: string, zh: string, en: string) => ({ id, words: { zh, en } });
  const list = (entries: readonly string[], joint: string) => entries.join(joint);
  return [
    rule(
      "total",
      "一份评分表的总分为各项得分乘以权重（%）之和，不取舍。",
      "The total of a sheet is the sum of each score times its weight in per cent, not rounded.",
    ),
    rule("stage", aggregateWords(scoring.aggregate.rule).zh, aggregateWords(scoring.aggregate.rule).en),
    rule(
      "composite",
      `综合得分为各阶段得分按占比加权之和（${list(
        scoring.stages.map(({ name, weight }) => `${name.zh}${weight}%`),
        "、",
      )}），最后${mode === "half-up" ? "四舍五入" : "四舍六入五成双"}保留 ${decimals} 位小数；按舍入后的综合得分排序。`,
      `The composite is the stages' scores by their shares (${list(
        scoring.stages.map(({ name, weight }) => `${name.en} ${weight} %`),
        ", ",
      )}), rounded ${mode === "half-up" ? "half up" : "half to even"} to ${decimals} decimals at the end only; the rounded composite ranks.`,
    ),
    rule(
      "fewest-scores",
      `某阶段评分少于规定份数的不参加排序（${list(
        scoring.stages.map(({ name, minScores }) => `${name.zh}${minScores}份`),
        "、",
      )}）。`,
      `An application with fewer sheets than needed in a stage is not ranked (${list(
        scoring.stages.map(({ name, minScores }) => `${name.en} ${minScores}`),
        ", ",
      )}).`,
    ),
    rule(
      "ties",
      `综合得分相同的依次比较：${list(
        scoring.ties.chain.map((link) => linkWords(link, snapshot).zh),
        "；",
      )}。均按舍入前的精确值比较，高者在前。`,
      `Equal composites are told apart by, in this order: ${list(
        scoring.ties.chain.map((link) => linkWords(link, snapshot).en),
        "; ",
      )}. Exact values are compared, never rounded ones; the higher ranks first.`,
    ),
    rule(
      "tiers",
      `按排序依次填入${list(
        tiers.map(({ name, places }) => `${name.zh}${places}个`),
        "、",
      )}，不超额；不足时空缺。`,
      `Places are filled in order of rank: ${list(
        tiers.map(({ name, places }) => `${name.en} ${places}`),
        ", ",
      )}; never more, and empty where too few qualify.`,
    ),
    ...(snapshot.applications.some(({ chosenTier }) => chosenTier)
      ? [
          rule(
            "tier-choice",
            "各申报单位不进入高于所报档次的档次；所报档次已满的，注明接受较低档次的依次转入较低档次，其余不予入选。",
            "Nobody gets a higher tier than the one applied for; where that is full, who said that a lower one would do gets the next lower one with a place, and the others get none.",
          ),
        ]
      : []),
    ...(scoring.ranking
      ? [
          rule(
            "calibration",
            `并列备查的原始均值、截尾均值、校准分、收缩分、标准误、名次区间、入选概率由加性随机效应模型（REML）得出，概率以 ${scoring.ranking.draws} 次抽样（种子 ${scoring.ranking.seed}）估计，均取四位小数，不改变排序。`,
            `The means, calibrated and shrunk scores, errors, rank intervals and chances that stand beside the order come from an additive random-effects model (REML), the chances from ${scoring.ranking.draws} draws (seed ${scoring.ranking.seed}); all have four decimals, and none changes the order.`,
          ),
        ]
      : []),
    ...(anchors.length > 0
      ? [
          rule(
            "anchors",
            `锚定申报（${list(
              anchors.map(({ names }) => names.zh),
              "、",
            )}）由每位无须回避的专家书面评分，以使各组评分可比：均值、截尾均值、并列比较和最少份数只取其评审组的评分，与其他申报相同；校准分及由模型得出的统计量取全部评分。`,
            `Anchors (${list(
              anchors.map(({ names }) => names.en),
              ", ",
            )}) are scored in writing by every expert who may, so that marks of different groups can be compared. Their mean, trimmed mean, ties and fewest scores are of their panel alone, as of all other applications; the calibrated score and whatever follows from the model are of all scores.`,
          ),
        ]
      : []),
    ...(snapshot.sheets.some(({ isLeftOut }) => isLeftOut)
      ? [
          rule(
            "left-out",
            "经两名工作人员说明理由剔除的评分保留并标明，不参与计算。",
            "A score that two officers left out, with a reason, stays, is marked, and counts for nothing.",
          ),
        ]
      : []),
    ...(snapshot.applications.some(({ absentFrom }) => absentFrom)
      ? [
          rule(
            "absence",
            "经两人登记并确认答辩缺席的学会，该阶段各项按最低分计；其并列备查的统计量不予给出。",
            "A society that stayed away, as two people recorded, has the least score for every criterion of that stage; no figures of the model stand beside it.",
          ),
        ]
      : []),
    ...(snapshot.barred ?? [])
      .flatMap(({ because }) => because)
      .filter((one, at, all) => all.indexOf(one) === at)
      .toSorted()
      .map((one) => rule(`barred-${one}`, barredWords[one].zh, barredWords[one].en)),
    selection.minimumComposite === null
      ? rule("minimum", "不设最低综合得分。", "There is no least composite.")
      : rule(
          "minimum",
          `舍入后的综合得分低于 ${selection.minimumComposite} 的不予入选，也不列为备选。`,
          `A rounded composite below ${selection.minimumComposite} gets no place and is no reserve.`,
        ),
    rule(
      "reserves",
      `其后依次列 ${selection.reserves} 个备选。`,
      `The next ${selection.reserves} in order are the reserves.`,
    ),
    ...(selection.vacancy === "cascade"
      ? [
          rule(
            "vacancy",
            "名单上的单位被取消资格后，其名额由下一档次名次最前者递补，逐级类推，最末一档由第一备选递补；每个变动的名额单独补充公示。",
            "The place of who is taken off the list goes to the best of the tier below, and so on down to the first reserve; each place that changes gets its own supplementary notice.",
          ),
        ]
      : []),
  ];
}

export const barredWords: Record<BarredBecause, Words> = {
  "paper-short": {
    zh: "项目规定纸质材料份数不足的不进入答辩和遴选，据此未列入排序的见“barred”。",
    en: "The programme keeps out whose copies on paper are short; those that are not ranked for it stand under `barred`.",
  },
  absent: {
    zh: "经两人登记并确认答辩缺席的学会不参加排序，见“barred”。",
    en: "A society that stayed away from its defence, as two people recorded, is not ranked and stands under `barred`.",
  },
  revoked: {
    zh: "经查实弄虚作假、已取消申报资格的不参加遴选，见“barred”。",
    en: "Applications that were revoked for falsity take no part, and stand under `barred`.",
  },
  "supplier-unregistered": {
    zh: "项目规定答辩前须完成供应商注册；遴选汇总时仍未注册的不进入答辩和遴选，据此未列入排序的见“barred”。",
    en: "The programme asks for registration as a supplier before the defence; who has none when the scores are summed up is kept out, and stands under `barred`.",
  },
};

function aggregateWords(rule: Aggregate): Words {
  if (rule.kind === "mean") {
    return {
      zh: "阶段得分为该阶段全部评分表总分的算术平均，不取舍。",
      en: "The score of a stage is the mean of its totals, not rounded.",
    };
  }
  if (rule.kind === "calibrated") {
    return {
      zh: "阶段得分为校准分：全部评分表总分的算术平均，减去各评审专家相对其他专家偏高的分数的平均，取六位小数；评分不足以估出宽严的阶段，取算术平均，理由见“calibration”。",
      en: "The score of a stage is calibrated: the mean of its totals less what these experts mark above others on average, to six decimals; where the scores can't tell strictness it is the mean, and `calibration` says why.",
    };
  }
  const { fromCount, dropHigh, dropLow } = rule;
  return {
    zh: `某阶段评分达到 ${fromCount} 份时去掉 ${dropHigh} 个最高总分和 ${dropLow} 个最低总分后取平均，不足时取全部总分的平均，不取舍。`,
    en: `From ${fromCount} sheets in a stage on, the ${dropHigh} highest and ${dropLow} lowest totals are dropped before the mean is taken; below that it is the mean of all. Not rounded.`,
  };
}

function linkWords(link: TieRule, { scoring }: Pick<Snapshot, "scoring">): Words {
  switch (link.kind) {
    case "criterion": {
      const name = scoring.criteria.find(({ id }) => id === link.id)?.name;
      return {
        zh: `“${name?.zh ?? link.id}”各份得分的平均（按阶段占比）`,
        en: `the mean score for ${name?.en ?? link.id} by the stages' shares`,
      };
    }
    case "stage": {
      const name = scoring.stages.find(({ id }) => id === link.id)?.name;
      return { zh: `${name?.zh ?? link.id}得分`, en: `the score of the stage ${name?.en ?? link.id}` };
    }
    case "mean":
      return {
        zh: "未去极值的平均（按阶段占比）",
        en: "the mean of all totals, nothing dropped, by the stages' shares",
      };
    case "trimmed-mean":
      return { zh: "舍入前的综合得分", en: "the composite before rounding" };
    case "median":
      return { zh: "总分的中位数（按阶段占比）", en: "the median of the totals by the stages' shares" };
    case "highest-minimum":
      return { zh: "所有评分表中的最低总分", en: "the lowest total of any sheet" };
    case "lot":
      return {
        zh: "抽签值：文本“评分快照的SHA-256:申报编号”的SHA-256（十六进制）",
        en: "the lot: SHA-256 (hex) of the text `<SHA-256 of the snapshot>:<application id>`",
      };
  }
}
