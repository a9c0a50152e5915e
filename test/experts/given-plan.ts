import type { Judged, PlanGiven } from "../../functions/experts/plan-instance.ts";
import type { FitCorrection } from "../../shared/contract/assignment-plan-record.ts";
import { Assignment, Expert } from "../../shared/contract/experts.ts";
import { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { Reviewing } from "../../shared/programme/reviewing.ts";

const numbered = (number: number) => String(number).padStart(26, "0");
export const applicationId = (number: number) => ApplicationId.parse(`app_${numbered(number)}`);
export const expertId = (number: number) => ExpertId.parse(`exp_${numbered(number)}`);
const codeOf = (number: number) => `A-${String(number).padStart(2, "0")}`;
const at = Instant.parse("2021-11-18T02:00:00.000Z");

/** An expert of the pool, by number. */
export const expert = (number: number, given: Partial<Record<keyof Expert, unknown>> = {}): Expert =>
  Expert.parse({
    id: expertId(number),
    name: `专家${number}`,
    mail: `expert-${String(number).padStart(3, "0")}@expert.example`,
    institution: `单位${number}`,
    fields: ["理科"],
    ties: [],
    loadCap: null,
    parentInstitution: null,
    department: null,
    cleared: null,
    createdAt: at,
    version: 1,
    ...given,
  });

/** A tie to the society of an application. */
export const tieTo = (number: number, kind = "office-holder") => ({
  kind,
  societyCode: codeOf(number),
  until: null,
  note: "名册所载",
});

/** A pair of an application and an expert in some state. */
export const pair = (application: number, who: number, state: Assignment["state"]): Assignment =>
  Assignment.parse({
    roundId: `rnd_${numbered(1)}`,
    applicationId: applicationId(application),
    expertId: expertId(who),
    societyCode: codeOf(application),
    societyNames: { zh: `第${application}学会`, en: `Society ${application}` },
    definitionHash: "0".repeat(64),
    state,
    opensAt: at,
    locksAt: at,
    declared: [],
    recusedBecause: null,
    releasedBecause: null,
    planId: null,
    assignedBy: "per",
    assignedAt: at,
    version: 1,
  });

/** An application that was cleared, by number. */
export const judged = (
  number: number,
  { category = "理科", zh = `第${number}学会`, parts = {}, pairs = [] as Assignment[] } = {},
): Judged => {
  const { applicationId: id, roundId, societyCode } = pair(number, 1, "ASSIGNED");
  const societyNames = { zh, en: `Society ${number}` };
  const sections = [{ key: "strengths", version: 1, content: { parts } }];
  return {
    application: { id, roundId, societyCode, societyNames, receipt: null },
    described: { category, societyNames, sections },
    pairs,
  };
};

export const corrected = (application: number, who: number, fit: number): FitCorrection => {
  const { roundId, applicationId: id, expertId: of } = pair(application, who, "ASSIGNED");
  const by = { reason: "长期从事该领域研究", correctedBy: "per", correctedAt: at };
  return { roundId, applicationId: id, expertId: of, fit, ...by, version: 1 };
};

/** Everything that a plan follows from, with three experts for each application unless told. */
export function given(
  judgedOnes: Judged[],
  experts: Expert[],
  {
    reviewing = {},
    corrections = [],
    seed = 1,
    loads = new Map(),
    invitations = new Map(),
    graphs = new Map(),
    keepings = new Map(),
  }: {
    reviewing?: Partial<Reviewing>;
    corrections?: FitCorrection[];
    seed?: number;
    loads?: ReadonlyMap<string, number>;
    invitations?: PlanGiven["invitations"];
    graphs?: PlanGiven["graphs"];
    keepings?: PlanGiven["keepings"];
  } = {},
): PlanGiven {
  return {
    reviewing: { ...cast2021.reviewing, expertsPerApplication: 3, ...reviewing },
    sections: cast2021.sections,
    onDate: LocalDate.parse("2021-11-18"),
    judged: judgedOnes,
    experts,
    corrections,
    seed,
    loads,
    invitations,
    graphs,
    keepings,
  };
}

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);
