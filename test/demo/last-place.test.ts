import { describe, expect, it } from "vitest";
import { lastPlaceOf, sheetsOf, snapshotOf } from "../../cli/demo/last-place.ts";
import type { Panel } from "../../cli/demo/panels.ts";
import { planRound } from "../../cli/demo/plan.ts";
import { makeExperts } from "../../cli/demo/scores.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { decide } from "../../functions/selection/decide.ts";
import { ApplicationId, ExpertId, type SocietyCode } from "../../shared/kernel/ids.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";

const societies = readSocieties();
const numbered = (number: number) => String(number).padStart(26, "0");
/** As many as come through the examination of the demonstration. */
const many = 90;

/** The applications of a seed, each before five experts, whoever they are. */
function givenRound(seed: number) {
  const judges = makeExperts(seed, societies).map((one) => ({
    ...one,
    id: ExpertId.parse(`exp_${numbered(one.number)}`),
  }));
  const panels = planRound(seed, societies)
    .applicants.slice(0, many)
    .map(
      ({ society }, at): Panel => ({
        applicationId: ApplicationId.parse(`app_${numbered(at)}`),
        societyCode: society.code as SocietyCode,
        experts: [0, 7, 11, 20, 29].map(
          (step) => judges[(at * 5 + step) % judges.length]?.id ?? ("" as ExpertId),
        ),
      }),
    );
  return { seed, definition: cast2021, judges, panels };
}

/** What the round comes to: the last society stays away, of the one before an expert is missing, a score of the best is left out. */
function played(seed: number) {
  const given = givenRound(seed);
  const { judges, panels } = given;
  const lastPlace = lastPlaceOf(given, panels, judges);
  const judgeOf = new Map(judges.map((one) => [one.id, one]));
  const sheets = sheetsOf(given, panels, (id, panel) => {
    const judge = judgeOf.get(id);
    if (!judge) throw new Error(`${id} is no expert`);
    return lastPlace.seenBy(judge, panel);
  });
  const [best] = lastPlace.order;
  const [thin, away] = lastPlace.order.slice(-2);
  const isOf = (panel: Panel | undefined, { applicationId }: { applicationId: string }) =>
    panel?.applicationId === applicationId;
  const came = sheets
    .filter((one) => !isOf(away, one))
    .filter((one) => !(isOf(thin, one) && one.stage === "defence" && one.expertId === thin?.experts[0]))
    .map((one) =>
      isOf(best, one) && one.stage === "written" && one.expertId === best?.experts[0]
        ? { ...one, isLeftOut: true as const }
        : one,
    );
  const snapshot = snapshotOf(
    cast2021,
    panels.filter((one) => one !== away),
    came,
  );
  return { lastPlace, ranking: decide(snapshot, sha256Of).ranking };
}

describe.each([1, 2, 3, 20_211_111, 4_294_967_295])("with the seed %i", (seed) => {
  it("two are equal at rank 50 to the last link of the chain, and they alone", () => {
    const { lastPlace, ranking } = played(seed);
    const [before, has, misses, behind] = ranking.slice(48, 52);
    expect(has?.compositeExact).toBe(misses?.compositeExact);
    expect(misses?.tie).toMatchObject({ link: cast2021.scoring.ties.chain.length, rule: { kind: "lot" } });
    expect([has?.place.kind, misses?.place]).toEqual(["tier", { kind: "reserve", number: 1 }]);
    expect([has?.societyCode, misses?.societyCode].toSorted()).toEqual(
      lastPlace.tied.map(({ societyCode }) => societyCode as string).toSorted(),
    );
    expect([before?.tie?.rule.kind, has?.tie?.rule.kind, behind?.tie?.rule.kind]).not.toContain("lot");
  });

  it("is what every run of it comes to, whatever ids the platform gives", () => {
    const [one, other] = [played(seed), played(seed)];
    expect(other.ranking).toEqual(one.ranking);
  });
});
