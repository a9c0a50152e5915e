import type { Sheet, SheetContent } from "../../shared/contract/sheet-record.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { exactText } from "../../shared/kernel/exact.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { type ScoreFaultCode, scoreFault, weightedFraction } from "../../shared/programme/score-sheet.ts";
import type { Criterion } from "../../shared/programme/scoring.ts";

/** One score that can't stand. A sheet with a "missing" one may be kept as a draft, not submitted. */
export interface SheetFault {
  criterion: string;
  code: ScoreFaultCode | "missing" | "unknown-criterion" | "unknown-recommendation";
  words: Words;
}

type Scores = Readonly<Record<string, string>>;
type Rubric = Pick<ProgrammeDefinition, "scoring">;

/** Scores against the criteria of the definition: every criterion once, within its bounds, on its step. All faults at once. */
export function faultsOf(scores: Scores, { scoring }: Rubric): SheetFault[] {
  const known = new Map(scoring.criteria.map((criterion) => [criterion.id, criterion]));
  const unknown = Object.keys(scores)
    .filter((id) => !known.has(id))
    .map((criterion) => ({
      criterion,
      code: "unknown-criterion" as const,
      words: { zh: `没有“${criterion}”这项评分指标`, en: `There is no criterion ${criterion}` },
    }));
  const wrong = scoring.criteria.flatMap((criterion) => {
    // Own members only: "constructor" is no score.
    const score = Object.hasOwn(scores, criterion.id) ? scores[criterion.id] : undefined;
    const code: SheetFault["code"] | null = score === undefined ? "missing" : scoreFault(criterion, score);
    return code === null ? [] : [{ criterion: criterion.id, code, words: wordsFor(criterion, code, score) }];
  });
  return [...wrong, ...unknown];
}

/** Scores as in `faultsOf`, and a recommendation that the definition does not offer. */
export function contentFaults({ scores, recommendation }: SheetContent, rubric: Rubric): SheetFault[] {
  const faults = faultsOf(scores, rubric);
  const options = rubric.scoring.recommendations?.options ?? [];
  if (recommendation === undefined || options.some(({ id }) => id === recommendation)) return faults;
  const words = {
    zh: `没有“${recommendation}”这项推荐意见`,
    en: `There is no recommendation ${recommendation}`,
  };
  return [...faults, { criterion: "recommendation", code: "unknown-recommendation", words }];
}

/**
 * What an expert signs, as canonical text: the pair, the stage, the scores, the opinion, the recommendation where there is
 * one, and the version of the attendance that a sheet of a defence is bound to.
 */
export function sheetText(
  { applicationId, expertId, stage }: Pick<Sheet, "applicationId" | "expertId" | "stage">,
  { scores, opinion, recommendation }: SheetContent,
  attendanceVersion?: number,
): string {
  const content = {
    scores,
    opinion,
    ...(recommendation !== undefined && { recommendation }),
    ...(attendanceVersion !== undefined && { attendanceVersion }),
  };
  return canonicalJson({ applicationId, expertId, stage, ...content });
}

function wordsFor(criterion: Criterion, code: SheetFault["code"], score = ""): Words {
  const { name, min, max, step } = criterion;
  const allowed = {
    zh: `${min} 至 ${max} 分，步长 ${step}`,
    en: `${min} to ${max} in steps of ${step}`,
  };
  if (code === "missing") {
    return { zh: `“${name.zh}”未评分（${allowed.zh}）`, en: `${name.en} has no score (${allowed.en})` };
  }
  return {
    zh: `“${name.zh}”的评分“${score}”不符合要求（${allowed.zh}）`,
    en: `${name.en}: a score of ${score || "nothing"} is not allowed (${allowed.en})`,
  };
}

/** The total of a sheet without faults, as an exact decimal such as `"84.15"`. @throws RangeError when a score is missing */
export function weightedTotal(scores: Scores, { scoring }: Rubric): string {
  return exactText(weightedFraction(scores, scoring.criteria));
}
