import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { handler as onAsked } from "../../functions/experts/on-plan-asked.ts";
import { draws, plans } from "../../functions/experts/records.ts";
import { unknownFactsOf } from "../../functions/experts/unknown-facts.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { assignmentDrawPoolAsked, assignmentPlanAsked } from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { FactRules } from "../../shared/programme/recusal.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { graph, link, officer, rules } from "../conflicts/given-graph.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { lastFact, tell } from "../told.ts";
import { beforeReview, givenCleared, givenExpert, importingLinks, officerLine } from "./given.ts";

describe("what is known of a society", () => {
  const whole = [
    link(1, { kind: "supporting-unit", institution: "北京大学" }),
    link(2, { kind: "supervisory-body", institution: "中国测试协会" }),
    link(3, { kind: "officer", name: "张远山" }),
    link(4, { kind: "legal-representative", name: "李长河" }),
  ];
  const unknown = (links: typeof whole, others: ReturnType<typeof graph>[] = [], by = rules()) => {
    const one = graph(links);
    const graphs = new Map([one, ...others].map((each) => [each.societyCode, each]));
    return unknownFactsOf([one.societyCode], graphs, by).map(
      ({ societyCode, as, unknown: kinds }) => `${societyCode} ${as} ${kinds.join()}`,
    );
  };

  it("is unknown where nothing lasting is on record: nothing at all, withdrawn, or of people who left", () => {
    const left = [officer("张远山", null, { until: "2021-11-17" })];
    const withdrawn = { source: "更正函", on: "2021-10-01", recorded: whole[0]?.recorded };
    expect(unknown([])).toEqual([
      "A-01 applicant supporting-unit,supervisory-body,officer,legal-representative",
    ]);
    expect(unknown([...whole.slice(0, 2), ...left, ...whole.slice(3)])).toEqual(["A-01 applicant officer"]);
    expect(
      unknown([...whole.slice(0, 2), officer("张远山", null, { withdrawn }), ...whole.slice(3)]),
    ).toEqual(["A-01 applicant officer"]);
    expect(unknown(whole)).toEqual([]);
    const lastDay = officer("张远山", null, { until: "2021-11-18" });
    expect(unknown([...whole.slice(0, 2), lastDay, ...whole.slice(3)])).toEqual([]);
  });

  it("is asked by what the programme needs, and of a partner in a joint project for its people alone", () => {
    const facts: FactRules = { ...cast2021.reviewing.recusal.facts, needed: ["supporting-unit"] };
    expect(unknown(whole.slice(0, 1), [], rules({ facts }))).toEqual([]);
    const project = (until: string | null) =>
      link(5, { kind: "joint-project", office: "联合攻关", partnerCode: "A-02", until });
    const partner = graph([link(6, { societyCode: "A-02", name: "王五" })], { code: "A-02" });
    expect(unknown([...whole, project(null)], [partner])).toEqual(["A-02 partner legal-representative"]);
    // A project that ended too long ago ties nobody.
    expect(unknown([...whole, project("2018-11-17")], [partner])).toEqual([]);
  });
});

// The pool is everybody's: a plan takes whom it finds.
beforeAll(ownTable);

type Signed = { token: string };
let desk: Signed;
beforeAll(async () => {
  desk = await signedIn("officer");
  await Promise.all([1, 2, 3, 4].map(() => givenExpert()));
});

const { reviewing } = cast2021;
const programme = (whenUnknown: FactRules["whenUnknown"], mode: "optimised" | "drawn" = "optimised") => ({
  ...cast2021,
  reviewing: {
    ...reviewing,
    expertsPerApplication: 3,
    recusal: { ...reviewing.recusal, facts: { ...reviewing.recusal.facts, whenUnknown } },
    assignment: {
      ...reviewing.assignment,
      mode,
      draw: {
        ...{ strata: "none" as const, ownField: null, panel: null, reserves: 1, supervised: false },
        basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
      },
    },
  },
});

let round: Round;
let known: Awaited<ReturnType<typeof givenCleared>>;
let other: Awaited<ReturnType<typeof givenCleared>>;

async function given(definition: ReturnType<typeof programme>) {
  round = await openRound(definition);
  known = await givenCleared(round);
  other = await givenCleared(round);
  const { societyCode: code } = known.application;
  const from = "章程,2021-06-01,";
  await importingLinks([
    officerLine(code, "张远山", "北京大学"),
    `${code},支撑单位,,,清华大学,,,,,${from}`,
    `${code},业务主管单位,,,中国测试协会,,,,,${from}`,
    `${code},法定代表人,李长河,,武汉大学,,,,,${from}`,
  ]);
}

const asking = (route: keyof typeof routes, id: string, more: Record<string, unknown> = {}, who = desk) =>
  answerTo(handler, routes[route], {
    ...{ at: beforeReview, token: who.token, headers: onceKey(), params: { id } },
    ...more,
  });

async function planned() {
  const { body } = await asking("askAssignmentPlan", round.id, { body: {} });
  await tell(onAsked, await lastFact(assignmentPlanAsked, body.id));
  return (await asking("getAssignmentPlan", body.id)).body;
}

async function frozen() {
  const { body } = await asking("commitAssignmentDraw", round.id);
  await asking("freezeDrawPool", body.id, { body: { version: body.version } });
  await tell(onAsked, await lastFact(assignmentDrawPoolAsked, body.id));
  return draws.get({ id: body.id });
}

const everything = ["supporting-unit", "supervisory-body", "officer", "legal-representative"];

describe("officers", () => {
  beforeEach(() => given(programme("flagged")));

  it("see before any plan which societies of the round nobody imported anything of, until somebody does", async () => {
    const listed = async (query = {}) => (await asking("listUnknownFacts", round.id, { query })).body.items;
    const { societyCode } = other.application;
    expect(await listed()).toEqual([
      expect.objectContaining({
        ...{ societyCode, applicationId: other.application.id, as: "applicant", unknown: everything },
      }),
    ]);
    // The register has societies beside those that apply.
    const registered: { societyCode: string }[] = await listed({ of: "register", limit: "100" });
    const codes = registered.map((one) => one.societyCode);
    expect([codes.includes(societyCode), codes.includes(known.application.societyCode)]).toEqual([
      true,
      false,
    ]);
    await importingLinks([officerLine(societyCode, "赵六", "同济大学")]);
    expect(await listed()).toMatchObject([{ unknown: everything.filter((kind) => kind !== "officer") }]);
  });

  it("alone and supervisors are told, of a round that there is", async () => {
    const expert = await givenExpert();
    expect((await asking("listUnknownFacts", round.id, { query: {} }, expert)).status).toBe(403);
    const none = round.id.replace(/.{4}$/, "0000");
    expect((await asking("listUnknownFacts", none, { query: {} })).status).toBe(404);
    const supervisor = await signedIn("supervisor");
    expect((await asking("listUnknownFacts", round.id, { query: {} }, supervisor)).status).toBe(200);
  });

  it("are told by the plan how many and which, and the plan is proposed all the same", async () => {
    const { record, plan } = await planned();
    expect(record).toMatchObject({
      state: "PROPOSED",
      frozen: { counts: { pairs: 6, societiesUnknown: 1 } },
    });
    expect(plan.unknownFacts).toMatchObject([
      {
        applicationId: other.application.id,
        societyCode: other.application.societyCode,
        unknown: everything,
      },
    ]);
  });
});

describe("a programme that wants the facts first", () => {
  it("proposes no plan while they are missing, says of whom, and one when they are there", async () => {
    await given(programme("refused"));
    const { record, plan } = await planned();
    expect([record.state, plan.infeasible.short, plan.total]).toEqual(["INFEASIBLE", 0, 0]);
    expect(plan.infeasible.applications).toMatchObject([{ applicationId: other.application.id }]);
    expect(plan.infeasible.words.zh).toContain(other.application.societyNames.zh);
    expect((await asking("listPlannedPanels", record.id, { query: {} })).body.items).toEqual([]);
    const approval = { body: { version: record.version, planHash: record.frozen.planHash } };
    expect((await asking("approveAssignmentPlan", record.id, approval)).body.code).toBe("wrong-state");
    const { societyCode: code } = other.application;
    await importingLinks([
      officerLine(code, "赵六", "同济大学"),
      `${code},支撑单位,,,同济大学,,,,,章程,2021-06-01,`,
      `${code},业务主管单位,,,中国测试协会,,,,,章程,2021-06-01,`,
      `${code},法定代表人,赵六,,同济大学,,,,,章程,2021-06-01,`,
    ]);
    expect((await planned()).record).toMatchObject({
      ...{ state: "PROPOSED", frozen: { counts: { societiesUnknown: 0 } } },
    });
  });

  it("freezes no pool of a draw either", async () => {
    await given(programme("refused", "drawn"));
    const held = await frozen();
    expect(held).toMatchObject({ state: "INFEASIBLE", frozen: null, societiesUnknown: 1 });
    expect(held?.infeasible?.words.en).toContain("Import the table of societies' ties first");
  });
});

describe("a draw", () => {
  it("counts them where the programme wants that, and says null where nobody asked: never none", async () => {
    await given(programme("flagged", "drawn"));
    expect(await frozen()).toMatchObject({ state: "FROZEN", societiesUnknown: 1 });
    await given(programme("ignored", "drawn"));
    expect(await frozen()).toMatchObject({ state: "FROZEN", societiesUnknown: null });
    await given(programme("ignored"));
    const { record, plan } = await planned();
    expect([record.frozen.counts.societiesUnknown, plan.unknownFacts]).toEqual([null, null]);
    expect((await plans.get({ id: record.id }))?.state).toBe("PROPOSED");
  });
});
