import type {
  EarlierProjectsFact,
  PartyOrganisationFact,
  PenaltiesFact,
} from "../../shared/contract/register.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { type LocalDate, plusDays } from "../../shared/kernel/time.ts";
import { plusYears } from "../../shared/kernel/years.ts";
import type {
  EarlierProjectsRule,
  PartyOrganisationRule,
  PenaltiesRule,
} from "../../shared/programme/eligibility.ts";
import { type Judgement, notRecorded } from "./judgement.ts";

/** Definitions count in whole years; what was last looked at more than one of them ago says nothing of the reference date. */
const freshYears = 1;

const isStale = (on: LocalDate, referenceOn: LocalDate) => on <= plusYears(referenceOn, -freshYears);

const staleNote = (on: LocalDate): Words => ({
  zh: `该情况于${on}核查，距基准日已满一年，须重新核查`,
  en: `This was checked on ${on}, a year or more before the reference date; check again`,
});

const laterNote = (on: LocalDate, referenceOn: LocalDate): Words => ({
  zh: `该情况为${on}所查，晚于基准日${referenceOn}，须补充基准日当日的情况`,
  en: `This was established on ${on}, after the reference date ${referenceOn}; show how it was on that date`,
});

/** 三、申报资格 1: "党的组织机构不健全", as it was on the reference date. */
export function judgePartyOrganisation(
  { referenceOn }: PartyOrganisationRule,
  recorded: PartyOrganisationFact | null,
): Judgement {
  if (!recorded) return notRecorded("党的组织机构", "the Party organisation");
  const { state, source, on } = recorded;
  const fact =
    state === "complete"
      ? { zh: "党的组织机构健全", en: "The Party organisation is complete" }
      : { zh: "党的组织机构不健全", en: "The Party organisation is not complete" };
  const notes = [
    ...(on > referenceOn ? [laterNote(on, referenceOn)] : []),
    ...(isStale(on, referenceOn) ? [staleNote(on)] : []),
  ];
  if (notes.length > 0) return { outcome: "needs-evidence", fact, source, on, notes };
  return { outcome: state === "complete" ? "pass" : "fail", fact, source, on, notes };
}

/**
 * 三、申报资格 3: "近三年有违纪违法、违反国家相关规定受到相关部门通报批评或处罚". The years end with the reference date, that day
 * included; the date of the decision counts. An empty list that was asked for is a pass, a list nobody asked for is not.
 */
export function judgePenalties(rule: PenaltiesRule, recorded: PenaltiesFact | null): Judgement {
  if (!recorded) return notRecorded("处罚情况", "penalties");
  const { list, source, on } = recorded;
  const { referenceOn } = rule;
  const fromOn = plusDays(plusYears(referenceOn, -rule.years), 1);
  const within = list.filter(({ decidedOn }) => decidedOn >= fromOn && decidedOn <= referenceOn);
  const later = list.filter(({ decidedOn }) => decidedOn > referenceOn);
  const earlier = list.filter(({ decidedOn }) => decidedOn < fromOn);
  const notes = [
    ...later.map(({ decidedOn, authority, grounds }) => ({
      zh: `${decidedOn} ${authority}：${grounds}，晚于基准日，不计入`,
      en: `${decidedOn}, ${authority}: ${grounds}; after the reference date, not counted`,
    })),
    ...earlier.map(({ decidedOn, authority, grounds }) => ({
      zh: `${decidedOn} ${authority}：${grounds}，早于${fromOn}，不计入`,
      en: `${decidedOn}, ${authority}: ${grounds}; before ${fromOn}, not counted`,
    })),
  ];
  if (within.length > 0) {
    const shown = within.map(({ decidedOn, authority, grounds }) => `${decidedOn} ${authority} ${grounds}`);
    const fact = {
      zh: `${fromOn}至${referenceOn}受到：${shown.join("；")}`,
      en: `From ${fromOn} to ${referenceOn}: ${shown.join("; ")}`,
    };
    return { outcome: "fail", fact, source, on, notes };
  }
  const fact = {
    zh: `查无${fromOn}至${referenceOn}的处罚`,
    en: `No penalty is known from ${fromOn} to ${referenceOn}`,
  };
  if (isStale(on, referenceOn)) {
    return { outcome: "needs-evidence", fact, source, on, notes: [...notes, staleNote(on)] };
  }
  const uncovered = {
    zh: `查询日${on}之后至基准日${referenceOn}的情况未查`,
    en: `The days after ${on}, when it was asked, until the reference date ${referenceOn} are not covered`,
  };
  return { outcome: "pass", fact, source, on, notes: on < referenceOn ? [...notes, uncovered] : notes };
}

const projectStates: Record<EarlierProjectsFact["state"], Words> = {
  none: { zh: "未承担过有关项目", en: "Had no earlier project" },
  completed: { zh: "以往有关项目已按要求完成", en: "Earlier projects were completed as required" },
  "not-completed": {
    zh: "以往有关项目未按要求完成",
    en: "An earlier project was not completed as required",
  },
};

/**
 * 三、申报资格 4: "未按要求完成中国科协一流学会建设有关项目的", by the conclusions that existed on the reference date. Who had no
 * project by a later day had none before; any other state found later needs a person.
 */
export function judgeEarlierProjects(
  { referenceOn }: EarlierProjectsRule,
  recorded: EarlierProjectsFact | null,
): Judgement {
  if (!recorded) return notRecorded("以往有关项目", "earlier projects");
  const { state, source, on } = recorded;
  const fact = projectStates[state];
  const notes = [
    ...(state !== "none" && on > referenceOn ? [laterNote(on, referenceOn)] : []),
    ...(state === "none" && isStale(on, referenceOn) ? [staleNote(on)] : []),
  ];
  if (notes.length > 0) return { outcome: "needs-evidence", fact, source, on, notes };
  return { outcome: state === "not-completed" ? "fail" : "pass", fact, source, on, notes };
}
