import { describe, expect, it } from "vitest";
import { decide, decisionText } from "../../functions/selection/decide.ts";
import { Decision } from "../../functions/selection/decision.ts";
import type { Snapshot } from "../../functions/selection/snapshot.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { Aggregate } from "../../shared/programme/scoring.ts";
import fc from "../chance.ts";
import { applicationId, expertId, sha256, snapshotOf } from "./given-snapshot.ts";

const { scoring, tiers } = cast2021;

/** Twelve of the programme's tiers' places in small, ranked so, in the written stage alone. */
const programme = (rule: Aggregate) => ({
  scoring: {
    ...scoring,
    stages: scoring.stages.filter(({ id }) => id === "written").map((stage) => ({ ...stage, weight: 100 })),
    aggregate: { ...scoring.aggregate, rule },
    ties: { ...scoring.ties, chain: scoring.ties.chain.filter(({ kind }) => kind !== "stage") },
  },
  tiers: tiers.map((tier, at) => ({ ...tier, places: [3, 4, 5][at] ?? 1 })),
});

/** Thirty applications, each by three of nine experts; the first of them marks twelve points lower than the others. */
function readings(rule: Aggregate = { kind: "mean" }, apart = false): Snapshot {
  const snapshot = snapshotOf(
    Array.from({ length: 30 }, () => ({})),
    programme(rule),
  );
  const sheets = Array.from({ length: 30 }, (_, i) =>
    [0, 1 + (i % 2), 3 + (i % 3)].map((step, turn) => {
      const expert = apart ? (i % 10) * 3 + turn : (i + step) % 9;
      const noise = ((i * 7 + expert * 5 + turn * 3) % 9) - 4;
      const score = String(58 + i + noise - (expert === 0 ? 12 : 0));
      const scores = Object.fromEntries(scoring.criteria.map(({ id }) => [id, score]));
      return {
        ...{ applicationId: applicationId(i + 1), expertId: expertId(expert + 1), stage: "written", scores },
        sha256: "e".repeat(64),
      };
    }),
  );
  return { ...snapshot, sheets: sheets.flat() as Snapshot["sheets"] };
}

const decided = (snapshot: Snapshot) => decide(snapshot, sha256);

describe("beside the figure that ranks", () => {
  it("stand the others, with how sure they are, and the programme's figure alone decides", () => {
    const { ranking, calibration } = decided(readings());
    for (const { composite, figures } of ranking) {
      expect(Number(figures?.raw).toFixed(2)).toBe(Number(composite).toFixed(2));
      expect(figures?.chances.map(({ places }) => places)).toEqual([3, 7, 12]);
      expect(figures?.interval.from).toBeLessThanOrEqual(figures?.interval.to ?? 0);
    }
    expect(ranking.some(({ rank, figures }) => figures?.calibratedRank !== rank)).toBe(true);
    expect(calibration).toMatchObject({
      decidesBy: "mean",
      stages: [{ figure: "calibrated", because: "sound" }],
    });
  });

  it("stands each expert's strictness, by number and not by name", () => {
    const { calibration } = decided(readings());
    const [stage] = calibration?.stages ?? [];
    const strictest = stage?.experts.toSorted((a, b) => Number(a.strictness) - Number(b.strictness))[0];
    expect(strictest?.expertId).toBe(expertId(1));
    expect(Object.keys(strictest ?? {}).toSorted()).toEqual(["expertId", "se", "sheets", "strictness"]);
  });

  it("stands nothing where the programme asks for nothing", () => {
    const { ranking: _, ...plain } = scoring;
    const { calibration, ranking } = decided({ ...readings(), scoring: { ...plain, ...noStages(plain) } });
    expect(calibration).toBeUndefined();
    expect(ranking.every(({ figures }) => figures === undefined)).toBe(true);
  });
});

const noStages = (plain: Snapshot["scoring"]) => {
  const { stages, ties, aggregate } = programme({ kind: "mean" }).scoring;
  return { ...plain, stages, ties, aggregate };
};

describe("a programme that ranks by calibrated scores", () => {
  it("does, where the scores tell who is strict", () => {
    const { ranking } = decided(readings({ kind: "calibrated" }));
    expect(ranking.every(({ stages }) => stages.every(({ rule }) => rule === "calibrated"))).toBe(true);
    for (const { composite, figures } of ranking)
      expect(Number(figures?.calibrated).toFixed(2)).toBe(Number(composite).toFixed(2));
  });

  it("ranks by the mean where no expert connects the groups, and says so", () => {
    const { ranking, calibration } = decided(readings({ kind: "calibrated" }, true));
    expect(calibration?.stages).toMatchObject([{ figure: "raw", because: "not-connected", components: 10 }]);
    expect(ranking.every(({ stages }) => stages.every(({ rule }) => rule === "mean"))).toBe(true);
  });
});

describe("pairs across a line", () => {
  it("are listed where scores can't tell them apart, and nowhere else", () => {
    const { calibration, ranking } = decided(readings());
    for (const { places, pairs } of calibration?.lines ?? []) {
      expect(pairs.length).toBeGreaterThan(0);
      for (const { above, below, chance } of pairs) {
        expect(above).toBeLessThanOrEqual(places);
        expect(below).toBeGreaterThan(places);
        expect(Number(chance)).toBeGreaterThan(0.1);
        expect(Number(chance)).toBeLessThan(0.9);
      }
    }
    const [first] = calibration?.lines ?? [];
    expect(first?.pairs.some(({ below }) => below === ranking.length)).toBe(false);
  });
});

describe("a score that was left out", () => {
  it("stays, marked, and counts for nothing", () => {
    const whole = readings();
    const [sheet] = whole.sheets;
    const marked = whole.sheets.map((one) => (one === sheet ? { ...one, isLeftOut: true as const } : one));
    const minimum = whole.scoring.stages.map((stage) => ({ ...stage, minScores: 2 }));
    const rules = { ...whole.scoring, stages: minimum };
    const [before, after] = [
      { ...whole, scoring: rules },
      { ...whole, scoring: rules, sheets: marked },
    ].map(decided);
    const stageOf = (decision: Decision | undefined) =>
      decision?.ranking.find((one) => one.applicationId === sheet?.applicationId)?.stages[0];
    expect(stageOf(after)?.sheets).toHaveLength(3);
    expect(stageOf(after)?.sheets.find(({ isLeftOut }) => isLeftOut)?.expertId).toBe(sheet?.expertId);
    expect(stageOf(after)?.score).not.toBe(stageOf(before)?.score);
  });
});

describe("the bytes of a decision with figures", () => {
  it("are those of its schema, and hang on no order of the rows", () => {
    const snapshot = readings();
    const text = decisionText(decided(snapshot));
    expect(Decision.parse(JSON.parse(text))).toEqual(decided(snapshot));
    fc.assert(
      fc.property(fc.shuffledSubarray(snapshot.sheets, { minLength: snapshot.sheets.length }), (sheets) => {
        expect(decisionText(decided({ ...snapshot, sheets }))).toBe(text);
      }),
      { numRuns: 5 },
    );
  });

  it("say the same of every application and expert under other ids, but for the lot of a tie", () => {
    const snapshot = readings();
    const renamed = {
      ...snapshot,
      applications: snapshot.applications.map((one, at) => ({ ...one, id: applicationId(900 - at) })),
      sheets: snapshot.sheets.map((one) => ({
        ...one,
        applicationId: applicationId(901 - Number(one.applicationId.slice(-3))),
        expertId: expertId(77 - Number(one.expertId.slice(-2))),
      })),
    } as Snapshot;
    const figuresBy = (snapshotOfRound: Snapshot) =>
      new Map(decided(snapshotOfRound).ranking.map(({ societyCode, figures }) => [societyCode, figures]));
    expect(figuresBy(renamed)).toEqual(figuresBy(snapshot));
  });
});
