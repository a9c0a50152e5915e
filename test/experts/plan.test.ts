import { describe, expect, test } from "vitest";
import { countsOf, planOf } from "../../functions/experts/plan.ts";
import type { PlanGiven } from "../../functions/experts/plan-instance.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import fc from "../chance.ts";
import { graph, link, meeting } from "../conflicts/given-graph.ts";
import {
  applicationId,
  corrected,
  expert,
  expertId,
  given,
  judged,
  pair,
  range,
  tieTo,
} from "./given-plan.ts";

const { assignment } = cast2021.reviewing;
const panel = (perInstitution: "hard" | "soft" | "off") => ({
  assignment: { ...assignment, panel: { ...assignment.panel, perInstitution } },
});
const people = (from: number, to: number) => range(from, to).map((one) => expert(one));
const numbersOf = (one: PlanGiven, at = 0) =>
  planOf(one)
    .panels[at]?.experts.map((planned) => Number(planned.expertId.slice(4)))
    .toSorted((a, b) => a - b);

describe("a plan of assignments", () => {
  test("gives each application its experts, nobody more than the cap, and says the best each could have had", () => {
    const experts = people(1, 6).map((one, at) => (at < 3 ? one : { ...one, fields: ["工科"] }));
    const plan = planOf(given([judged(1), judged(2)], experts, { reviewing: { loadCap: 1 } }));
    expect(plan.loads.map(({ count, cap }) => [count, cap])).toEqual(range(1, 6).map(() => [1, 1]));
    expect(plan.panels.map(({ ownBest }) => ownBest)).toEqual([120, 120]);
    // One expert of the field more than the other: three can't be shared evenly.
    expect(plan.panels.map(({ sum }) => sum).toSorted((a, b) => a - b)).toEqual([40, 80]);
    expect([plan.worst, plan.total, plan.isOptimal]).toEqual([40, 120, true]);
  });

  test("gives nobody more than his or her own cap, where that is lower than the programme's", () => {
    const experts = [expert(1, { loadCap: 1 }), expert(2, { loadCap: 100 }), ...people(3, 4)];
    const plan = planOf(given([judged(1), judged(2)], experts, { reviewing: { loadCap: 2 } }));
    expect(plan.infeasible).toBe(null);
    expect(plan.loads.map(({ cap }) => cap)).toEqual([1, 2, 2, 2]);
    expect(plan.loads[0]?.count).toBeLessThanOrEqual(1);
  });

  test("counts what an expert has on applications that left the round since", () => {
    const loads = new Map([[expertId(1) as string, 1]]);
    const plan = planOf(given([judged(1)], people(1, 4), { reviewing: { loadCap: 1 }, loads }));
    expect(plan.panels[0]?.experts.map((one) => one.expertId)).not.toContain(expertId(1));
  });

  test("names nobody of whom institution or field is not known, unless an officer cleared him or her", () => {
    const cleared = { reason: "电话核实", clearedBy: "per", clearedAt: "2021-11-18T02:00:00.000Z" };
    const experts = [
      expert(1, { institution: "" }),
      expert(2, { fields: [] }),
      expert(3, { institution: "", cleared }),
      ...people(4, 5),
    ];
    const plan = planOf(given([judged(1)], experts));
    expect(plan.panels[0]?.experts.map((one) => one.expertId).toSorted()).toEqual([3, 4, 5].map(expertId));
  });

  test("names nobody new who said not to be asked in another round; who is in this one goes on", () => {
    const { roundId } = pair(1, 1, "ASSIGNED");
    const said = (who: number, firstRoundId: typeof roundId | null) =>
      [
        expertId(who),
        { expertId: expertId(who), firstRoundId, mayKeep: false, saidAt: null, version: 1 },
      ] as const;
    const keepings = new Map([said(1, null), said(2, roundId), said(3, null)]);
    const loads = new Map([[expertId(3) as string, 1]]);
    const plan = planOf(given([judged(1)], people(1, 5), { keepings, loads }));
    const open = planOf(given([judged(1)], people(1, 4), { keepings, loads }));
    expect(plan.leftOut).toMatchObject([{ because: "expert-not-kept", pairs: 1 }]);
    expect(open.panels[0]?.experts.map((one) => one.expertId).toSorted()).toEqual([2, 3, 4].map(expertId));
  });

  test("names nobody who has not accepted, where the programme wants that, and nobody beyond the cap of the round", () => {
    const said = (
      number: number,
      state: "INVITED" | "ACCEPTED" | "DECLINED",
      loadCap: number | null = null,
    ) => {
      const { roundId, expertId: id } = pair(1, number, "ASSIGNED");
      const at = Instant.parse("2021-11-18T02:00:00.000Z");
      const asked = { roundId, expertId: id, state, invitedBy: "per", invitedAt: at, answerBy: at };
      return [id, { ...asked, answeredAt: null, reason: null, loadCap, version: 1 }] as const;
    };
    const invitations = new Map([
      said(2, "INVITED"),
      said(3, "DECLINED"),
      said(4, "ACCEPTED", 1),
      said(5, "ACCEPTED"),
      said(6, "ACCEPTED"),
    ]);
    const reviewing = { invitation: "required" as const };
    const one = planOf(given([judged(1)], people(1, 6), { reviewing, invitations }));
    expect(one.panels[0]?.experts.map((found) => found.expertId).toSorted()).toEqual([4, 5, 6].map(expertId));
    const two = planOf(given([judged(1), judged(2)], people(1, 6), { reviewing, invitations }));
    expect(two.infeasible?.short).toBe(1);
  });

  test("names nobody whom a tie bars, who stood aside or who was released; who is a plain member may judge", () => {
    const experts = [
      expert(1, { ties: [tieTo(1)] }),
      expert(2),
      expert(3),
      expert(4, { ties: [tieTo(1, "member")] }),
      ...people(5, 6),
    ];
    const pairs = [pair(1, 2, "RECUSED"), pair(1, 3, "RELEASED")];
    expect(numbersOf(given([judged(1, { pairs })], experts))).toEqual([4, 5, 6]);
  });

  test("shows how each fit came about: where which field was found, and what an officer said in its place", () => {
    const application = judged(1, { zh: "中国数学会", parts: { text: "在应用　数学方面基础扎实" } });
    const experts = [
      expert(1, { fields: ["数学", "理科", "史学"] }),
      expert(2),
      expert(3, { fields: ["史学"] }),
    ];
    const plan = planOf(given([application], experts, { corrections: [corrected(1, 3, 100)] }));
    const [first, second, third] = plan.panels[0]?.experts ?? [];
    expect(first).toMatchObject({
      fit: 80,
      because: [
        { of: "category", fields: ["理科"], points: 40 },
        { of: "name", fields: ["数学"], points: 30 },
        { of: "section", section: "strengths", indicator: null, fields: ["数学"], points: 10 },
      ],
      corrected: null,
    });
    expect(second).toMatchObject({ fit: 40, computed: 40 });
    expect(third).toMatchObject({
      fit: 100,
      computed: 0,
      because: [],
      corrected: { fit: 100, reason: "长期从事该领域研究" },
    });
  });

  test("keeps whoever is assigned already: one who drops out is replaced, and nothing else moves", () => {
    const experts = people(1, 7);
    const applications = [
      judged(1, { pairs: [pair(1, 1, "DECLARED"), pair(1, 2, "RELEASED"), pair(1, 3, "ASSIGNED")] }),
      judged(2, { pairs: [pair(2, 4, "DECLARED"), pair(2, 5, "ASSIGNED"), pair(2, 6, "DECLARED")] }),
    ];
    const plan = planOf(given(applications, experts));
    expect(countsOf(plan)).toMatchObject({ applications: 2, pairs: 6, kept: 5, added: 1, released: 0 });
    expect(plan.panels[1]?.experts.map(({ change }) => change)).toEqual(["kept", "kept", "kept"]);
  });

  test("moves one who only waits where the place can't be filled otherwise, and never one who has begun", () => {
    // Only number 3 may replace the one who left the first application, and number 3 has no second place.
    const experts = [
      ...people(1, 3),
      ...range(4, 5).map((one) => expert(one, { ties: [tieTo(1)] })),
      expert(6, { ties: [tieTo(1)] }),
    ];
    const first = judged(1, { pairs: [pair(1, 1, "DECLARED"), pair(1, 2, "DECLARED")] });
    const second = (state: "ASSIGNED" | "DECLARED") =>
      judged(2, { pairs: [pair(2, 3, state), pair(2, 4, "DECLARED"), pair(2, 5, "DECLARED")] });
    const reviewing = { loadCap: 1 };
    const moved = planOf(given([first, second("ASSIGNED")], experts, { reviewing }));
    expect(countsOf(moved)).toMatchObject({ kept: 4, added: 2, released: 1 });
    expect(moved.panels[1]?.released).toEqual([{ expertId: expertId(3), name: "专家3", because: "moved" }]);
    const begun = planOf(given([first, second("DECLARED")], experts, { reviewing }));
    expect(begun.panels).toEqual([]);
    expect(begun.infeasible).toMatchObject({ short: 1, applications: [{ applicationId: applicationId(1) }] });
  });

  test("lets go of a waiting expert whom a tie bars since", () => {
    const experts = [expert(1, { ties: [tieTo(1)] }), ...people(2, 4)];
    const plan = planOf(given([judged(1, { pairs: [pair(1, 1, "ASSIGNED")] })], experts));
    expect(plan.panels[0]?.released).toMatchObject([{ expertId: expertId(1), because: "barred" }]);
  });

  test("of a round without cleared applications is empty", () => {
    expect(planOf(given([], people(1, 3)))).toMatchObject({ panels: [], infeasible: null, total: 0 });
  });
});

describe("one expert of an institution per application", () => {
  const three = people(1, 3).map((one) => ({ ...one, institution: "某 大学" }));
  const four = [...three.slice(0, 2), { ...expert(3), institution: "某大学" }, ...people(4, 5)];

  test("holds where it is hard; names that differ in spaces alone are one institution", () => {
    const plan = planOf(given([judged(1)], four, { reviewing: panel("hard") }));
    expect(plan.perInstitution).toBe("held");
    expect(plan.panels[0]?.experts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["专家4", "专家5"]),
    );
    expect(planOf(given([judged(1)], three, { reviewing: panel("hard") })).infeasible?.short).toBe(2);
  });

  test("is given up where it is soft and can't be held, and the plan says for whom", () => {
    expect(planOf(given([judged(1)], four, { reviewing: panel("soft") })).perInstitution).toBe("held");
    const plan = planOf(given([judged(1)], three, { reviewing: panel("soft") }));
    expect(plan.perInstitution).toBe("given-up");
    expect(plan.panels[0]?.institutionsTwice).toEqual(["某 大学", "某 大学"]);
  });

  test("holds nobody away who has begun beside a colleague, where it is soft", () => {
    const pairs = [pair(1, 1, "DECLARED"), pair(1, 2, "DECLARED")];
    const plan = planOf(given([judged(1, { pairs })], four, { reviewing: panel("soft") }));
    expect(plan.perInstitution).toBe("given-up");
    expect(countsOf(plan)).toMatchObject({ kept: 2, added: 1, released: 0 });
  });

  test("is not asked where it is off", () => {
    expect(planOf(given([judged(1)], three, { reviewing: panel("off") })).perInstitution).toBe("off");
  });
});

describe("a round whose experts don't suffice", () => {
  test("is told who is short, and the smallest relaxation, by names and in both languages", () => {
    const experts = [...people(1, 3), expert(4, { ties: [tieTo(2)] })];
    const { infeasible } = planOf(given([judged(1), judged(2)], experts, { reviewing: { loadCap: 1 } }));
    expect(infeasible?.short).toBe(2);
    const more = infeasible?.relaxation.places.reduce((sum, one) => sum + one.more, 0);
    expect(more).toBe(2);
    expect(infeasible?.words.zh).toMatch(
      /^第1学会、第2学会无法配齐专家，共缺2个名额。最小的放宽办法：请专家\d多评/,
    );
    expect(infeasible?.words.en).toMatch(/^Society 1, Society 2 can't all have .* let 专家\d take \d more/);
  });

  test("is told where too few may judge at all", () => {
    const { infeasible } = planOf(given([judged(1)], people(1, 2)));
    expect(infeasible?.relaxation.eligible).toMatchObject([{ applicationId: applicationId(1), more: 1 }]);
    expect(infeasible?.words.zh).toContain("为第1学会再聘1名无须回避的专家");
  });
});

describe("the same round and seed", () => {
  const fields = fc.subarray(["理科", "工科", "数学", "学会"], { minLength: 1 });
  const pool = fc.array(fc.record({ fields, tied: fc.subarray([1, 2, 3]) }), { minLength: 6, maxLength: 9 });

  test("give the same bytes, in whatever order applications and experts come; every pair is allowed", () => {
    fc.assert(
      fc.property(pool, fc.integer({ min: 0, max: 5 }), (found, seed) => {
        const experts = found.map((one, at) =>
          expert(at + 1, { fields: one.fields, ties: one.tied.map((to) => tieTo(to)) }),
        );
        const applications = range(1, 3).map((one) => judged(one));
        const plan = planOf(given(applications, experts, { seed }));
        const again = planOf(given(applications.toReversed(), experts.toReversed(), { seed }));
        expect(canonicalJson(again)).toBe(canonicalJson(plan));
        for (const one of plan.panels) {
          expect(new Set(one.experts.map((planned) => planned.expertId)).size).toBe(3);
          expect(one.sum).toBeLessThanOrEqual(one.ownBest);
          for (const planned of one.experts) {
            const who = experts.find(({ id }) => id === planned.expertId);
            expect(who?.ties.map(({ societyCode }) => societyCode)).not.toContain(one.societyCode);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

test("no seed and no record give a plan with a pair that is barred or that nobody has looked at", () => {
  const names = ["张远山", "张元山", "李长河"];
  const institutions = ["北京大学", "北京大学第三医院", "武汉大学"];
  const who = fc.record({ name: fc.constantFrom(...names), institution: fc.constantFrom(...institutions) });
  const kind = fc.constantFrom("officer", "supporting-unit", "joint-project");
  const record = fc.record({ of: fc.integer({ min: 1, max: 3 }), kind, who });
  const cases = {
    seed: fc.nat(999),
    experts: fc.array(who, { minLength: 4, maxLength: 8 }),
    records: fc.array(record, { maxLength: 5 }),
  };
  fc.assert(
    fc.property(fc.record(cases), ({ seed, experts: people, records }) => {
      const experts = people.map((one, at) => expert(at + 1, one));
      const graphs = new Map(
        range(1, 3).map((of) => {
          const links = records.flatMap((one, at) =>
            one.of === of
              ? [
                  link(at + 1, {
                    ...{ kind: one.kind, societyCode: `A-0${of}`, institution: one.who.institution },
                    name: one.kind === "supporting-unit" ? null : one.who.name,
                  }),
                ]
              : [],
          );
          const one = graph(links, { code: `A-0${of}` });
          return [one.societyCode, one] as const;
        }),
      );
      const plan = planOf(given([judged(1), judged(2), judged(3)], experts, { seed, graphs }));
      const open = plan.panels.flatMap(({ societyCode, experts: chosen }) =>
        chosen.flatMap(({ expertId: id }) => {
          const found = [experts.find((one) => one.id === id), graphs.get(societyCode)] as const;
          return found[0] && found[1] ? meeting(found[0], found[1]) : [];
        }),
      );
      expect(open).toEqual([]);
      const left = plan.leftOut.reduce((sum, { pairs }) => sum + pairs, 0);
      const met = experts.flatMap((one) => [...graphs.values()].filter((of) => meeting(one, of).length > 0));
      expect(left).toBe(met.length);
    }),
    { numRuns: 200 },
  );
});
