import { Decision } from "../../functions/selection/decision.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import { withChanges } from "../../shared/programme/tier-changes.ts";
import { newKey, refusalOf } from "./caller.ts";
import { officersOf, type Play } from "./play.ts";

/**
 * 审定: leadership exchanges the last of the first tier with the first of the second, and after deliberation takes it back.
 * Both changes stay in the record with their reasons beside the computed ranks; the list ends as the ranks have it. Gives the
 * version of the decision that is to be approved.
 */
export async function playTierChanges(play: Play, proposed: DecisionRecord): Promise<number> {
  const { checks } = play;
  const { first, second } = await officersOf(play);
  const params = { id: proposed.id };
  const stored = await first.selection.getDecision({ params });
  const { ranking, tiers } = Decision.parse(JSON.parse(stored.decision));
  const lastOfFirst = tiers[0]?.applications.at(-1);
  const firstOfSecond = tiers[1]?.applications[0];
  if (!lastOfFirst || !firstOfSecond) throw new Error("two tiers have applications");
  let { version } = stored.record;
  const reasons = [
    "该学会承担国家急需领域的重点任务，拟与第一档末位互换（演示）。",
    "经集体复议，两家学会实力相近，恢复按名次确定的档次（演示）。",
  ];
  for (const [at, reason] of reasons.entries()) {
    const [by, other] = at === 0 ? [first, second] : [second, first];
    const change = await by.selection.proposeTierChange({
      ...{ key: newKey(), params },
      body: { version, applicationId: firstOfSecond, target: { exchangeWith: lastOfFirst }, reason },
    });
    const conclusion = {
      params: { ...params, number: change.tierChange.number },
      body: { version: change.version, conclusion: "approved" as const, remark: "同意（演示）。" },
    };
    if (at === 0)
      checks.equal(
        "nobody changes a tier alone",
        await refusalOf(by.selection.concludeTierChange({ key: newKey(), ...conclusion })),
        "second-person-required",
      );
    ({ version } = await other.selection.concludeTierChange({ key: newKey(), ...conclusion }));
  }
  const { record } = await first.selection.getDecision({ params });
  const rankOf = new Map(ranking.map(({ applicationId, rank }) => [applicationId, rank]));
  const places = (of: string) => (of === firstOfSecond ? ["2", "1"] : ["1", "2"]);
  const tierIn = (place: { kind: string; tier?: string }) => place.tier;
  checks.equal(
    "a tier that leadership changed shows who, why and between which tiers beside the computed rank",
    record.tierChanges.map(({ state, reason, moves }) => ({
      ...{ state, reason },
      moves: moves.map(({ applicationId, rank, from, to }) => [
        rank,
        applicationId,
        tierIn(from),
        tierIn(to),
      ]),
    })),
    reasons.map((reason, at) => ({
      ...{ state: "APPROVED", reason },
      moves: [firstOfSecond, lastOfFirst].map((id) => {
        const moved = at === 0 ? places(id) : places(id).toReversed();
        return [rankOf.get(id), id, ...moved];
      }),
    })),
  );
  checks.equal(
    "a change that was taken back leaves every tier as the ranks have it",
    withChanges(ranking, record.tierChanges).map(({ place }) => place),
    ranking.map(({ place }) => place),
  );
  return record.version;
}
