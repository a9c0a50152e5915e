import { describe, expect, it } from "vitest";
import { plantedCases, plantedKinds } from "../../cli/demo/facts.ts";
import { courses, planRound } from "../../cli/demo/plan.ts";
import { makeRegister } from "../../cli/demo/register.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { wrongFileKinds } from "../../cli/demo/wrong-files.ts";
import { parseRegister } from "../../functions/rounds/register.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { usccFault } from "../../shared/kernel/uscc.ts";

const societies = readSocieties();
const plan = planRound(1, societies);
const rows = makeRegister(societies, plan);

describe("the register of the demonstration", () => {
  it("passes off nothing invented as real", () => {
    for (const { uscc, filler, approver, facts, formerNames } of rows) {
      expect(formerNames.every(({ zh }) => zh.includes("虚构"))).toBe(true);
      expect(uscc).toMatch(/^5[13]100000FAKE/);
      expect([filler.mail, approver.mail].every((mail) => mail.endsWith("@society.example"))).toBe(true);
      expect([filler.name, approver.name].every((name) => name.includes("虚构"))).toBe(true);
      const known = [...facts.inspections, facts.partyOrganisation, facts.penalties, facts.earlierProjects];
      for (const fact of known) expect(fact?.source ?? "虚构").toContain("虚构");
    }
  });

  it("has 210 societies with codes that pass every check of an import", () => {
    expect(societies).toHaveLength(210);
    expect(rows.map(({ uscc }) => usccFault(uscc)).filter((fault) => fault !== null)).toEqual([]);
    expect(parseRegister(formatRegister(rows))).toEqual({ rows });
  });

  it("has a society with a former name", () => {
    expect(rows.filter(({ formerNames }) => formerNames.length > 0)).toHaveLength(1);
  });

  it("is the same for the same seed and another for another", () => {
    expect(makeRegister(societies, planRound(1, societies))).toEqual(rows);
    expect(makeRegister(societies, planRound(2, societies))).not.toEqual(rows);
  });
});

describe("the plan of the round", () => {
  it("has more than 120 applicants, none a foundation, each once", () => {
    const codes = plan.applicants.map(({ society }) => society.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(120);
    expect(codes).not.toContain("E-41W");
  });

  it("plants every case of eligibility, every course and every wrong file exactly once, one per society", () => {
    const planted = plan.applicants.flatMap(({ planted: kind }) => kind ?? []);
    expect(planted.sort()).toEqual([...plantedKinds].sort());
    const unusual = plan.applicants.flatMap(({ course }) => (course === "plain" ? [] : course));
    expect(unusual.sort()).toEqual(courses.filter((course) => course !== "plain").sort());
    expect(plan.applicants.flatMap(({ wrongFile }) => wrongFile ?? []).sort()).toEqual(
      [...wrongFileKinds].sort(),
    );
    for (const { planted: kind, course, wrongFile } of plan.applicants) {
      expect([kind !== null, course !== "plain", wrongFile !== null].filter(Boolean).length).toBeLessThan(2);
    }
    const grounds = Object.values(plantedCases).flatMap((one) =>
      one.expects === "fail" ? one.disqualifier : [],
    );
    expect(new Set(grounds).size).toBe(4);
  });

  it("has self-nominated and recommended applicants, and scans among the files", () => {
    expect(plan.applicants.some(({ isRecommended }) => isRecommended)).toBe(true);
    expect(plan.applicants.some(({ isRecommended }) => !isRecommended)).toBe(true);
    expect(plan.applicants.filter(({ isScan }) => isScan).length).toBeGreaterThan(5);
  });
});
