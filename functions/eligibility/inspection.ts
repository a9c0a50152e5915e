import type { InspectionFact } from "../../shared/contract/register.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { AnnualInspectionRule, InspectionConclusion } from "../../shared/programme/eligibility.ts";
import type { Judgement } from "./judgement.ts";

const conclusionNames: Record<InspectionConclusion, Words> = {
  QUALIFIED: { zh: "合格", en: "qualified" },
  BASICALLY_QUALIFIED: { zh: "基本合格", en: "basically qualified" },
  UNQUALIFIED: { zh: "不合格", en: "unqualified" },
  NOT_INSPECTED: { zh: "未参检", en: "not inspected" },
  NOT_APPLICABLE: { zh: "不适用", en: "not applicable" },
  PENDING: { zh: "待定", en: "pending" },
};

const failing = ["BASICALLY_QUALIFIED", "UNQUALIFIED"] as const;

/** One part of the rule: it fails the society, it does not, or the years named keep it from being known. */
type Verdict = "fails" | "holds" | { gaps: number[] };

/**
 * 三、申报资格 2: "年检结论最近一次为“不合格”或最近两年连续为“基本合格”". "Latest" is the latest year whose conclusion was known on
 * the reference date; later years that are recorded as pending are passed over and noted, to be looked at again. A gap is
 * never passed over: a year that is not recorded, not inspected or not applicable needs a person wherever the rule has to
 * look at it. The inspection of a year is done in the next, so all years before the reference year must be recorded.
 * @param inspections at most one per year, in any order
 */
export function judgeInspections(
  rule: AnnualInspectionRule,
  inspections: readonly InspectionFact[],
): Judgement {
  const all = inspections.toSorted((a, b) => b.year - a.year);
  const latest = all.find((one) => !isPending(rule, one));
  const pending = all.filter((one) => latest === undefined || one.year > latest.year);
  const notes = pending.map((one) => pendingNote(rule, one));
  if (!latest) {
    const none = { zh: "没有可用的年检结论", en: "No conclusion of an inspection can be used" };
    return { outcome: "needs-evidence", fact: factOf(all), source: null, on: null, notes: [...notes, none] };
  }
  const referenceYear = Number(rule.referenceOn.slice(0, 4));
  const oldest = referenceYear - rule.stalenessYears;
  const unrecorded = yearsBetween(latest.year, referenceYear).filter(
    (year) => !all.some((one) => one.year === year),
  );
  const isAnchored = latest.year >= oldest && unrecorded.length === 0;
  const known = new Map(all.map((one) => [one.year, one]));
  const verdicts = [
    latestVerdict(rule, latest),
    runVerdict(rule, known, latest.year),
    lastYearsVerdict(rule, known, latest.year),
  ];
  const judged = {
    fact: factOf(all),
    source: [...new Set(all.filter((one) => one.year <= latest.year).map(({ source }) => source))].join("；"),
    on: latest.on,
  };
  if (isAnchored && verdicts.includes("fails")) return { ...judged, outcome: "fail", notes };
  const gaps = verdicts.flatMap((verdict) => (typeof verdict === "object" ? verdict.gaps : []));
  const open = [
    ...(latest.year < oldest ? [staleNote(latest.year, oldest)] : []),
    ...[...new Set([...unrecorded, ...gaps])].map((year) => gapNote(year, known.get(year))),
  ];
  const outcome = open.length > 0 ? "needs-evidence" : "pass";
  return { ...judged, outcome, notes: [...notes, ...open] };
}

/** A conclusion that was not known yet on the reference date is pending there, whatever it turned out to be. */
const isPending = (rule: AnnualInspectionRule, { conclusion, on }: InspectionFact) =>
  conclusion === "PENDING" || (isConclusion(conclusion) && on > rule.referenceOn);

const isConclusion = (conclusion: InspectionConclusion) =>
  conclusion === "QUALIFIED" || failing.some((one) => one === conclusion);

/** Years after `from` and before `to`, newest first. */
const yearsBetween = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from - 1) }, (_, at) => to - 1 - at);

type Years = ReadonlyMap<number, InspectionFact>;

const conclusionIn = (rule: AnnualInspectionRule, years: Years, year: number) => {
  const one = years.get(year);
  return one && !isPending(rule, one) && isConclusion(one.conclusion) ? one.conclusion : undefined;
};

function latestVerdict(rule: AnnualInspectionRule, { year, conclusion }: InspectionFact): Verdict {
  if (!isConclusion(conclusion)) return { gaps: [year] };
  return rule.latestFails.some((one) => one === conclusion) ? "fails" : "holds";
}

/** Backwards from the latest year, as long as each has the conclusion; another conclusion ends the run, a gap leaves it open. */
function runVerdict(rule: AnnualInspectionRule, years: Years, latest: number): Verdict {
  if (!rule.consecutive) return "holds";
  for (let year = latest; year > latest - rule.consecutive.years; year -= 1) {
    const conclusion = conclusionIn(rule, years, year);
    if (conclusion === undefined) return { gaps: [year] };
    if (conclusion !== rule.consecutive.conclusion) return "holds";
  }
  return "fails";
}

function lastYearsVerdict(rule: AnnualInspectionRule, years: Years, latest: number): Verdict {
  const { anyOfLast } = rule;
  if (!anyOfLast) return "holds";
  const last = Array.from({ length: anyOfLast.years }, (_, at) => latest - at);
  const conclusions = last.map((year) => conclusionIn(rule, years, year));
  if (anyOfLast.conclusions.some((one) => conclusions.includes(one))) return "fails";
  const gaps = last.filter((_, at) => conclusions[at] === undefined);
  return gaps.length > 0 ? { gaps } : "holds";
}

function factOf(all: readonly InspectionFact[]): Words {
  if (all.length === 0) return { zh: "没有年检记录", en: "No inspection is recorded" };
  return {
    zh: all.map(({ year, conclusion }) => `${year}年度${conclusionNames[conclusion].zh}`).join("；"),
    en: all.map(({ year, conclusion }) => `${year} ${conclusionNames[conclusion].en}`).join("; "),
  };
}

function pendingNote({ referenceOn }: AnnualInspectionRule, { year, conclusion, on }: InspectionFact): Words {
  if (conclusion === "PENDING") {
    return {
      zh: `${year}年度年检尚无结论，作出后须复核`,
      en: `The inspection of ${year} is pending; look again when it is concluded`,
    };
  }
  const name = conclusionNames[conclusion];
  return {
    zh: `${year}年度“${name.zh}”于${on}作出，晚于基准日${referenceOn}，未作为最近一次，须复核`,
    en: `The conclusion of ${year}, ${name.en}, became known on ${on}, after the reference date ${referenceOn}; it is not taken as the latest and needs another look`,
  };
}

const staleNote = (year: number, oldest: number): Words => ({
  zh: `最近一次结论为${year}年度，早于${oldest}年度，须人工核实`,
  en: `The latest conclusion is of ${year}, before ${oldest}; a person must look at it`,
});

function gapNote(year: number, held: InspectionFact | undefined): Words {
  if (!held) {
    return {
      zh: `没有${year}年度的年检记录，须补充；尚未作出结论的登记为“待定”`,
      en: `Nothing is recorded of the inspection of ${year}; record it, as pending if it is not concluded`,
    };
  }
  const name = conclusionNames[held.conclusion];
  return {
    zh: `${year}年度为“${name.zh}”，不能据此判定，须人工核实`,
    en: `The inspection of ${year} is recorded as ${name.en}, which decides nothing; a person must look at it`,
  };
}
