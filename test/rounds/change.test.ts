import { describe, expect, it } from "vitest";
import { changeOf } from "../../functions/rounds/register-change.ts";
import { noFacts } from "../../shared/contract/register.ts";
import fc from "../chance.ts";
import { givenRow } from "./given.ts";
import { by, day, inspection, later, registeredAs, withInspections } from "./given-register.ts";

describe("what a row changes", () => {
  const row = givenRow();
  const held = registeredAs(row);

  it("is nothing when it says what is held, even from another file", () => {
    expect(changeOf(row, held, later)).toBeNull();
  });

  it("leaves what the row does not speak of", () => {
    expect(changeOf({ ...row, facts: noFacts }, held, later)).toBeNull();
    const change = changeOf(
      { ...row, facts: { ...noFacts, inspections: [inspection({ year: 2018 })] } },
      held,
      later,
    );
    expect(change?.columns).toEqual(["inspection_2018"]);
    expect(change?.earlier).toEqual([]);
    expect(change?.next.facts.inspections.map(({ year, recorded }) => [year, recorded.importFile])).toEqual([
      [2020, "名册.xlsx"],
      [2018, "更正.xlsx"],
    ]);
  });

  it("keeps a registered phone that the file does not speak of, for the same person only", () => {
    const phone = "010-68571898";
    const change = changeOf({ ...row, filler: { ...row.filler, phone } }, held, later);
    expect(change?.columns).toEqual(["filler_phone"]);
    expect(change && changeOf(row, change.next, later)).toBeNull();
    const another = { name: "接任者", mail: givenRow().filler.mail };
    const replaced = change && changeOf({ ...row, filler: another }, change.next, later);
    expect(replaced?.next.filler).toEqual(another);
    expect(replaced?.columns).toEqual(["filler_name", "filler_mail", "filler_phone"]);
  });

  it("keeps a conclusion that another takes the place of, and who put which of them there", () => {
    const change = changeOf(withInspections(row, inspection({ conclusion: "UNQUALIFIED" })), held, later);
    expect(change?.next.facts.inspections).toMatchObject([{ conclusion: "UNQUALIFIED", recorded: later }]);
    expect(change?.earlier).toEqual([
      {
        societyCode: row.code,
        societyVersion: 2,
        number: 1,
        was: { kind: "inspection", year: 2020, fact: { ...inspection(), recorded: by } },
        ended: { ...later, withdrawal: null },
        version: 1,
      },
    ]);
  });

  it("takes a fact back and says why; taking back what is not held is nothing", () => {
    const withdrawal = { kind: "penalties" as const, year: null, source: "张冠李戴", on: day("2021-11-03") };
    const taking = { ...row, facts: { ...row.facts, penalties: null }, withdrawn: [withdrawal] };
    const change = changeOf(taking, held, later);
    expect(change?.next.facts.penalties).toBeNull();
    expect(change?.earlier).toMatchObject([
      { was: { kind: "penalties", year: 2021, fact: { list: [] } }, ended: { withdrawal } },
    ]);
    expect(change && changeOf(taking, change.next, later)).toBeNull();
  });

  it("makes the old name a former one up to the day of the new, once", () => {
    const { names } = givenRow();
    const renaming = { ...row, names, nameSince: day("2021-06-01") };
    const change = changeOf(renaming, held, later);
    expect(change?.next).toMatchObject({
      names,
      nameSince: "2021-06-01",
      nameRecorded: later,
      formerNames: [{ ...row.names, from: null, until: "2021-06-01", recorded: later }],
    });
    expect(change?.earlier).toMatchObject([
      { was: { kind: "name", year: null, fact: { ...row.names, until: null, recorded: by } } },
    ]);
    expect(change && changeOf(renaming, change.next, later)).toBeNull();
    const back = change && changeOf({ ...row, nameSince: day("2021-10-01") }, change.next, later);
    expect(back?.next.formerNames.map(({ zh, from, until }) => [zh, from, until])).toEqual([
      [row.names.zh, null, "2021-06-01"],
      [names.zh, "2021-06-01", "2021-10-01"],
    ]);
  });

  it("makes a wrong name no former one, and keeps that it stood there", () => {
    const { names } = givenRow();
    const correcting = { ...row, names, nameSince: "correction" as const };
    const change = changeOf(correcting, held, later);
    expect(change?.next).toMatchObject({ names, nameSince: null, formerNames: [] });
    expect(change?.earlier).toMatchObject([{ was: { kind: "name", fact: row.names } }]);
    expect(change && changeOf(correcting, change.next, later)).toBeNull();
  });

  it("adds former names that the file lists; other days for the same stretch take the place of the old ones", () => {
    const former = (from: string | null, until: string) => ({
      zh: "旧名",
      en: null,
      from: from === null ? null : day(from),
      until: day(until),
    });
    const listed = changeOf({ ...row, formerNames: [former(null, "2001-01-01")] }, held, by);
    if (!listed) throw new Error("a former name was added");
    const change = changeOf(
      { ...row, formerNames: [former("1990-01-01", "2002-01-01")] },
      listed.next,
      later,
    );
    expect(change?.columns).toEqual(["former_names"]);
    expect(change?.next.formerNames).toEqual([{ ...former("1990-01-01", "2002-01-01"), recorded: later }]);
    expect(change?.earlier).toMatchObject([{ was: { kind: "name", fact: former(null, "2001-01-01") } }]);
    const apart = changeOf({ ...row, formerNames: [former("2010-01-01", "2012-01-01")] }, listed.next, later);
    expect(apart?.next.formerNames).toHaveLength(2);
  });

  it("loses nothing, whatever is stated, corrected, left out and taken back in whatever order", () => {
    const statement = fc.oneof(
      fc.constantFrom("QUALIFIED" as const, "UNQUALIFIED" as const, "PENDING" as const),
      fc.constantFrom("withdrawn" as const, "nothing" as const),
    );
    const years = fc.constantFrom(2018, 2019, 2020);
    fc.assert(
      fc.property(fc.array(fc.tuple(years, statement), { maxLength: 20 }), (statements) => {
        let society = registeredAs(withInspections(row));
        const kept: string[] = [];
        const stood = new Map<number, string>();
        const expected: string[] = [];
        for (const [year, stated] of statements) {
          const before = stood.get(year);
          const isStated = stated !== "withdrawn" && stated !== "nothing";
          const change = changeOf(
            {
              ...withInspections(row, ...(isStated ? [inspection({ year, conclusion: stated })] : [])),
              withdrawn:
                stated === "withdrawn"
                  ? [{ kind: "inspection", year, source: "有误", on: day("2021-11-01") }]
                  : [],
            },
            society,
            later,
          );
          if (isStated) stood.set(year, stated);
          if (stated === "withdrawn") stood.delete(year);
          if (before !== undefined && before !== stood.get(year)) expected.push(`${year} ${before}`);
          for (const { was } of change?.earlier ?? [])
            if (was.kind === "inspection") kept.push(`${was.year} ${was.fact.conclusion}`);
          society = change?.next ?? society;
        }
        expect(kept).toEqual(expected);
        const current = society.facts.inspections.map(({ year, conclusion }) => [year, conclusion]);
        expect(current).toEqual([...stood].sort(([a], [b]) => b - a));
      }),
    );
  });
});
