import type { SocietyFacts } from "../../shared/contract/register.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import type { DisqualifierRule, InspectionConclusion } from "../../shared/programme/eligibility.ts";

/** A planted case: what is invented about the society, and what the rules of `cast-2021` must say. */
interface PlantedCase {
  disqualifier: DisqualifierRule["kind"] | null;
  expects: "pass" | "fail" | "needs-evidence";
}

/** 三、申报资格: each of the four grounds, gaps in what is known, and cases that only look like a ground. */
export const plantedCases = {
  "party-incomplete": { disqualifier: "party-organisation", expects: "fail" },
  "inspection-unqualified": { disqualifier: "annual-inspection", expects: "fail" },
  "inspection-basic-twice": { disqualifier: "annual-inspection", expects: "fail" },
  "inspection-pending-unqualified": { disqualifier: "annual-inspection", expects: "fail" },
  penalised: { disqualifier: "penalties", expects: "fail" },
  "project-unfinished": { disqualifier: "earlier-projects", expects: "fail" },
  "inspection-gap": { disqualifier: "annual-inspection", expects: "needs-evidence" },
  "inspection-skipped": { disqualifier: "annual-inspection", expects: "needs-evidence" },
  "party-unknown": { disqualifier: "party-organisation", expects: "needs-evidence" },
  "inspection-pending": { disqualifier: null, expects: "pass" },
  "inspection-basic-once": { disqualifier: null, expects: "pass" },
  "inspection-recovered": { disqualifier: null, expects: "pass" },
  "penalty-long-ago": { disqualifier: null, expects: "pass" },
  "supplier-missing": { disqualifier: null, expects: "pass" },
  "supplier-late": { disqualifier: null, expects: "pass" },
} as const satisfies Record<string, PlantedCase>;

export type PlantedKind = keyof typeof plantedCases;
export const plantedKinds = Object.keys(plantedCases) as PlantedKind[];

const day = (text: string) => LocalDate.parse(text);

/** Every source names itself as invented. */
const sources = {
  inspection: (year: number) => ({
    source: `演示数据（虚构）：${year}年度年检`,
    on: day(`${year + 1}-09-30`),
  }),
  other: (what: string) => ({ source: `演示数据（虚构）：${what}`, on: day("2021-10-15") }),
};

function inspections(
  conclusions: Readonly<Record<number, InspectionConclusion>>,
): SocietyFacts["inspections"] {
  return Object.entries(conclusions)
    .map(([year, conclusion]) => ({ year: Number(year), conclusion, ...sources.inspection(Number(year)) }))
    .sort((a, b) => b.year - a.year);
}

/** Conclusions by year where a planted case is about them; the year left out is the gap. */
const plantedInspections: Partial<Record<PlantedKind, Readonly<Record<number, InspectionConclusion>>>> = {
  "inspection-unqualified": { 2018: "QUALIFIED", 2019: "QUALIFIED", 2020: "UNQUALIFIED" },
  "inspection-basic-twice": { 2018: "QUALIFIED", 2019: "BASICALLY_QUALIFIED", 2020: "BASICALLY_QUALIFIED" },
  "inspection-pending-unqualified": { 2018: "QUALIFIED", 2019: "UNQUALIFIED", 2020: "PENDING" },
  "inspection-gap": { 2018: "QUALIFIED", 2020: "BASICALLY_QUALIFIED" },
  "inspection-skipped": { 2018: "QUALIFIED", 2019: "QUALIFIED", 2020: "NOT_INSPECTED" },
  "inspection-pending": { 2018: "QUALIFIED", 2019: "QUALIFIED", 2020: "PENDING" },
  "inspection-basic-once": { 2018: "QUALIFIED", 2019: "QUALIFIED", 2020: "BASICALLY_QUALIFIED" },
  "inspection-recovered": { 2018: "QUALIFIED", 2019: "UNQUALIFIED", 2020: "QUALIFIED" },
};

/** The invented facts of a society; without a planted case nothing stands against it. */
export function factsOf(planted: PlantedKind | null): SocietyFacts {
  const is = (kind: PlantedKind) => planted === kind;
  const usual = { 2018: "QUALIFIED", 2019: "QUALIFIED", 2020: "QUALIFIED" } as const;
  const decidedOn = is("penalised") ? "2020-05-18" : "2017-06-09";
  const isPenalised = is("penalised") || is("penalty-long-ago");
  return {
    inspections: inspections((planted && plantedInspections[planted]) ?? usual),
    partyOrganisation: is("party-unknown")
      ? null
      : { state: is("party-incomplete") ? "incomplete" : "complete", ...sources.other("党建工作台账") },
    penalties: {
      list: isPenalised
        ? [
            {
              decidedOn: day(decidedOn),
              authority: "登记管理机关（虚构）",
              grounds: "警告（演示用虚构处罚）",
            },
          ]
        : [],
      ...sources.other("信用信息查询"),
    },
    earlierProjects: {
      state: is("project-unfinished") ? "not-completed" : "completed",
      ...sources.other("以往项目结项情况"),
    },
    supplier: {
      isRegistered: !is("supplier-missing") && !is("supplier-late"),
      ...sources.other("供应商注册情况"),
    },
  };
}
