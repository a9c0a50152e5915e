import { describe, expect, test } from "vitest";
import { decide, decisionText, snapshotText } from "../../functions/selection/decide.ts";
import { Decision } from "../../functions/selection/decision.ts";
import { Snapshot, snapshotFaults } from "../../functions/selection/snapshot.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import type { TieRule } from "../../shared/programme/scoring.ts";
import fc from "../chance.ts";
import { applicationId, both, expertId, type Marks, sha256, snapshotOf } from "./given-snapshot.ts";

const decided = (marks: Marks, change: Partial<ProgrammeDefinition> = {}) =>
  decide(snapshotOf(marks, change), sha256);

const order = ({ ranking }: Decision) => ranking.map(({ applicationId: id }) => Number(id.slice(4)));

/** The programme with other scoring rules. */
const scoring = (change: Partial<ProgrammeDefinition["scoring"]>) => ({
  scoring: { ...cast2021.scoring, ...change },
});

/** Two tiers of one and two places, one reserve, 60 at least. */
const small = {
  tiers: cast2021.tiers.slice(0, 2).map((tier, at) => ({ ...tier, places: at + 1 })),
  selection: { ...cast2021.selection, reserves: 1 },
};

const places = ({ ranking }: Decision) =>
  ranking.map(({ place }) =>
    place.kind === "tier" ? `tier ${place.tier}` : place.kind === "reserve" ? "reserve" : place.because,
  );

describe("a snapshot with faults is not decided", () => {
  const sound = snapshotOf([both("80", "80", "80")]);
  const [sheet] = sound.sheets;
  if (!sheet) throw new Error("no sheet");
  const other = "app_00000000000000000000000009" as typeof sheet.applicationId;

  test.each<[string, Partial<Snapshot>, string]>([
    ["a sheet twice", { sheets: [...sound.sheets, sheet] }, "duplicate"],
    ["an application twice", { applications: [...sound.applications, ...sound.applications] }, "duplicate"],
    [
      "a sheet of nobody",
      { sheets: [...sound.sheets, { ...sheet, applicationId: other }] },
      "unknown-application",
    ],
    ["a stage that does not exist", { sheets: [{ ...sheet, stage: "interview" }] }, "unknown-stage"],
    ["a criterion left out", { sheets: [{ ...sheet, scores: { budget: "80" } }] }, "criteria-differ"],
    [
      "a criterion too many",
      { sheets: [{ ...sheet, scores: { ...sheet.scores, x: "1" } }] },
      "criteria-differ",
    ],
    [
      "a score above the maximum",
      { sheets: [{ ...sheet, scores: { ...sheet.scores, budget: "101" } }] },
      "score-out-of-bounds",
    ],
  ])("%s", (_, change, code) => {
    const spoilt = { ...sound, ...change };
    expect(snapshotFaults(spoilt).map((fault) => fault.code)).toContain(code);
    expect(() => decide(spoilt, sha256)).toThrow(code);
  });
});

describe("an application without enough sheets is not ranked", () => {
  test("and the decision says in which stage and how many", () => {
    const decision = decided([
      { written: ["90", "90", "90"], defence: ["90", "90"] },
      { written: [], defence: [] },
      both("70", "70", "70"),
    ]);
    expect(order(decision)).toEqual([3]);
    expect(decision.unranked.map(({ societyCode, missing }) => [societyCode, missing])).toEqual([
      ["A-001", [{ stage: "defence", sheets: 2, needed: 3 }]],
      [
        "A-002",
        [
          { stage: "written", sheets: 0, needed: 3 },
          { stage: "defence", sheets: 0, needed: 3 },
        ],
      ],
    ]);
  });

  test("no applications at all leave every place empty", () => {
    const decision = decided([]);
    expect(decision.ranking).toEqual([]);
    expect(decision.tiers.map(({ vacant }) => vacant)).toEqual([10, 15, 25]);
  });
});

describe("the composite", () => {
  test("is the mean below five sheets, and drops one high and one low from five on", () => {
    const four = decided([both("100", "90", "80", "70")]).ranking[0];
    expect(four?.composite).toBe("85.00");
    expect(four?.stages[0]).toMatchObject({ id: "written", rule: "mean", score: "85" });
    const five = decided([both("100", "91", "80", "70", "0")]).ranking[0];
    expect(five?.composite).toBe("80.33");
    expect(five?.compositeExact).toBe("241/3");
    expect(five?.stages[0]?.rule).toBe("trimmed-mean");
    expect(five?.stages[0]?.sheets.filter(({ isDropped }) => isDropped)).toEqual([
      { expertId: expertId(1), total: "100", isDropped: true },
      { expertId: expertId(5), total: "0", isDropped: true },
    ]);
  });

  test("weighs the stages and is rounded once, at the end", () => {
    const marks = [{ written: ["100", "100", "99"], defence: ["50", "50", "51"] }];
    expect(decided(marks).ranking[0]).toMatchObject({ composite: "79.93", compositeExact: "1199/15" });
  });

  test("a value half way goes up here and to the even digit where the programme says so", () => {
    const stages = cast2021.scoring.stages
      .slice(0, 1)
      .map((stage) => ({ ...stage, weight: 100, minScores: 1 }));
    const marks = [{ written: [{ ...quarter, budget: "1" }] }];
    const rounding = (mode: "half-up" | "half-even") => ({
      ...cast2021.scoring.rounding,
      rule: { decimals: 1, mode },
    });
    expect(decided(marks, scoring({ stages, rounding: rounding("half-up") })).ranking[0]?.composite).toBe(
      "0.1",
    );
    expect(decided(marks, scoring({ stages, rounding: rounding("half-even") })).ranking[0]?.composite).toBe(
      "0.0",
    );
  });

  test("of another programme is on its own scale, to its own third decimal", () => {
    const change = {
      scoring: sciencePrize.scoring,
      tiers: sciencePrize.tiers,
      selection: sciencePrize.selection,
    };
    const marks = [{ written: ["7.5", "8", "8"] }];
    expect(decided(marks, change).ranking[0]).toMatchObject({ composite: "7.833", rank: 1 });
  });
});

const quarter = {
  "organisational-cohesion": "0",
  "academic-leadership": "0",
  "public-credibility": "0",
  "international-influence": "0",
  "first-year-plan": "0",
  budget: "0",
};

describe("equal composites are told apart by the programme's chain", () => {
  const only = (...chain: TieRule[]) =>
    scoring({
      ties: { ...cast2021.scoring.ties, chain: [...chain, { kind: "lot", seed: "snapshot-hash" }] },
    });

  test("the defence first: 60/40 of 80 and 86 is what 84 and 80 is", () => {
    const decision = decided([
      { written: ["84", "84", "84"], defence: ["80", "80", "80"] },
      { written: ["80", "80", "80"], defence: ["86", "86", "86"] },
    ]);
    expect(decision.ranking.map(({ composite }) => composite)).toEqual(["82.40", "82.40"]);
    expect(order(decision)).toEqual([2, 1]);
    expect(decision.ranking[1]?.tie).toEqual({
      link: 1,
      rule: { kind: "stage", id: "defence" },
      own: "80",
      previous: "86",
    });
    expect(decision.ranking[0]?.tie).toBeNull();
  });

  test("then the mean with nothing dropped, then the lowest score, then the median", () => {
    const mean = decided([both("100", "80", "80", "80", "60"), both("100", "80", "80", "80", "70")]);
    expect([order(mean), mean.ranking[1]?.tie]).toEqual([
      [2, 1],
      { link: 2, rule: { kind: "mean" }, own: "80", previous: "82" },
    ]);
    const minimum = decided([both("90", "80", "70"), both("81", "80", "79")]);
    expect([order(minimum), minimum.ranking[1]?.tie?.rule.kind]).toEqual([[2, 1], "highest-minimum"]);
    const median = decided([both("70", "80", "81", "89"), both("70", "75", "87", "88")]);
    expect([order(median), median.ranking[1]?.tie]).toEqual([
      [2, 1],
      { link: 4, rule: { kind: "median" }, own: "80.5", previous: "81" },
    ]);
  });

  test("then a criterion, where totals are the same sheet by sheet", () => {
    const lead = { ...quarter, "academic-leadership": "80", "organisational-cohesion": "75" };
    const trail = { ...quarter, "academic-leadership": "76", "organisational-cohesion": "80" };
    const sheets = (one: Record<string, string>) => ({ written: [one, one, one], defence: [one, one, one] });
    const decision = decided([sheets(trail), sheets(lead)]);
    expect([order(decision), decision.ranking[1]?.tie?.rule.kind]).toEqual([[2, 1], "criterion"]);
    expect(decision.ranking[1]?.tie).toMatchObject({ own: "76", previous: "80" });
  });

  test("a trimmed mean as a link is the composite before it was rounded", () => {
    const marks = [both("80", "80", "80"), { written: ["80", "80", "80"], defence: ["80", "80", "80"] }];
    const [sheet] = [{ ...quarter, budget: "1" }];
    const closer = { written: [sheet, sheet, quarter], defence: [quarter, quarter, quarter] };
    const further = { written: [sheet, quarter, quarter], defence: [quarter, quarter, quarter] };
    const rounding = { ...cast2021.scoring.rounding, rule: { decimals: 1, mode: "half-up" } as const };
    const chain = only({ kind: "trimmed-mean" });
    const decision = decided([...marks, further, closer] as Marks, {
      scoring: { ...chain.scoring, rounding },
    });
    expect(order(decision).slice(2)).toEqual([4, 3]);
    expect(decision.ranking[3]?.tie?.rule.kind).toBe("trimmed-mean");
  });

  test("at last a lot: the higher hash of snapshot and id, which anybody can repeat", () => {
    const snapshot = snapshotOf([both("80", "80", "80"), both("80", "80", "80"), both("80", "80", "80")]);
    const decision = decide(snapshot, sha256);
    const hash = sha256(snapshotText(snapshot));
    expect(decision.snapshotHash).toBe(hash);
    const lots = [1, 2, 3].map((number) => sha256(`${hash}:${applicationId(number)}`));
    expect(decision.ranking.map(({ applicationId: id }) => sha256(`${hash}:${id}`))).toEqual(
      lots.toSorted().toReversed(),
    );
    expect(decision.ranking[1]?.tie).toMatchObject({ link: 6, own: lots.toSorted()[1] });
  });
});

describe("places", () => {
  test("are filled by rank, tier by tier, and then the reserves are named", () => {
    const marks = ["90", "85", "80", "75", "70"].map((score) => both(score, score, score));
    const decision = decided(marks, small);
    expect(places(decision)).toEqual(["tier 1", "tier 2", "tier 2", "reserve", "no-place-left"]);
    expect(decision.reserves).toEqual([applicationId(4)]);
    expect(decision.tiers.map(({ applications, vacant }) => [applications.length, vacant])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  test("are no higher than applied for, and lower only for those to whom that would do", () => {
    const marks = ["95", "90", "85", "80", "75"].map((score) => both(score, score, score));
    const wishes = [
      { tier: "2", acceptsLower: false },
      { tier: "1", acceptsLower: false },
      { tier: "1", acceptsLower: true },
      { tier: "1", acceptsLower: false },
      { tier: "2", acceptsLower: true },
    ];
    const given = snapshotOf(marks, small);
    const applications = given.applications.map((one, at) => ({ ...one, chosenTier: wishes[at] }));
    const decision = decide(Snapshot.parse({ ...given, applications }), sha256);
    expect(places(decision)).toEqual(["tier 2", "tier 1", "tier 2", "reserve", "no-place-left"]);
    expect(decision.rules.map(({ id }) => id)).toContain("tier-choice");
  });

  test("say that the tier applied for is full while another one has room", () => {
    const marks = ["95", "90", "85"].map((score) => both(score, score, score));
    const given = snapshotOf(marks, { ...small, selection: { ...small.selection, reserves: 0 } });
    const chosenTier = { tier: "1", acceptsLower: false };
    const applications = given.applications.map((one) => ({ ...one, chosenTier }));
    const decision = decide(Snapshot.parse({ ...given, applications }), sha256);
    expect(places(decision)).toEqual(["tier 1", "chosen-tier-full", "chosen-tier-full"]);
    expect(decision.tiers.map(({ vacant }) => vacant)).toEqual([0, 2]);
  });

  test("stay empty below the least composite, which itself is enough", () => {
    const stages = cast2021.scoring.stages.map((stage) => ({ ...stage, minScores: 1 }));
    const decision = decided([both("90"), both("60"), both("59")], { ...small, ...scoring({ stages }) });
    expect(places(decision)).toEqual(["tier 1", "tier 2", "below-minimum"]);
    expect(decision.tiers[1]?.vacant).toBe(1);
    expect(decision.reserves).toEqual([]);
  });

  test("need no least composite where the programme names none", () => {
    const selection = { ...small.selection, minimumComposite: null };
    expect(places(decided([both("0", "0", "0")], { ...small, selection }))).toEqual(["tier 1"]);
  });
});

const mark = fc.integer({ min: 0, max: 100 }).map(String);
const stagesOf = fc.record({
  written: fc.array(mark, { minLength: 3, maxLength: 6 }),
  defence: fc.array(mark, { minLength: 3, maxLength: 6 }),
});
const manyMarks = fc.array(stagesOf, { minLength: 1, maxLength: 12 });

describe("for any scores", () => {
  test("the order in which rows come in changes no byte", () => {
    fc.assert(
      fc.property(manyMarks, fc.infiniteStream(fc.nat()), (marks, stream) => {
        const snapshot = snapshotOf(marks);
        const shuffled = <T>(all: readonly T[]) =>
          all
            .map((one) => ({ one, key: stream.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one);
        const mixed = {
          ...snapshot,
          applications: shuffled(snapshot.applications),
          sheets: shuffled(snapshot.sheets),
        };
        expect(snapshotText(mixed)).toBe(snapshotText(snapshot));
        expect(decisionText(decide(mixed, sha256))).toBe(decisionText(decide(snapshot, sha256)));
      }),
      { numRuns: 50 },
    );
  });

  test("composites agree with whole numbers, ranks are in their order, and no tier is ever over", () => {
    const naive = (totals: string[]): [bigint, bigint] => {
      const sorted = totals.map(BigInt).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      const kept = sorted.length >= 5 ? sorted.slice(1, -1) : sorted;
      return [kept.reduce((sum, one) => sum + one, 0n), BigInt(kept.length)];
    };
    fc.assert(
      fc.property(manyMarks, (marks) => {
        const decision = decided(marks, small);
        expect(Decision.parse(decision)).toEqual(decision);
        for (const { applicationId: id, composite } of decision.ranking) {
          const { written = [], defence = [] } = marks[Number(id.slice(4)) - 1] ?? {};
          const [[a, n], [b, m]] = [naive(written as string[]), naive(defence as string[])];
          // 100 x (0.6 a/n + 0.4 b/m) rounded half up is the floor of twice that plus one, halved.
          const [top, bottom] = [60n * a * m + 40n * b * n, n * m];
          expect(BigInt(composite.replace(".", ""))).toBe((2n * top + bottom) / (2n * bottom));
        }
        const composites = decision.ranking.map(({ composite }) => Number(composite));
        expect(composites).toEqual(composites.toSorted((a, b) => b - a));
        expect(decision.ranking.map(({ rank }) => rank)).toEqual(composites.map((_, at) => at + 1));
        for (const tier of decision.tiers) {
          expect(tier.applications.length + tier.vacant).toBe(tier.places);
        }
        expect(decision.reserves.length).toBeLessThanOrEqual(small.selection.reserves);
      }),
      { numRuns: 100 },
    );
  });

  test("raising one score never lowers a composite, nor a rank that a lot did not give", () => {
    fc.assert(
      fc.property(manyMarks, fc.nat(), fc.nat(), (marks, which, expert) => {
        const at = which % marks.length;
        const raised = structuredClone(marks);
        const sheets = raised[at]?.written ?? [];
        const place = expert % sheets.length;
        sheets[place] = String(Math.min(100, Number(sheets[place]) + 5));
        const rowOf = (decision: Decision) =>
          decision.ranking.find(({ applicationId: id }) => id === applicationId(at + 1));
        const [before, after] = [rowOf(decided(marks)), rowOf(decided(raised))];
        expect(Number(after?.composite)).toBeGreaterThanOrEqual(Number(before?.composite));
        if (Number(after?.composite) > Number(before?.composite)) {
          expect(after?.rank).toBeLessThanOrEqual(before?.rank ?? 0);
        }
      }),
      { numRuns: 100 },
    );
  });
});

test("the decision names its rules with their parameters, in both languages", () => {
  const { rules } = decided([]);
  expect(rules.map(({ id }) => id)).toEqual([
    "total",
    "stage",
    "composite",
    "fewest-scores",
    "ties",
    "tiers",
    "minimum",
    "reserves",
    "vacancy",
  ]);
  expect(rules[2]?.words.zh).toContain("书面评审60%、答辩评审40%");
  expect(rules[4]?.words.en).toContain("the score of the stage Defence; the mean of all totals");
});
