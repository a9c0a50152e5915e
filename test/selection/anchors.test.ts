import { describe, expect, it } from "vitest";
import { decide, decisionText, snapshotText } from "../../functions/selection/decide.ts";
import { Decision } from "../../functions/selection/decision.ts";
import { evenPanels } from "../../functions/selection/even-panels.ts";
import { comparable } from "../../functions/selection/groups.ts";
import { tooFew, withoutScores } from "../../functions/selection/omission.ts";
import { replay } from "../../functions/selection/replay.ts";
import type { Snapshot } from "../../functions/selection/snapshot.ts";
import { summarySheet } from "../../functions/selection/summary-sheet.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { Aggregate } from "../../shared/programme/scoring.ts";
import fc from "../chance.ts";
import { applicationId, expertId, sha256, snapshotOf } from "./given-snapshot.ts";

const { scoring, tiers } = cast2021;

/** The written stage alone, three scores of each application needed, twelve places in three tiers. */
const programme = (rule: Aggregate) => ({
  scoring: {
    ...scoring,
    stages: scoring.stages
      .filter(({ id }) => id === "written")
      .map((stage) => ({ ...stage, weight: 100, minScores: 3 })),
    aggregate: { ...scoring.aggregate, rule },
    ties: { ...scoring.ties, chain: scoring.ties.chain.filter(({ kind }) => kind !== "stage") },
    ...(scoring.ranking && { ranking: { ...scoring.ranking, draws: 400 } }),
  },
  tiers: tiers.map((tier, at) => ({ ...tier, places: [3, 4, 5][at] ?? 1 })),
});

/**
 * Thirty applications of three fields of ten, each by three of its field's five experts; the second field marks eight points lower.
 * So many applications, one of each field in turn, are anchors that all fifteen score.
 */
function fields(anchors: number, rule: Aggregate = { kind: "calibrated" }): Snapshot {
  const snapshot = snapshotOf(
    Array.from({ length: 30 }, () => ({})),
    programme(rule),
  );
  const isAnchor = (i: number) => i < anchors;
  const sheets = Array.from({ length: 30 }, (_, i) =>
    Array.from({ length: 15 }, (__, j) => {
      const isOfPanel = j % 3 === i % 3 && [0, 1, 3].includes((Math.floor(j / 3) + Math.floor(i / 3)) % 5);
      if (!isOfPanel && !isAnchor(i)) return [];
      const noise = ((i * 7 + j * 5 + i * j * 3) % 9) - 4;
      const score = String(58 + i + noise - (j % 3 === 1 ? 8 : 0) - (j % 4));
      const scores = Object.fromEntries(scoring.criteria.map(({ id }) => [id, score]));
      return [
        {
          ...{ applicationId: applicationId(i + 1), expertId: expertId(j + 1), stage: "written", scores },
          sha256: "e".repeat(64),
          ...(!isOfPanel && { isBeside: true as const }),
        },
      ];
    }).flat(),
  );
  return {
    ...snapshot,
    applications: snapshot.applications.map((one, i) => ({
      ...one,
      ...(isAnchor(i) && { isAnchor: true as const }),
    })),
    sheets: sheets.flat() as Snapshot["sheets"],
  };
}

const decided = (snapshot: Snapshot) => decide(snapshot, sha256);
const rowOf = ({ ranking }: Decision, number: number) =>
  ranking.find((row) => row.applicationId === applicationId(number));

describe("panels that follow fields", () => {
  it("can't be calibrated across without anchors: the decision says so, and the preview whom that concerns", () => {
    const snapshot = fields(0);
    const decision = decided(snapshot);
    expect(decision.calibration?.stages).toMatchObject([
      { figure: "raw", because: "not-connected", components: 3 },
    ]);
    // Nothing is added to the decision of a programme without anchors.
    expect(decision.calibration?.stages[0]?.groups).toBeUndefined();
    const [stage] = comparable(snapshot, decision);
    expect(stage).toMatchObject({ stage: "written", anchors: [], pairs: 3, apart: 3 });
    expect(stage?.groups).toHaveLength(3);
    expect(stage?.joins.every(({ se }) => se === null)).toBe(true);
    const field = (rank: number) => Number(decision.ranking[rank - 1]?.applicationId.slice(-3)) % 3;
    const pairs = decision.calibration?.lines.flatMap((line) => line.pairs) ?? [];
    const across = pairs.filter(({ above, below }) => field(above) !== field(below));
    expect(across.length).toBeGreaterThan(0);
    expect(stage?.unjoined.map(({ above, below }) => ({ above, below }))).toEqual(
      across.map(({ above, below }) => ({ above, below })),
    );
  });

  it("are with anchors: calibrated decides, because it is sound, and the anchors that join them are named", () => {
    const snapshot = fields(3);
    const decision = decided(snapshot);
    const [stage] = decision.calibration?.stages ?? [];
    expect(stage).toMatchObject({ figure: "calibrated", because: "sound", components: 1 });
    expect(stage?.groups).toMatchObject({
      anchors: [1, 2, 3].map(applicationId),
      groups: [1, 2, 3].map((group) => ({ group, part: 1, applications: 9, experts: 5 })),
      ...{ pairs: 3, apart: 0 },
    });
    const expected = Math.sqrt((2 * Number(stage?.variances.residual)) / (3 * 5));
    for (const { se, anchors } of stage?.groups?.joins ?? []) {
      expect(anchors).toBe(3);
      expect(Number(se)).toBeCloseTo(expected, 3);
    }
    expect(comparable(snapshot, decision)[0]?.unjoined).toEqual([]);
    const words = decision.rules.find(({ id }) => id === "anchors")?.words;
    expect(words?.zh).toContain("锚定申报（学会1、学会2、学会3）");
    expect(words?.en).toContain("Anchors (Society 1, Society 2, Society 3)");
    // A field that marks lower loses places by raw scores, and not by calibrated ones.
    const top = (one: Decision) =>
      one.ranking.slice(0, 12).filter((row) => Number(row.applicationId.slice(-3)) % 3 === 2).length;
    expect(top(decided(fields(0)))).toBeLessThan(top(decision));
  });
});

describe("an anchor's place", () => {
  it("follows by mean and trimmed mean from its panel's scores alone, as every other one's", () => {
    const trimmed: Aggregate = { kind: "trimmed-mean", dropHigh: 1, dropLow: 1, fromCount: 3 };
    for (const rule of [{ kind: "mean" } as const, trimmed]) {
      const [plain, anchored] = [fields(0, rule), fields(3, rule)].map(decided);
      if (!plain || !anchored) throw new Error("nothing was decided");
      const composites = ({ ranking }: Decision) =>
        new Map(ranking.map((row) => [row.applicationId, row.compositeExact]));
      expect(composites(anchored)).toEqual(composites(plain));
      const [stage] = rowOf(anchored, 1)?.stages ?? [];
      expect(stage?.sheets).toHaveLength(15);
      expect(stage?.sheets.filter(({ isBeside }) => !isBeside)).toHaveLength(3);
      expect(stage?.sheets.some(({ isBeside, isDropped }) => isBeside && isDropped)).toBe(false);
      const raw = Number(rowOf(anchored, 1)?.figures?.raw);
      expect(raw).toBeCloseTo(Number(rowOf(plain, 1)?.figures?.raw), 3);
    }
  });

  it("follows by calibrated scores from all of them, and is told closer than others'", () => {
    const decision = decided(fields(3));
    const [anchor, other] = [rowOf(decision, 1)?.figures, rowOf(decision, 16)?.figures];
    expect(Number(anchor?.se)).toBeLessThan(Number(other?.se));
  });

  it("is told apart in a tie by its panel: the lowest of fifteen scores says nothing of it", () => {
    const snapshot = fields(1, { kind: "mean" });
    const lowest = Math.min(
      ...snapshot.sheets
        .filter((one) => one.applicationId === applicationId(1) && !one.isBeside)
        .map(({ scores }) => Number(Object.values(scores)[0])),
    );
    const [first] = snapshot.applications;
    const twin = { ...snapshot.applications[1], id: applicationId(2) } as Snapshot["applications"][number];
    // Another with the very scores of its panel, but that its lowest is a point higher and the next one lower.
    const own = snapshot.sheets.filter((one) => one.applicationId === applicationId(1) && !one.isBeside);
    const beside = snapshot.sheets.filter((one) => one.applicationId === applicationId(1) && one.isBeside);
    const copies = own.map((one) => ({ ...one, applicationId: twin.id, expertId: one.expertId }));
    const chain = [
      { kind: "highest-minimum" as const },
      { kind: "lot" as const, seed: "snapshot-hash" as const },
    ];
    const two = {
      ...snapshot,
      scoring: { ...snapshot.scoring, ties: { ...snapshot.scoring.ties, chain } },
      applications: [first, twin] as Snapshot["applications"],
      sheets: [...own, ...beside, ...copies] as Snapshot["sheets"],
    };
    const tie = decided(two).ranking[1]?.tie;
    expect(Math.min(...beside.map(({ scores }) => Number(Object.values(scores)[0])))).toBeLessThan(lowest);
    // Panels alike to the last score are left to the lot: the anchor's further scores decide nothing.
    expect(tie?.rule.kind).toBe("lot");
  });
});

describe("scores beside a panel", () => {
  it("make up for none of the panel's that are missing, and leave a panel as odd or even as it is", () => {
    const snapshot = fields(1);
    expect(evenPanels(snapshot, { odd: true, whenEven: "refused", perInstitution: "off" })).toEqual([]);
    expect(tooFew(snapshot)).toEqual([]);
    const member = snapshot.sheets.find((one) => !one.isBeside && one.applicationId === applicationId(1));
    const [beside] = snapshot.sheets.filter(({ isBeside }) => isBeside);
    if (!member || !beside) throw new Error("the anchor has no scores");
    const without = withoutScores(snapshot, [{ ...member, stage: "written" }]);
    expect(tooFew(without)).toEqual([{ applicationId: applicationId(1), stage: "written", sheets: 2 }]);
    expect(evenPanels(without, { odd: true, whenEven: "refused", perInstitution: "off" })).toHaveLength(1);
    expect(decided(without).unranked.map((row) => row.applicationId)).toEqual([applicationId(1)]);
    // One of those beside it can be left out and costs the anchor nothing.
    const fewer = withoutScores(snapshot, [{ ...beside, stage: "written" }]);
    expect(tooFew(fewer)).toEqual([]);
    const sheet = rowOf(decided(fewer), 1)?.stages[0]?.sheets.find(({ isLeftOut }) => isLeftOut);
    expect(sheet).toMatchObject({ expertId: beside.expertId, isBeside: true });
  });

  it("have no columns of the summary: it is as wide as a panel", () => {
    const snapshot = fields(3);
    const { columns } = summarySheet(decided(snapshot), snapshot);
    expect(columns.filter(({ key }) => key.startsWith("written-expert"))).toHaveLength(3);
  });
});

describe("the bytes of a decision with anchors", () => {
  it("are replayed, whatever the order of the rows", () => {
    const snapshot = fields(2);
    const text = decisionText(decided(snapshot));
    expect(replay({ snapshot: snapshotText(snapshot), decision: text }, sha256).outcome).toBe("same");
    expect(Decision.parse(JSON.parse(text))).toEqual(decided(snapshot));
    fc.assert(
      fc.property(fc.shuffledSubarray(snapshot.sheets, { minLength: snapshot.sheets.length }), (sheets) => {
        const applications = snapshot.applications.toReversed();
        expect(decisionText(decided({ ...snapshot, sheets, applications }))).toBe(text);
      }),
      { numRuns: 3 },
    );
  });
});
