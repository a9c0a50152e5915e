import type { ScoreGroups } from "../../shared/contract/score-groups.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import { type Groups, groupsOf } from "../../shared/ranking/groups.ts";
import type { Decision, StageScore } from "./decision.ts";
import type { Snapshot } from "./snapshot.ts";
import { written } from "./written.ts";

/** So many pairs of groups are listed, the worst joined first; all of them are counted. */
const listed = 200;

const shown = ({ groups, joins }: Groups, anchors: readonly ApplicationId[]): ScoreGroups => ({
  anchors: [...anchors],
  groups: groups.map(({ part, applications, experts }, at) => ({
    ...{ group: at + 1, part },
    ...{ applications: applications.length, experts: experts.length },
  })),
  pairs: joins.length,
  apart: joins.filter(({ se }) => se === null).length,
  joins: joins.slice(0, listed).map(({ groups: [one, other], anchors: shared, se }) => ({
    groups: [one + 1, other + 1],
    anchors: shared,
    se: se === null ? null : written(se),
  })),
});

/**
 * The groups of one stage's scores that only anchors join, and how well.
 * @param ranked applications that the model knows
 * @param residual variance of the noise by the model, points², as the decision says it
 */
export function groupsIn(
  { applications, sheets }: Pick<Snapshot, "applications" | "sheets">,
  { stage, ranked, residual }: { stage: string; ranked: ReadonlySet<string>; residual: string },
): { groups: ScoreGroups; partOf: Groups["partOf"] } {
  const scores = sheets
    .filter((one) => one.stage === stage && !one.isLeftOut && ranked.has(one.applicationId))
    .map(({ applicationId: application, expertId: expert }) => ({ application, expert, score: 0 }));
  const scored = new Set<string>(scores.map(({ application }) => application));
  const anchors = applications.filter(({ id, isAnchor }) => isAnchor && scored.has(id)).map(({ id }) => id);
  const found = groupsOf(scores, new Set<string>(anchors), Number(residual));
  return { groups: shown(found, anchors), partOf: found.partOf };
}

/** Two applications across a line that scores can't tell apart and that, besides, nothing joins: their order is the panels'. */
interface Unjoined {
  tier: string;
  above: number;
  below: number;
}

/** How comparable the groups of a ranking are, stage by stage; nothing where the programme asks for no model. */
export function comparable(
  snapshot: Pick<Snapshot, "applications" | "sheets">,
  { calibration, ranking }: Pick<Decision, "calibration" | "ranking">,
): (ScoreGroups & { stage: StageScore["id"]; unjoined: Unjoined[] })[] {
  const ranked = new Set<string>(ranking.filter(({ figures }) => figures).map((row) => row.applicationId));
  return (calibration?.stages ?? []).map(({ id: stage, variances: { residual } }) => {
    const { groups, partOf } = groupsIn(snapshot, { stage, ranked, residual });
    const partAt = (rank: number) => partOf.get(ranking[rank - 1]?.applicationId ?? "");
    const unjoined = (calibration?.lines ?? []).flatMap(({ tier, pairs }) =>
      pairs
        .filter(({ above, below }) => partAt(above) !== partAt(below))
        .map(({ above, below }) => ({ tier, above, below })),
    );
    return { stage, ...groups, unjoined };
  });
}
