import { isBeside } from "../../shared/contract/anchors.ts";
import type { Application } from "../../shared/contract/application-record.ts";
import { type Assignment, isStanding } from "../../shared/contract/experts.ts";
import type { PanelProgress } from "../../shared/contract/review-progress.ts";
import type { Sheet } from "../../shared/contract/sheet-record.ts";
import type { AssignmentRules } from "../../shared/programme/assignment-rules.ts";
import type { Scoring } from "../../shared/programme/scoring.ts";

/** How far a panel is, from its pairs and the states of its sheets: nothing of what is in them passes through. */
export function progressOf(
  { id, societyCode, societyNames }: Pick<Application, "id" | "societyCode" | "societyNames">,
  { pairs, sheets }: { pairs: readonly Assignment[]; sheets: readonly Sheet[] },
  { stages, panel }: Pick<Scoring, "stages"> & Pick<AssignmentRules, "panel">,
): PanelProgress {
  const stateOf = new Map(sheets.map(({ expertId, stage, state }) => [`${stage}#${expertId}`, state]));
  const experts = pairs.map((pair) => ({
    expertId: pair.expertId,
    state: pair.state,
    ...(isBeside(pair) && { isBeside: true as const }),
    sheets: stages.map(({ id: stage }) => ({
      stage,
      state: stateOf.get(`${stage}#${pair.expertId}`) ?? null,
    })),
  }));
  const standing = experts.filter(isStanding);
  const members = standing.filter((one) => !one.isBeside);
  return {
    applicationId: id,
    societyCode,
    societyNames,
    experts,
    isEven: panel.odd && members.length % 2 === 0,
    stages: stages.map(({ id: stage }) => {
      const asked = stage === "written" ? standing : members;
      const states = asked.flatMap((one) => one.sheets.filter((sheet) => sheet.stage === stage));
      return {
        stage,
        asked: asked.length,
        begun: states.filter(({ state }) => state !== null).length,
        submitted: states.filter(({ state }) => state === "SUBMITTED").length,
      };
    }),
  };
}
