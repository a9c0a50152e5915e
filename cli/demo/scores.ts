import type { Tie } from "../../shared/contract/experts.ts";
import { compare, fractionOf } from "../../shared/kernel/exact.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { weightedFraction } from "../../shared/programme/score-sheet.ts";
import type { Criterion, Scoring } from "../../shared/programme/scoring.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { inventedName } from "./content.ts";
import type { PublicSociety } from "./societies.ts";

/** An invented expert as officers import one, and how he or she scores. */
export interface DemoExpert {
  /** Of this demonstration only; the product gives its own id. */
  number: number;
  name: string;
  mail: string;
  institution: string;
  fields: string[];
  ties: Tie[];
  /** Marks of a hundred that this expert is above (mild) or below (strict) the others. */
  strictness: number;
  /** How far apart this expert's marks lie; 1 is usual. */
  spread: number;
}

const tieKinds = ["office-holder", "employed", "adviser", "member", "joint-work"] as const;
const institutions = ["示例大学", "演示研究院", "样本实验室", "范例医院", "模拟工程中心"];

/** Enough experts of every category; names, institutions and ties are invented and say so. */
export function makeExperts(seed: number, societies: readonly PublicSociety[], count = 36): DemoExpert[] {
  const categories = [...new Set(societies.map(({ category }) => category))];
  return Array.from({ length: count }, (_, at) => {
    const chance = chanceOf(seed, "expert", at);
    const field = categories[at % categories.length] ?? "";
    const own = societies.filter(({ category }) => category === field);
    return {
      number: at + 1,
      name: `${inventedName(chance)}（虚构）`,
      mail: `expert.${String(at + 1).padStart(2, "0")}@expert.example`,
      institution: `${chance.pick(institutions)}${at + 1}（虚构）`,
      fields: [...new Set([field, chance.pick(categories), subjectOf(seed, at, own)])],
      ties: chance
        .shuffled(own)
        .slice(0, chance.whole(0, 3))
        .map(({ code }, tie) => tieOf(code, tie, chance)),
      strictness: Math.round(chance.normal() * 5),
      spread: 0.7 + chance.next() * 0.7,
    };
  });
}

/** The subject of some society of the expert's own category, such as 物理 of 中国物理学会. */
const subjectOf = (seed: number, at: number, own: readonly PublicSociety[]): string =>
  chanceOf(seed, "subject", at)
    .pick(own)
    .name_zh.replace(/^中国|(学会|研究会|协会|促进会|会)$/g, "");

const tieOf = (code: string, at: number, chance: Chance): Tie => ({
  kind: at === 0 ? "office-holder" : chance.pick(tieKinds),
  societyCode: SocietyCode.parse(code),
  until: null,
  note: "演示数据（虚构）",
});

interface ScoreInput {
  seed: number;
  expert: Pick<DemoExpert, "number" | "strictness" | "spread">;
  societyCode: string;
  stage: string;
  criteria: readonly Criterion[];
}

/**
 * The scores of one sheet: the society's quality, the expert's strictness and a little chance, rounded to the
 * criterion's step within its bounds. Exact decimals as text, as a sheet holds them.
 */
export function makeScores({
  seed,
  expert,
  societyCode,
  stage,
  criteria,
}: ScoreInput): Record<string, string> {
  const society = chanceOf(seed, "quality", societyCode);
  const overall = 72 + society.normal() * 9;
  const sheet = chanceOf(seed, "sheet", expert.number, societyCode, stage);
  return Object.fromEntries(
    criteria.map((criterion) => {
      const quality = overall + chanceOf(seed, "quality", societyCode, criterion.id).normal() * 4;
      const seen = 72 + (quality - 72) * expert.spread + expert.strictness + sheet.normal() * 3;
      return [criterion.id, onScale(seen / 100, criterion)];
    }),
  );
}

/** A share of the full mark on the criterion's own scale, whole steps from its least mark. */
function onScale(share: number, { min, max, step }: Criterion): string {
  const decimals = step.split(".")[1]?.length ?? 0;
  const scale = 10 ** decimals;
  const stepUnits = Number(step.replace(".", ""));
  const steps = Math.floor(((max - min) * scale) / stepUnits);
  const taken = Math.min(steps, Math.max(0, Math.round(share * steps)));
  const units = min * scale + taken * stepUnits;
  const whole = Math.floor(units / scale);
  const rest = String(units % scale)
    .padStart(decimals, "0")
    .replace(/0+$/, "");
  return rest === "" ? String(whole) : `${whole}.${rest}`;
}

const strong = ["基础扎实、目标明确", "特色鲜明、路径清晰", "计划可行、测算依据充分"];
const weak = ["量化指标偏少", "国际合作部分较单薄", "实施步骤可再细化"];

/** The opinion that goes with a sheet. */
export function makeOpinion({ seed, expert, societyCode, stage }: Omit<ScoreInput, "criteria">): string {
  const chance = chanceOf(seed, "opinion", expert.number, societyCode, stage);
  return `该学会申报材料${chance.pick(strong)}；${chance.pick(weak)}，建议在实施中完善。（演示用虚构意见）`;
}

/** What the expert recommends beside the scores: what the total stands for, and now and then the next one above it. */
export function makeRecommendation(
  { seed, expert, societyCode, stage }: Omit<ScoreInput, "criteria">,
  scores: Record<string, string>,
  { criteria, recommendations }: Scoring,
): { recommendation?: string } {
  if (!recommendations) return {};
  const total = weightedFraction(scores, criteria);
  const at = recommendations.options.findIndex(({ from }) => compare(total, fractionOf(from)) >= 0);
  const isGenerous = chanceOf(seed, "recommendation", expert.number, societyCode, stage).next() < 0.05;
  const option = recommendations.options[Math.max(0, isGenerous ? at - 1 : at)];
  return option ? { recommendation: option.id } : {};
}
