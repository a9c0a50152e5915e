import { describe, expect, test } from "vitest";
import { countsOf, planOf } from "../../functions/experts/plan.ts";
import type { PlannedPanel } from "../../shared/contract/assignment-plan-record.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import fc from "../chance.ts";
import { applicationId, expert, expertId, given, judged, pair, range, tieTo } from "./given-plan.ts";

const { assignment } = cast2021.reviewing;
/** So many anchors, three experts for each panel. */
const wanting = (
  count: number,
  { countAgainstCap = true, perInstitution = "off" as "off" | "soft" | "hard", loadCap = 40 } = {},
) => ({
  reviewing: {
    loadCap,
    assignment: {
      ...assignment,
      panel: { ...assignment.panel, perInstitution },
      anchors: { ...assignment.anchors, count, countAgainstCap },
    },
  },
});
const people = (from: number, to: number) => range(from, to).map((one) => expert(one));
const anchorsOf = ({ panels }: { panels: PlannedPanel[] }) => panels.filter(({ anchor }) => anchor);
const partsOf = ({ experts }: PlannedPanel, as: "panel" | "beside") =>
  experts.filter((one) => one.as === as).map((one) => one.expertId);
const anchored = (
  application: number,
  who: number,
  state: Assignment["state"],
  as: "panel" | "beside",
  isCounted = true,
): Assignment => ({ ...pair(application, who, state), anchor: { as, isCounted } });

describe("a plan with anchors", () => {
  test("gives an anchor every expert who may judge it: three of its panel, the others beside it; all others as ever", () => {
    const plan = planOf(
      given(
        range(1, 4).map((one) => judged(one)),
        people(1, 9),
        wanting(1),
      ),
    );
    const [anchor, ...more] = anchorsOf(plan);
    if (!anchor) throw new Error("there is no anchor");
    expect(more).toEqual([]);
    expect(partsOf(anchor, "panel")).toHaveLength(3);
    expect(partsOf(anchor, "beside")).toHaveLength(6);
    expect(plan.anchors).toEqual({
      ...{ choice: "widest", countAgainstCap: true },
      applicationIds: [anchor.applicationId],
    });
    expect(anchor.anchor).toMatchObject({ because: "widest", mayJudge: 9, pool: 9 });
    expect(anchor.anchor?.words.zh).toContain("9人中9人可评");
    for (const one of plan.panels.filter((panel) => !panel.anchor)) {
      expect(one.experts).toHaveLength(3);
      expect(one.experts.some(({ as }) => as)).toBe(false);
    }
    expect(countsOf(plan)).toMatchObject({ applications: 4, pairs: 18, added: 18, beside: 6, reseated: 0 });
    // Its sum is its panel's, as of all others.
    expect(anchor.sum).toBeLessThanOrEqual(anchor.ownBest);
  });

  test("gives nobody an anchor whom a tie bars, who stood aside or who was released", () => {
    const experts = [expert(1, { ties: range(1, 4).map((to) => tieTo(to)) }), ...people(2, 7)];
    const pairs = [anchored(2, 2, "RECUSED", "beside"), anchored(2, 3, "RELEASED", "panel")];
    const plan = planOf(given([judged(1), judged(2, { pairs }), judged(3), judged(4)], experts, wanting(1)));
    const [anchor] = anchorsOf(plan);
    expect(anchor?.applicationId).toBe(applicationId(2));
    expect(anchor?.anchor).toMatchObject({ because: "stays", mayJudge: 4, pool: 7 });
    expect(anchor?.experts.map((one) => one.expertId).toSorted()).toEqual([4, 5, 6, 7].map(expertId));
  });

  test("takes for an anchor what has no conflict, while there is any", () => {
    const experts = [expert(1, { ties: [tieTo(1), tieTo(2), tieTo(4)] }), ...people(2, 6)];
    for (const seed of [1, 2, 3, 4]) {
      const plan = planOf(
        given(
          range(1, 4).map((one) => judged(one)),
          experts,
          { ...wanting(1), seed },
        ),
      );
      expect(plan.anchors?.applicationIds).toEqual([applicationId(3)]);
    }
  });

  test("holds of an institution one in a panel, hard, and lets its other experts judge the anchor beside it", () => {
    const colleagues = people(1, 5).map((one) => ({ ...one, institution: "某大学" }));
    const plan = planOf(
      given([judged(1), judged(2)], [...colleagues, ...people(6, 8)], wanting(1, { perInstitution: "hard" })),
    );
    const [anchor] = anchorsOf(plan);
    if (!anchor) throw new Error("there is no anchor");
    const panel = partsOf(anchor, "panel").filter((id) => colleagues.some((one) => one.id === id));
    expect(panel.length).toBeLessThanOrEqual(1);
    expect(anchor.experts).toHaveLength(8);
    expect(anchor.institutionsTwice).toEqual([]);
    expect(plan.perInstitution).toBe("held");
  });

  test("counts an anchor against the cap where the definition says so, and not where it does not", () => {
    const applications = range(1, 3).map((one) => judged(one));
    const counted = planOf(given(applications, people(1, 6), wanting(1, { loadCap: 2 })));
    expect(counted.loads.map(({ count, anchors }) => [count, anchors])).toEqual(
      range(1, 6).map(() => [2, 1]),
    );
    const free = planOf(
      given(applications, people(1, 6), wanting(1, { loadCap: 1, countAgainstCap: false })),
    );
    expect(free.loads.map(({ count, anchors }) => [count, anchors])).toEqual(range(1, 6).map(() => [1, 1]));
  });

  test("has no more anchors than applications", () => {
    const plan = planOf(given([judged(1)], people(1, 5), wanting(3)));
    expect(plan.panels[0]?.experts).toHaveLength(5);
    expect(planOf(given([], people(1, 5), wanting(3)))).toMatchObject({
      panels: [],
      infeasible: null,
      worst: 0,
    });
  });
});

describe("experts who don't suffice because of anchors", () => {
  test("who take fewer than there are anchors are named, with how many more they would have to take", () => {
    const experts = [expert(1, { loadCap: 1 }), ...people(2, 7)];
    const { infeasible, panels } = planOf(
      given(
        range(1, 3).map((one) => judged(one)),
        experts,
        wanting(2),
      ),
    );
    expect(panels).toEqual([]);
    expect(infeasible).toMatchObject({
      short: 1,
      experts: [{ expertId: expertId(1) }],
      relaxation: { places: [{ expertId: expertId(1), more: 1 }], eligible: [] },
    });
    expect(infeasible?.applications).toHaveLength(2);
    expect(infeasible?.words.zh).toMatch(/^锚定申报须由每位可评专家评分：.*请专家1多评1份/);
    expect(infeasible?.words.en).toMatch(
      /^Every expert who may judge an anchor scores it\. .*let 专家1 take 1 more/,
    );
  });

  test("the others are named who lack the places that anchors take", () => {
    const applications = range(1, 3).map((one) => judged(one));
    expect(planOf(given(applications, people(1, 6), wanting(0, { loadCap: 2 }))).infeasible).toBe(null);
    const { infeasible } = planOf(given(applications, people(1, 5), wanting(1, { loadCap: 2 })));
    expect(infeasible?.short).toBe(1);
    expect(infeasible?.words.zh).toMatch(/^1项锚定申报已占用每位可评专家的工作量：/);
    expect(infeasible?.applications.length).toBeGreaterThan(0);
  });

  test("an anchor that too few may judge is named itself", () => {
    const experts = [...people(1, 2), expert(3, { ties: [tieTo(1)] })];
    const { infeasible } = planOf(given([judged(1)], experts, wanting(1)));
    expect(infeasible).toMatchObject({
      short: 1,
      relaxation: { eligible: [{ applicationId: applicationId(1), more: 1 }] },
    });
  });
});

describe("another plan", () => {
  const first = (isCounted = true) =>
    judged(1, {
      pairs: [
        ...range(1, 3).map((who) => anchored(1, who, "DECLARED", "panel", isCounted)),
        ...range(4, 6).map((who) => anchored(1, who, "DECLARED", "beside", isCounted)),
      ],
    });
  const second = judged(2, { pairs: range(1, 3).map((who) => pair(2, who, "DECLARED")) });

  test("keeps its anchors and everybody there", () => {
    const plan = planOf(given([first(), second], people(1, 6), { ...wanting(1), seed: 5 }));
    expect(plan.anchors?.applicationIds).toEqual([applicationId(1)]);
    expect(countsOf(plan)).toMatchObject({ kept: 9, added: 0, released: 0, reseated: 0 });
  });

  test("gives the place of a member who dropped out to somebody who judges the anchor anyway", () => {
    const { application, described, pairs } = first();
    const left = pairs.map((one) =>
      one.expertId === expertId(2) ? { ...one, state: "RELEASED" as const } : one,
    );
    const plan = planOf(given([{ application, described, pairs: left }, second], people(1, 6), wanting(1)));
    const [anchor] = anchorsOf(plan);
    if (!anchor) throw new Error("there is no anchor");
    expect(partsOf(anchor, "panel")).toHaveLength(3);
    expect(anchor.experts.map(({ expertId: id }) => id)).not.toContain(expertId(2));
    const moved = anchor.experts.filter(({ was }) => was);
    expect(moved).toMatchObject([{ was: "beside", as: "panel", change: "kept" }]);
    expect(countsOf(plan)).toMatchObject({ kept: 8, added: 0, released: 0, reseated: 1 });
  });

  test("asks nobody back from what stands, where a cap was lowered since", () => {
    const loads = new Map(range(1, 6).map((who) => [expertId(who) as string, who <= 3 ? 2 : 1]));
    const plan = planOf(given([first(), second], people(1, 6), { ...wanting(1, { loadCap: 1 }), loads }));
    expect(plan.infeasible).toBe(null);
    expect(countsOf(plan)).toMatchObject({ kept: 9, released: 0 });
  });

  test("lets go of who waits beside an anchor and is barred since, and keeps who has begun", () => {
    const { application, described, pairs } = first();
    const waits = pairs.map((one) =>
      one.expertId === expertId(6) ? { ...one, state: "ASSIGNED" as const } : one,
    );
    const tied = [5, 6].map((who) => expert(who, { ties: [tieTo(1)] }));
    const plan = planOf(
      given([{ application, described, pairs: waits }, second], [...people(1, 4), ...tied], wanting(1)),
    );
    const [anchor] = anchorsOf(plan);
    expect(anchor?.released).toMatchObject([{ expertId: expertId(6), because: "barred" }]);
    expect(anchor?.experts.map(({ expertId: id }) => id)).toContain(expertId(5));
  });
});

test("the same round and seed give the same bytes with anchors, in whatever order; no pair is barred, no cap passed", () => {
  const pool = fc.array(fc.subarray([1, 2, 3, 4]), { minLength: 7, maxLength: 10 });
  fc.assert(
    fc.property(pool, fc.nat(9), fc.nat(2), (ties, seed, count) => {
      const experts = ties.map((tied, at) => expert(at + 1, { ties: tied.map((to) => tieTo(to)) }));
      const applications = range(1, 4).map((one) => judged(one));
      const wish = { ...wanting(count, { loadCap: 4 }), seed };
      const plan = planOf(given(applications, experts, wish));
      expect(canonicalJson(planOf(given(applications.toReversed(), experts.toReversed(), wish)))).toBe(
        canonicalJson(plan),
      );
      const own = new Map<string, number>();
      for (const panel of plan.panels) {
        const may = experts.filter((one) => one.ties.every((tie) => tie.societyCode !== panel.societyCode));
        const chosen = panel.experts.map(({ expertId: id }) => id).toSorted();
        if (panel.anchor) expect(chosen).toEqual(may.map(({ id }) => id).toSorted());
        for (const id of chosen) own.set(id, (own.get(id) ?? 0) + 1);
        expect(chosen.every((id) => may.some((one) => one.id === id))).toBe(true);
      }
      expect(
        plan.loads.every(({ expertId: id, count: load, cap }) => (own.get(id) ?? 0) === load && load <= cap),
      ).toBe(true);
    }),
    { numRuns: 60 },
  );
});
