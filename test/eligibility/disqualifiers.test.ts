import { describe, expect, test } from "vitest";
import { findingsOf, proposalOf } from "../../functions/eligibility/disqualifiers.ts";
import { SocietyFacts } from "../../shared/contract/register.ts";
import { annualInspection2022 } from "../../shared/programme/cast-2021/inspection-2022.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { Disqualifier, InspectionConclusion } from "../../shared/programme/eligibility.ts";

const sourced = { source: "社会组织年检公告", on: "2021-10-15" };

/** A society against which nothing stands, with some facts changed. */
function facts(change: Record<string, unknown> = {}): SocietyFacts {
  return SocietyFacts.parse({
    inspections: [
      { year: 2020, conclusion: "QUALIFIED", ...sourced },
      { year: 2019, conclusion: "QUALIFIED", source: "年检公告", on: "2020-09-30" },
    ],
    partyOrganisation: { state: "complete", ...sourced },
    penalties: { list: [], ...sourced },
    earlierProjects: { state: "completed", ...sourced },
    supplier: null,
    ...change,
  });
}

const outcomes = (given: SocietyFacts | null) =>
  Object.fromEntries(findingsOf(cast2021, given).map(({ disqualifier, outcome }) => [disqualifier, outcome]));

const allPass = {
  "party-organisation": "pass",
  "annual-inspection": "pass",
  penalties: "pass",
  "earlier-projects": "pass",
};

type Code = "合" | "基" | "不" | "未" | "免" | "待" | "缺";
const codes: Record<Exclude<Code, "缺">, InspectionConclusion> = {
  合: "QUALIFIED",
  基: "BASICALLY_QUALIFIED",
  不: "UNQUALIFIED",
  未: "NOT_INSPECTED",
  免: "NOT_APPLICABLE",
  待: "PENDING",
};

/** Conclusions newest first, the first of the year before the reference; 缺: nothing recorded. */
function inspected(row: string, rule: Disqualifier | undefined) {
  if (rule?.rule.kind !== "annual-inspection") throw new Error("no inspection rule");
  const newest = Number(rule.rule.referenceOn.slice(0, 4)) - 1;
  const inspections = [...row].flatMap((code, at) =>
    code === "缺"
      ? []
      : [
          {
            year: newest - at,
            conclusion: codes[code as keyof typeof codes],
            source: `${newest - at}年度年检公告`,
            on: `${newest - at + 1}-09-30`,
          },
        ],
  );
  const [finding] = findingsOf({ disqualifiers: [rule] }, facts({ inspections }));
  if (!finding) throw new Error("no finding");
  return finding;
}

const rule2021 = cast2021.disqualifiers.find(({ id }) => id === "annual-inspection");

describe("missing facts are never a pass", () => {
  test("a society that is not in the register needs evidence on every ground", () => {
    expect(new Set(Object.values(outcomes(null)))).toEqual(new Set(["needs-evidence"]));
    for (const { source, on, fact } of findingsOf(cast2021, null)) {
      expect({ source, on }).toEqual({ source: null, on: null });
      expect(fact.zh).toMatch(/没有/);
    }
  });

  test.each([["partyOrganisation"], ["penalties"], ["earlierProjects"]])("no %s recorded", (kind) => {
    expect(Object.values(outcomes(facts({ [kind]: null }))).sort()).toEqual([
      "needs-evidence",
      "pass",
      "pass",
      "pass",
    ]);
  });

  test("that nobody asked about penalties is not that none are known", () => {
    expect(outcomes(facts({ penalties: null })).penalties).toBe("needs-evidence");
    expect(outcomes(facts({ penalties: { list: [], ...sourced } })).penalties).toBe("pass");
  });

  test("what was last checked a year before the reference date is too old to pass", () => {
    const old = { source: "台账", on: "2020-11-11" };
    const given = facts({
      partyOrganisation: { state: "complete", ...old },
      penalties: { list: [], ...old },
      earlierProjects: { state: "none", ...old },
    });
    expect(outcomes(given)).toEqual({
      "party-organisation": "needs-evidence",
      "annual-inspection": "pass",
      penalties: "needs-evidence",
      "earlier-projects": "needs-evidence",
    });
  });
});

describe("annual inspection, the rule of 2021", () => {
  test.each([
    ["不合", "fail"],
    ["不缺", "fail"],
    ["不基", "fail"],
    ["基基", "fail"],
    ["基合", "pass"],
    ["基不", "pass"],
    ["合基", "pass"],
    ["合不", "pass"],
    ["合缺", "pass"],
    ["合", "pass"],
    ["待不", "fail"],
    ["待基基", "fail"],
    ["待合", "pass"],
    ["待基合", "pass"],
    ["基未", "needs-evidence"],
    ["基缺", "needs-evidence"],
    ["基免", "needs-evidence"],
    ["基待", "needs-evidence"],
    ["基缺基", "needs-evidence"],
    ["待基缺", "needs-evidence"],
    ["未合", "needs-evidence"],
    ["未不", "needs-evidence"],
    ["免合", "needs-evidence"],
    ["免基", "needs-evidence"],
    ["待未合", "needs-evidence"],
    ["缺合", "needs-evidence"],
    ["缺不", "needs-evidence"],
    ["待缺合", "needs-evidence"],
    ["待待合", "needs-evidence"],
    ["待待不", "needs-evidence"],
    ["待", "needs-evidence"],
    ["缺", "needs-evidence"],
  ])("%s: %s", (row, outcome) => {
    expect(inspected(row, rule2021).outcome).toBe(outcome);
  });

  test("a pending later year is noted, to be looked at again", () => {
    expect(inspected("待合", rule2021).notes).toEqual([
      {
        zh: "2020年度年检尚无结论，作出后须复核",
        en: "The inspection of 2020 is pending; look again when it is concluded",
      },
    ]);
  });

  test("a conclusion that became known after the reference date is not the latest", () => {
    const inspections = [
      { year: 2020, conclusion: "UNQUALIFIED", source: "公告", on: "2021-11-12" },
      { year: 2019, conclusion: "QUALIFIED", source: "公告", on: "2020-09-30" },
    ];
    const finding = findingsOf(cast2021, facts({ inspections })).find(
      ({ disqualifier }) => disqualifier === "annual-inspection",
    );
    expect(finding?.outcome).toBe("pass");
    expect(finding?.notes[0]?.zh).toContain("2021-11-12");
    const onTheDay = inspections.map((one) => ({ ...one, on: "2021-11-11" }));
    expect(outcomes(facts({ inspections: onTheDay }))["annual-inspection"]).toBe("fail");
  });

  test("the order in which the years are recorded changes nothing", () => {
    const inspections = [...facts().inspections, { year: 2018, conclusion: "UNQUALIFIED", ...sourced }];
    expect(findingsOf(cast2021, facts({ inspections: inspections.toReversed() }))).toEqual(
      findingsOf(cast2021, facts({ inspections })),
    );
  });
});

describe("annual inspection, as worded in 2022", () => {
  test.each([
    ["合不", "fail"],
    ["不合", "fail"],
    ["基基", "fail"],
    ["不缺", "fail"],
    ["未不", "fail"],
    ["待合不", "fail"],
    ["合基", "pass"],
    ["基合", "pass"],
    ["合合不", "pass"],
    ["合缺", "needs-evidence"],
    ["合未", "needs-evidence"],
    ["未合", "needs-evidence"],
    ["缺合", "needs-evidence"],
  ])("%s: %s", (row, outcome) => {
    const finding = inspected(row, annualInspection2022);
    expect(finding.outcome).toBe(outcome);
    expect(finding.ruleVersion).toBe(2);
  });
});

describe("penalties count by the date of the decision", () => {
  test.each([
    ["2018-11-11", "pass"],
    ["2018-11-12", "fail"],
    ["2021-11-11", "fail"],
    ["2021-11-12", "pass"],
  ])("decided on %s: %s", (decidedOn, outcome) => {
    const list = [{ decidedOn, authority: "登记管理机关", grounds: "警告" }];
    const given = facts({ penalties: { list, source: "信用查询", on: "2021-11-20" } });
    expect(outcomes(given).penalties).toBe(outcome);
  });

  test("a check before the reference date passes and says which days it does not cover", () => {
    const finding = findingsOf(cast2021, facts()).find(({ disqualifier }) => disqualifier === "penalties");
    expect(finding?.notes.map(({ zh }) => zh)).toEqual(["查询日2021-10-15之后至基准日2021-11-11的情况未查"]);
  });

  test("a leap day ends a period of whole years on the last of February", () => {
    const rule = { kind: "penalties", years: 3, referenceOn: "2024-02-29" };
    const disqualifiers = [{ ...cast2021.disqualifiers[2], rule }] as Disqualifier[];
    const judged = (decidedOn: string) =>
      findingsOf(
        { disqualifiers },
        facts({
          penalties: {
            list: [{ decidedOn, authority: "机关", grounds: "警告" }],
            ...sourced,
            on: "2024-02-29",
          },
        }),
      ).map(({ outcome }) => outcome);
    expect(judged("2021-02-28")).toEqual(["pass"]);
    expect(judged("2021-03-01")).toEqual(["fail"]);
  });
});

describe("Party organisation and earlier projects are as they were on the reference date", () => {
  test.each([
    ["partyOrganisation", "incomplete", "2021-11-11", "fail"],
    ["partyOrganisation", "incomplete", "2021-11-12", "needs-evidence"],
    ["partyOrganisation", "complete", "2021-11-12", "needs-evidence"],
    ["partyOrganisation", "complete", "2021-11-11", "pass"],
    ["earlierProjects", "not-completed", "2018-01-01", "fail"],
    ["earlierProjects", "not-completed", "2021-11-12", "needs-evidence"],
    ["earlierProjects", "completed", "2021-11-12", "needs-evidence"],
    ["earlierProjects", "none", "2021-11-12", "pass"],
  ])("%s %s on %s: %s", (kind, state, on, outcome) => {
    const given = facts({ [kind]: { state, source: "台账", on } });
    expect(Object.values(outcomes(given)).filter((one) => one !== "pass")).toEqual(
      outcome === "pass" ? [] : [outcome],
    );
  });
});

describe("a finding", () => {
  test("names fact, source, day and clause, in the definition's order", () => {
    expect(outcomes(facts())).toEqual(allPass);
    expect(findingsOf(cast2021, facts())[1]).toEqual({
      disqualifier: "annual-inspection",
      ruleVersion: 1,
      outcome: "pass",
      fact: { zh: "2020年度合格；2019年度合格", en: "2020 qualified; 2019 qualified" },
      source: "社会组织年检公告；年检公告",
      on: "2021-10-15",
      basis: cast2021.disqualifiers[1]?.basis,
      notes: [],
    });
  });

  test("proposes the worst of all; nothing that disqualifies is a pass", () => {
    expect(proposalOf([])).toBe("pass");
    expect(proposalOf([{ outcome: "pass" }, { outcome: "needs-evidence" }])).toBe("needs-evidence");
    expect(proposalOf([{ outcome: "needs-evidence" }, { outcome: "fail" }])).toBe("fail");
  });
});
