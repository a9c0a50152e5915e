import { Decision } from "../../functions/selection/decision.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import { newKey, refusalOf } from "./caller.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";

/**
 * The score that lies farthest from its stage's, of an application with as many as were asked for; of the first tier, so that
 * nobody moves across the last place for it.
 */
function farthestOf({ ranking, tiers }: Pick<Decision, "ranking" | "tiers">) {
  const first = ranking.filter(({ place }) => place.kind === "tier" && place.tier === tiers[0]?.id);
  const scores = first.flatMap(({ applicationId, stages }) =>
    stages
      .filter(({ sheets }) => sheets.length >= 5)
      .flatMap(({ id: stage, sheets }) => {
        const mean = sheets.reduce((sum, { total }) => sum + Number(total), 0) / sheets.length;
        return sheets.map(({ expertId, total }) => ({
          score: { applicationId, stage, expertId },
          apart: Math.abs(Number(total) - mean),
        }));
      }),
  );
  return scores.toSorted((a, b) => b.apart - a.apart)[0]?.score;
}

/**
 * Before anything is proposed: the score that lies farthest from the others' of its application is left out, by two
 * officers, who see the ranking before and after.
 */
export async function playOmission(play: Play, { roundId }: OpenRound): Promise<void> {
  const { checks } = play;
  const { first, second } = await officersOf(play);
  const params = { id: roundId };
  const preview = await first.selection.previewRanking({ params });
  const { ranking, tiers } = Decision.parse(JSON.parse(preview.decision));
  const score = farthestOf({ ranking, tiers });
  if (!score) throw new Error("no application has a score to spare");
  const reason = "与其他专家相差过大，经核对原始评分表，不予采用（演示）。";
  const proposed = await first.selection.proposeOmission({
    key: newKey(),
    params,
    body: { ...score, reason },
  });
  const conclusion = {
    params: { ...params, omissionId: proposed.id },
    body: { version: proposed.version, conclusion: "approved" as const, remark: "同意（演示）。" },
  };
  checks.equal(
    "one officer alone leaves no score out",
    await refusalOf(first.selection.concludeOmission({ key: newKey(), ...conclusion })),
    "second-person-required",
  );
  await second.selection.concludeOmission({ key: newKey(), ...conclusion });
  const { items } = await second.selection.listOmissions({ params });
  const was = ranking.find(({ applicationId }) => applicationId === score.applicationId);
  const { decision: now } = await second.selection.previewRanking({ params });
  const is = Decision.parse(JSON.parse(now)).ranking.find(
    ({ applicationId }) => applicationId === score.applicationId,
  );
  checks.equal(
    "a score that two officers left out shows the ranking before and after",
    [items.length, items[0]?.state, proposed.before.composite, proposed.after.composite],
    [1, "APPROVED", was?.composite, is?.composite],
  );
}

/** Whom scores can't tell apart at each line is deliberated, recorded by one officer and confirmed by the other. */
export async function playDeliberation(
  play: Play,
  proposed: DecisionRecord,
  approve: () => Promise<unknown>,
): Promise<void> {
  const { checks } = play;
  const { first, second } = await officersOf(play);
  const params = { id: proposed.id };
  const { calibration } = Decision.parse(
    JSON.parse((await first.selection.getDecision({ params })).decision),
  );
  const close = calibration?.lines.filter(({ pairs }) => pairs.length > 0) ?? [];
  if (close.length === 0) return;
  checks.equal(
    "no decision is approved before close pairs are deliberated",
    await refusalOf(approve()),
    "deliberation-missing",
  );
  for (const { tier } of close) {
    const body = {
      ...{ tier, pairs: null, present: ["评审组长（虚构）", "副组长（虚构）"] },
      reason: "各项申报实力相近，合议同意按得分排序（演示）。",
    };
    const record = await first.selection.recordDeliberation({ key: newKey(), params, body });
    await second.selection.concludeDeliberation({
      key: newKey(),
      params: { ...params, deliberationId: record.id },
      body: { version: record.version, conclusion: "confirmed", remark: "与会议记录一致（演示）。" },
    });
  }
  const { items } = await first.selection.listDeliberations({ params });
  checks.equal(
    "each line with close pairs was deliberated, and the record confirmed",
    items.map(({ tier, state }) => `${tier} ${state}`).toSorted(),
    close.map(({ tier }) => `${tier} CONFIRMED`).toSorted(),
  );
}
