import { describe, expect, it, test } from "vitest";
import { nearInstitution, nearName } from "../../shared/conflicts/near-names.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { expert, tieTo } from "../experts/given-plan.ts";
import { decided, graph, link, meeting, officer, rules, said } from "./given-graph.ts";

const zhang = expert(1, { name: "张远山", institution: "北京大学" });
const unit = (institution: string, given: Record<string, unknown> = {}) =>
  link(2, { kind: "supporting-unit", institution, ...given });
const project = (given: Record<string, unknown>) =>
  link(3, { kind: "joint-project", office: "联合攻关", ...given });

describe("an expert may not judge a society", () => {
  it.each([
    ["whose officer he or she is", graph([officer("张远山", "北京大学")]), "officer"],
    [
      "whose officer left three years ago to the day",
      graph([officer("张远山", "北京大学", { until: "2018-11-18" })]),
      "officer",
    ],
    [
      "that he or she legally represents",
      graph([link(1, { kind: "legal-representative", name: "张 远山", institution: "北京大学" })]),
      "legal-representative",
    ],
    ["that his or her institution supports", graph([unit("北京大学")]), "supporting-unit"],
    [
      "that his or her institution supervises",
      graph([link(2, { kind: "supervisory-body", institution: "北京大学" })]),
      "supervisory-body",
    ],
    [
      "with which he or she has a joint project",
      graph([project({ name: "张远山", institution: "北京大学" })]),
      "joint-project",
    ],
    [
      "with which the institution had one three years ago",
      graph([project({ institution: "北京大学", until: "2018-11-18" })]),
      "joint-project",
    ],
    ["that he or she works for", graph([], { names: ["Society", "北京大学"] }), "society"],
  ])("%s", (_, society, ground) => {
    expect(said(meeting(zhang, society))).toEqual([`barred ${ground} same`]);
  });

  it("that has a joint project with a society of which he or she is an officer, on record or declared", () => {
    const one = graph([project({ partnerCode: "A-02" })]);
    const partner = graph([officer("张远山", "北京大学", { societyCode: "A-02" })], {
      code: "A-02",
      names: [],
    });
    expect(said(meeting(zhang, one, { others: [partner] }))).toEqual(["barred joint-project same"]);
    const unknown = graph([], { code: "A-02", names: [] });
    const tied = { ...zhang, ties: [tieTo(2)] } as typeof zhang;
    expect(said(meeting(tied, one, { others: [unknown] }))).toEqual(["barred joint-project same"]);
    const member = { ...zhang, ties: [tieTo(2, "member")] } as typeof zhang;
    expect(meeting(member, one, { others: [unknown] })).toEqual([]);
  });

  it("whatever was decided: what is the same beyond doubt is dismissed by nobody", () => {
    const [match] = meeting(zhang, graph([officer("张远山", "北京大学")]));
    if (!match) throw new Error("there is a match");
    const society = graph([officer("张远山", "北京大学")], { decisions: [decided(match, "dismissed")] });
    expect(said(meeting(zhang, society))).toEqual(["barred officer same"]);
  });
});

describe("nothing keeps an expert from judging", () => {
  it.each([
    ["a society of strangers", [officer("李长河", "北京大学"), unit("武汉大学")]],
    ["where the office ended longer ago", [officer("张远山", "北京大学", { until: "2018-11-17" })]],
    ["where the unit supported it once", [unit("北京大学", { until: "2021-11-17" })]],
    ["where the joint project ended longer ago", [project({ institution: "北京大学", until: "2018-11-17" })]],
    [
      "where the record was withdrawn",
      [
        officer("张远山", "北京大学", {
          withdrawn: { source: "更正函", on: "2021-07-01", recorded: officer("", null).recorded },
        }),
      ],
    ],
  ])("%s", (_, links) => {
    expect(meeting(zhang, graph(links))).toEqual([]);
  });
});

describe("institutions", () => {
  const nuclear = expert(1, { institution: "中科甲所", parentInstitution: "国家科学院" });
  const sister = unit("物理乙所", { parentInstitution: "国家科学院" });

  it("are one by the legal entity, or by the one above it as well, as the programme says", () => {
    expect(meeting(nuclear, graph([sister]), { by: rules({ institution: "entity" }) })).toEqual([]);
    const bars = said(meeting(nuclear, graph([sister]), { by: rules({ institution: "parent" }) }));
    expect(bars).toEqual(["barred supporting-unit same"]);
    expect(
      said(meeting(nuclear, graph([unit("国家科学院")]), { by: rules({ institution: "parent" }) })),
    ).toEqual(bars);
  });

  it.each([
    ["its own people", "物理学院", ["barred supporting-unit same"]],
    ["nobody of another department", "外国语学院", []],
    [
      "nobody before it is known where he or she works",
      null,
      ["proposed supporting-unit department-unknown"],
    ],
    [
      "nobody before a like name is looked at",
      "物理学院理论所",
      ["proposed supporting-unit near-department"],
    ],
  ])("that are a department bar %s where the programme bars departments", (_, department, expected) => {
    const society = graph([unit("北京大学", { department: "物理学院" })]);
    const one = { ...zhang, department } as typeof zhang;
    expect(said(meeting(one, society, { by: rules({ supportingUnit: "department" }) }))).toEqual(expected);
    expect(said(meeting(one, society, { by: rules({ supportingUnit: "entity" }) }))).toEqual([
      "barred supporting-unit same",
    ]);
  });

  test("that support a society wholly bar all their people, whatever the programme says of departments", () => {
    const by = rules({ supportingUnit: "department" });
    expect(said(meeting(zhang, graph([unit("北京大学")]), { by }))).toEqual(["barred supporting-unit same"]);
  });
});

describe("who is only alike is proposed", () => {
  it.each([
    ["an officer's name at another institution", officer("张远山", "武汉大学"), "proposed officer same-name"],
    ["an officer's name at none", officer("张远山", null), "proposed officer same-name"],
    [
      "nearly an officer's name at the same institution",
      officer("张元山", "北京大学"),
      "proposed officer near-name",
    ],
    ["a part of the unit", unit("北京大学第三医院"), "proposed supporting-unit near-institution"],
  ])("%s", (_, one, expected) => {
    expect(said(meeting(zhang, graph([one])))).toEqual([expected]);
  });

  it("until somebody decides: dismissed it is free, confirmed it bars", () => {
    const links = [officer("张远山", "武汉大学")];
    const [match] = meeting(zhang, graph(links));
    if (!match) throw new Error("there is a match");
    for (const [decision, verdict] of [
      ["dismissed", "dismissed"],
      ["confirmed", "barred"],
    ] as const) {
      const society = graph(links, { decisions: [decided(match, decision)] });
      expect(said(meeting(zhang, society))).toEqual([`${verdict} officer same-name`]);
    }
  });

  it("again when what was compared has changed, on either side; a new source or term alone changes nothing", () => {
    const [match] = meeting(zhang, graph([officer("张远山", "武汉大学")]));
    if (!match) throw new Error("there is a match");
    const decisions = [decided(match, "dismissed")];
    const newTerm = officer("张远山", "武汉大学", {
      source: "第十届理事会名单",
      on: "2021-10-01",
      until: "2026-10-01",
    });
    expect(said(meeting(zhang, graph([newTerm], { decisions })))).toEqual(["dismissed officer same-name"]);
    const moved = officer("张远山", "南开大学");
    expect(said(meeting(zhang, graph([moved], { decisions })))).toEqual(["proposed officer same-name"]);
    const elsewhere = expert(1, { name: "张远山", institution: "复旦大学" });
    const before = graph([officer("张远山", "武汉大学")], { decisions });
    expect(said(meeting(elsewhere, before))).toEqual(["proposed officer same-name"]);
  });

  it("not at all where the programme wants offices only declared", () => {
    const declared = cast2021.reviewing.conflicts.map((rule) =>
      rule.kind === "office-holder" ? { ...rule, effect: "declared" as const } : rule,
    );
    const by = rules({}, declared);
    expect(said(meeting(zhang, graph([officer("张远山", "北京大学")]), { by }))).toEqual([
      "declared officer same",
    ]);
    expect(meeting(zhang, graph([officer("张远山", "武汉大学")]), { by })).toEqual([]);
  });
});

describe("institutions are nearly the same", () => {
  it.each([
    ["甲乙科技", "甲乙科技有限公司"],
    ["清华", "清华大学"],
    ["中科院", "中国科学院"],
    ["哈工大", "哈尔滨工业大学"],
    ["北京大学", "北京大学第三医院"],
    ["北京航空航天大学", "北京航空航夭大学"],
    ["南京理工大学", "南京工理大学"],
  ])("%s and %s", (one, other) => {
    expect([nearInstitution(one, other), nearInstitution(other, one)]).toEqual([true, true]);
  });

  it.each([
    ["北京大学", "南京大学"],
    ["北京大学", "北京理工大学"],
    ["华东理工大学", "华南理工大学"],
    ["中国物理学会", "中国地理学会"],
    ["某大学", "某研究所"],
    ["", "北京大学"],
  ])("but not %s and %s", (one, other) => {
    expect([nearInstitution(one, other), nearInstitution(other, one)]).toEqual([false, false]);
  });

  it("and names with one slip in three letters, not those of two people of one family name", () => {
    expect([nearName("张远山", "张元山"), nearName("张伟", "张强"), nearName("王远山", "张远山")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("are the same whatever their width, spaces, capitals and brackets", () => {
    const one = expert(1, { name: "ＺＨＡＮＧ Yuanshan", institution: "北京 大学（医学部）" });
    const society = graph([officer("Yuanshan Zhang", "北京大学(医学部)")]);
    expect(said(meeting(one, society))).toEqual(["barred officer same"]);
  });
});
