import { describe, expect, test } from "vitest";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { checkDefinition } from "../../shared/programme/check.ts";
import type { Fault } from "../../shared/programme/fault.ts";
import { presets } from "../../shared/programme/presets.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import fc from "../chance.ts";

const years = [2021, 2022, 2024];

/** A definition with some members changed, as an officer's file would come in. */
function spoilt(change: (definition: ProgrammeDefinition) => object): unknown {
  return { ...structuredClone(cast2021), ...change(structuredClone(cast2021)) };
}

function faultsOf(input: unknown, calendarYears = years): Fault[] {
  const checked = checkDefinition(input, { calendarYears });
  return "faults" in checked ? checked.faults : [];
}

function found(input: unknown, calendarYears = years): string[] {
  return faultsOf(input, calendarYears).map(({ path, code }) => `${path} ${code}`);
}

describe("a definition of the wrong shape", () => {
  test.each([{ input: null }, { input: 3 }, { input: "cast-2021" }, { input: [] }, { input: {} }])(
    "$input is refused and nothing is thrown",
    ({ input }) => {
      expect(faultsOf(input).length).toBeGreaterThan(0);
    },
  );

  test("says where and what in both languages", () => {
    expect(faultsOf(spoilt(() => ({ version: 0 })))).toEqual([
      {
        path: "version",
        code: "too-small",
        zh: expect.stringMatching(/\p{Script=Han}/u),
        en: expect.stringMatching(/small/i),
      },
    ]);
  });

  test("has no member that the schema does not know: a misspelt setting is never ignored", () => {
    expect(found(spoilt((given) => ({ selection: { ...given.selection, reserve: 3 } })))).toEqual([
      "selection unrecognized-keys",
    ]);
  });

  test("has no rule without its clause or assumption, and no text in one language only", () => {
    const input = spoilt((given) => ({
      names: { zh: "只有中文" },
      malware: { notScannedBlocks: false },
      undertaking: { ...given.undertaking, consequence: { zh: "后果", en: "  " } },
    }));
    expect(found(input)).toEqual([
      "names.en invalid-type",
      "undertaking.consequence.en too-small",
      "malware.basis invalid-union",
    ]);
  });

  test("does not hide what is wrong elsewhere: every fault comes at once", () => {
    const input = spoilt((given) => ({
      version: "one",
      tiers: given.tiers.map((tier) => ({ ...tier, places: 0 })),
      scoring: {
        ...given.scoring,
        rounding: "half up",
        criteria: given.scoring.criteria.map((entry) => ({ ...entry, weight: 10 })),
        ties: { ...given.scoring.ties, chain: [{ kind: "median" }] },
      },
      timetable: {
        ...given.timetable,
        review: { ...given.timetable.review, toAt: "2021-11-22T00:00:00.000Z" },
      },
    }));
    expect(found(input)).toEqual([
      "version invalid-type",
      "tiers[0].places too-small",
      "tiers[1].places too-small",
      "tiers[2].places too-small",
      "scoring.rounding invalid-type",
      "scoring.criteria weights-sum",
      "scoring.ties.chain tie-chain-open",
      "timetable.review.toAt dates-out-of-order",
    ]);
  });
});

type Spoilt = [what: string, change: (given: ProgrammeDefinition) => object, expected: string[]];

const scoringFaults: Spoilt[] = [
  [
    "a pass mark above the highest score that there is",
    ({ selection }) => ({ selection: { ...selection, minimumComposite: "100.5" } }),
    ["selection.minimumComposite minimum-unreachable"],
  ],
  [
    "weights that come to 99",
    ({ scoring }) => ({
      scoring: {
        ...scoring,
        criteria: scoring.criteria.map((c, at) => (at === 0 ? { ...c, weight: c.weight - 1 } : c)),
      },
    }),
    ["scoring.criteria weights-sum"],
  ],
  [
    "weights of the recommended list that come to 75",
    ({ recommendedList }) => ({
      recommendedList: { ...recommendedList, indicators: recommendedList?.indicators.slice(1) },
    }),
    ["recommendedList.indicators weights-sum"],
  ],
  [
    "a lot that is not the last link",
    ({ scoring }) => ({
      scoring: {
        ...scoring,
        ties: { ...scoring.ties, chain: [{ kind: "lot", seed: "snapshot-hash" }, ...scoring.ties.chain] },
      },
    }),
    ["scoring.ties.chain tie-chain-open"],
  ],
  [
    "a tie decided by a criterion that is not there",
    ({ scoring }) => ({
      scoring: {
        ...scoring,
        ties: { ...scoring.ties, chain: [{ kind: "criterion", id: "beauty" }, ...scoring.ties.chain] },
      },
    }),
    ["scoring.ties.chain[0].id unknown-reference"],
  ],
  [
    "a trimmed mean that drops all it has",
    ({ scoring }) => ({
      scoring: {
        ...scoring,
        aggregate: {
          ...scoring.aggregate,
          rule: { kind: "trimmed-mean", dropHigh: 1, dropLow: 1, fromCount: 2 },
        },
      },
    }),
    ["scoring.aggregate.rule trim-leaves-nothing"],
  ],
  [
    "a step that does not reach the upper bound, one of nought, and bounds the wrong way round",
    ({ scoring }) => ({
      scoring: {
        ...scoring,
        criteria: scoring.criteria.map((c, at) =>
          at === 0
            ? { ...c, step: "0.3" }
            : at === 1
              ? { ...c, step: "0" }
              : at === 2
                ? { ...c, min: 100 }
                : c,
        ),
      },
    }),
    [
      "scoring.criteria[0].step step-does-not-fit",
      "scoring.criteria[1].step step-does-not-fit",
      "scoring.criteria[2] bounds-reversed",
    ],
  ],
  [
    "more scores asked than experts assigned",
    ({ reviewing }) => ({ reviewing: { ...reviewing, expertsPerApplication: 2 } }),
    ["reviewing.expertsPerApplication panel-even", "scoring.stages[0].minScores too-few-experts"],
  ],
  [
    "points of the fit that come to 60, in a section that is not there, for the same place twice",
    ({ reviewing }) => ({
      reviewing: {
        ...reviewing,
        assignment: {
          ...reviewing.assignment,
          fit: [
            { of: "name", points: 20 },
            { of: "name", points: 20 },
            { of: "section", section: "no-such", indicator: null, points: 20 },
          ],
        },
      },
    }),
    [
      "reviewing.assignment.fit[1] duplicate-id",
      "reviewing.assignment.fit[2].section unknown-reference",
      "reviewing.assignment.fit weights-sum",
    ],
  ],
  [
    "experts drawn without the rules of a draw",
    ({ reviewing }) => ({
      reviewing: { ...reviewing, assignment: { ...reviewing.assignment, mode: "drawn" } },
    }),
    ["reviewing.assignment.draw setting-missing"],
  ],
  [
    "a panel too small, with a field and an id twice, two strata of all others, and strata of applications beside it",
    ({ reviewing }) => ({
      reviewing: {
        ...reviewing,
        assignment: {
          ...reviewing.assignment,
          mode: "drawn",
          draw: {
            ...{ strata: "category", reserves: 1, supervised: true, basis: reviewing.assignment.basis },
            panel: {
              strata: [
                { id: "one", name: { zh: "一", en: "One" }, fields: ["理科"], seats: 1 },
                { id: "one", name: { zh: "二", en: "Two" }, fields: ["工科", "理科"], seats: 1 },
                { id: "rest", name: { zh: "三", en: "Three" }, fields: [], seats: 1 },
                { id: "more", name: { zh: "四", en: "Four" }, fields: [], seats: 1 },
              ],
              whenShort: "filled",
            },
          },
        },
      },
    }),
    [
      "reviewing.assignment.draw.strata strata-twice",
      "reviewing.assignment.draw.panel.strata[1].id duplicate-id",
      "reviewing.assignment.draw.panel.strata[1].fields field-twice",
      "reviewing.assignment.draw.panel.strata[3].fields field-twice",
      "reviewing.assignment.draw.panel.strata panel-too-small",
    ],
  ],
  [
    "seats for the own field without a field, as many as there are experts, beside a limit for institutions",
    ({ reviewing }) => ({
      reviewing: {
        ...reviewing,
        assignment: {
          ...reviewing.assignment,
          mode: "drawn",
          draw: {
            ...{ strata: "none", reserves: 1, supervised: true, basis: reviewing.assignment.basis },
            ownField: { seats: 5, whenShort: "filled" },
          },
        },
      },
    }),
    [
      "reviewing.assignment.draw.strata setting-missing",
      "reviewing.assignment.draw.ownField.seats field-seats-unfit",
      "reviewing.assignment.panel.perInstitution field-seats-apart",
    ],
  ],
  [
    "the rules of a draw where nothing is drawn",
    ({ reviewing }) => ({
      reviewing: {
        ...reviewing,
        assignment: {
          ...reviewing.assignment,
          draw: { strata: "none", reserves: 1, supervised: true, basis: reviewing.assignment.basis },
        },
      },
    }),
    ["reviewing.assignment.draw draw-unused"],
  ],
  [
    "anchors where experts are drawn by lot",
    ({ reviewing }) => ({
      reviewing: {
        ...reviewing,
        assignment: {
          ...reviewing.assignment,
          mode: "drawn",
          draw: { strata: "none", reserves: 1, supervised: true, basis: reviewing.assignment.basis },
          anchors: { ...reviewing.assignment.anchors, count: 5 },
        },
      },
    }),
    ["reviewing.assignment.anchors.count anchors-drawn"],
  ],
  [
    "as many anchors as an expert takes applications, and no model that would learn from them",
    ({ reviewing, scoring: { ranking: _, ...scoring } }) => ({
      reviewing: {
        ...reviewing,
        loadCap: 5,
        assignment: {
          ...reviewing.assignment,
          anchors: { ...reviewing.assignment.anchors, count: 5, countAgainstCap: true },
        },
      },
      scoring,
    }),
    ["reviewing.assignment.anchors.count anchors-over-cap", "scoring.ranking setting-missing"],
  ],
  [
    "an even panel refused where any number will do",
    ({ reviewing }) => ({
      reviewing: {
        ...reviewing,
        assignment: {
          ...reviewing.assignment,
          panel: { odd: false, whenEven: "refused", perInstitution: "off" },
        },
      },
    }),
    ["reviewing.assignment.panel.odd setting-missing"],
  ],
  [
    "an even panel refused where the fewest scores are an even number: none could be left out",
    ({ reviewing, scoring }) => ({
      reviewing: {
        ...reviewing,
        assignment: {
          ...reviewing.assignment,
          panel: { ...reviewing.assignment.panel, whenEven: "refused" },
        },
      },
      scoring: {
        ...scoring,
        stages: scoring.stages.map((stage) => (stage.id === "written" ? { ...stage, minScores: 4 } : stage)),
      },
    }),
    ["scoring.stages[0].minScores least-even"],
  ],
  [
    "an objective named twice, and an indicator that the section has not",
    ({ reviewing }) => ({
      reviewing: {
        ...reviewing,
        assignment: {
          ...reviewing.assignment,
          objectives: ["total", "total"],
          fit: [{ of: "section", section: "strengths", indicator: "journals", points: 100 }],
        },
      },
    }),
    [
      "reviewing.assignment.objectives[1] duplicate-id",
      "reviewing.assignment.fit[0].indicator unknown-reference",
    ],
  ],
  [
    "a quorum that the panel cannot reach",
    ({ defence }) => ({ defence: { ...defence, attendance: { ...defence?.attendance, quorum: 6 } } }),
    ["defence.attendance.quorum quorum-unfit"],
  ],
  [
    "a quorum with fewer experts than the defence needs scores",
    ({ defence }) => ({ defence: { ...defence, attendance: { ...defence?.attendance, quorum: 2 } } }),
    ["defence.attendance.quorum quorum-unfit"],
  ],
  [
    "a stage of defence without a defence",
    ({ timetable }) => ({ defence: null, timetable: { ...timetable, defence: null }, reminders: [] }),
    ["defence stage-without-defence", "timetable.defence stage-without-defence"],
  ],
];

const dateFaults: Spoilt[] = [
  [
    "a reminder of an objection before anybody can have accepted it",
    () => ({ reminders: [{ id: "due", of: "objection-due", hoursBefore: 15 * 24 }] }),
    ["reminders[0].hoursBefore dates-out-of-order"],
  ],
  [
    "a deadline that is a second short of the day it names",
    ({ timetable }) => ({
      timetable: { ...timetable, closes: { ...timetable.closes, at: "2021-11-11T15:59:58.999Z" } },
    }),
    ["timetable.closes.at deadline-disagrees"],
  ],
  [
    "a deadline that says the 11th is out and ends on it",
    ({ timetable }) => ({
      timetable: { ...timetable, closes: { ...timetable.closes, includesNamedDay: false } },
    }),
    ["timetable.closes.at deadline-disagrees"],
  ],
  [
    "a round that closes before it opens",
    ({ timetable }) => ({
      timetable: { ...timetable, opens: { ...timetable.opens, at: "2021-11-12T00:00:00.000Z" } },
    }),
    ["timetable.closes.at dates-out-of-order"],
  ],
  [
    "another zone than the programme's",
    ({ timetable }) => ({ timetable: { ...timetable, review: { ...timetable.review, zone: "Asia/Tokyo" } } }),
    ["timetable.review.zone zone-differs"],
  ],
  [
    "a receipt and a material of the defence that are due before the last day for its notice",
    (given) => ({
      defence: {
        ...given.defence,
        preparation: {
          ...given.defence?.preparation,
          receipt: { dueWorkingDays: 4 },
          material: { ...given.defence?.preparation?.material, dueWorkingDays: 5 },
        },
      },
    }),
    [
      "defence.preparation.receipt.dueWorkingDays due-before-notice",
      "defence.preparation.material.dueWorkingDays due-before-notice",
    ],
  ],
  [
    "a reminder of a receipt that goes out before the intake ends",
    () => ({ reminders: [{ id: "early", of: "defence-receipt-due", hoursBefore: 600 }] }),
    ["reminders[0].hoursBefore dates-out-of-order"],
  ],
  [
    "a reminder of a receipt that nobody is asked for",
    (given) => ({ defence: { ...given.defence, preparation: null } }),
    ["reminders[4].of setting-missing"],
  ],
  [
    "a reminder that would go out before the round opens",
    () => ({ reminders: [{ id: "early", of: "closes", hoursBefore: 500 }] }),
    ["reminders[0].hoursBefore dates-out-of-order"],
  ],
];

const referenceFaults: Spoilt[] = [
  [
    "two tiers of one id",
    ({ tiers }) => ({ tiers: tiers.map((tier) => ({ ...tier, id: "1" })) }),
    ["tiers[1] duplicate-id", "tiers[2] duplicate-id"],
  ],
  [
    "an indicator's id twice, in two capabilities",
    ({ capabilities, sections }) => ({
      capabilities: capabilities.map((c) => ({
        ...c,
        indicators: c.indicators.map((i, at) => (at === 0 ? { ...i, id: "x" } : i)),
      })),
      sections: sections.map((s) => ({ ...s, parts: s.parts.filter(({ indicator }) => indicator === null) })),
    }),
    [
      "capabilities[1].indicators[0] duplicate-id",
      "capabilities[2].indicators[0] duplicate-id",
      "capabilities[3].indicators[0] duplicate-id",
      // Fits are looked for in a part that is gone.
      "reviewing.assignment.fit[4].indicator unknown-reference",
    ],
  ],
  [
    "annexes that are referred to and not there",
    () => ({ annexes: [] }),
    ["documents.required[0].template unknown-reference", "supplierRegistration.guide unknown-reference"],
  ],
  [
    "paper that is sent to somebody who is not among the contacts",
    ({ documents }) => ({
      documents: { ...documents, paper: documents.paper && { ...documents.paper, contact: "lost" } },
    }),
    ["documents.paper.contact unknown-reference"],
  ],
  [
    "a document that is its own twin",
    ({ documents }) => ({
      documents: {
        ...documents,
        required: documents.required.map((d) => (d.kind === "stamped" ? { ...d, twinOf: "stamped" } : d)),
      },
    }),
    ["documents.required[1].twinOf unknown-reference"],
  ],
  [
    "a limit of a subject by a paper that is not listed",
    ({ budget }) => ({
      budget: budget && {
        ...budget,
        subjects: budget.subjects.map((subject) => ({
          ...subject,
          limits: subject.limits.map((limit) => ({ ...limit, instrument: "lost" })),
        })),
      },
    }),
    [
      "budget.subjects[9].limits[0].instrument unknown-reference",
      "budget.subjects[11].limits[0].instrument unknown-reference",
    ],
  ],
  [
    "an OFD file that everybody must send, and one that is the twin of another",
    ({ documents }) => ({
      documents: {
        ...documents,
        required: documents.required.map((d) => ({ ...d, format: "ofd", required: d.kind === "form" })),
      },
    }),
    ["documents.required[0].format extra-only", "documents.required[1].format extra-only"],
  ],
  [
    "two PDFs where mail is taken: nobody could tell which attachment is which",
    ({ documents }) => ({
      documents: {
        ...documents,
        required: documents.required.map((d) => ({ ...d, format: "pdf" as const })),
      },
    }),
    ["channels.mail mailed-kinds-unclear"],
  ],
  ["a budget section without budget rules", () => ({ budget: null }), ["budget setting-missing"]],
  [
    "self-nomination that needs reasons and no section for them",
    ({ sections }) => ({ sections: sections.filter(({ kind }) => kind !== "self-nomination") }),
    ["sections setting-missing"],
  ],
  [
    "a notice shorter than its floor",
    ({ publicNotice }) => ({ publicNotice: { ...publicNotice, workingDays: 4 } }),
    ["publicNotice.workingDays notice-too-short"],
  ],
  [
    "an objection to be concluded before the target has stated its case",
    ({ publicNotice }) => ({
      publicNotice: {
        ...publicNotice,
        objection: {
          ...publicNotice.objection,
          handling: publicNotice.objection.handling && {
            ...publicNotice.objection.handling,
            conclusionWorkingDays: 1,
          },
        },
      },
    }),
    ["publicNotice.objection.handling.conclusionWorkingDays conclusion-too-soon"],
  ],
  [
    "a reminder of objections where none are dealt with",
    ({ publicNotice }) => ({
      publicNotice: { ...publicNotice, objection: { ...publicNotice.objection, handling: null } },
      reminders: [{ id: "due", of: "objection-due", hoursBefore: 72 }],
    }),
    ["reminders[0].of setting-missing"],
  ],
  [
    "an inspection rule that fails nobody",
    ({ disqualifiers }) => ({
      disqualifiers: disqualifiers.map((d) =>
        d.rule.kind === "annual-inspection"
          ? { ...d, rule: { ...d.rule, latestFails: [], consecutive: null, anyOfLast: null } }
          : d,
      ),
    }),
    ["disqualifiers[1].rule rule-fails-nothing"],
  ],
  [
    "no document that is required",
    ({ documents }) => ({
      documents: { ...documents, required: documents.required.map((d) => ({ ...d, required: false })) },
    }),
    ["documents.required nothing-required"],
  ],
  ["a default language that is not offered", () => ({ languages: ["en"] }), ["locale locale-not-offered"]],
];

describe("settings that contradict each other", () => {
  test.each([...scoringFaults, ...dateFaults, ...referenceFaults])("%s", (_what, change, expected) => {
    expect(found(spoilt(change))).toEqual(expected);
  });

  test("each fault is said in Chinese and in English", () => {
    const all = [...scoringFaults, ...dateFaults, ...referenceFaults].flatMap(([, change]) =>
      faultsOf(spoilt(change)),
    );
    for (const { zh, en } of all) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[a-z]/i);
    }
  });
});

describe("a year whose calendar is not loaded", () => {
  test("refuses the round, and so does a notice that would reach into one", () => {
    expect(found(cast2021, [2024])).toEqual(["source.issuedOn calendar-not-loaded"]);
    const late = spoilt(({ timetable }) => ({
      timetable: { ...timetable, proposedOn: { ...timetable.proposedOn, date: "2021-12-29" } },
    }));
    expect(found(late, [2021])).toEqual(["publicNotice.workingDays calendar-not-loaded"]);
  });
});

describe("a tier that is applied for", () => {
  const application = { by: "application", basis: cast2021.tierChoice.basis };

  test("is asked for in one mandatory section with exactly the programme's tiers", () => {
    expect(found(spoilt(() => ({ tierChoice: application })))).toEqual(["sections setting-missing"]);
    const tiers = sciencePrize.tiers.slice(0, 1);
    expect(found({ ...sciencePrize, tiers }, [2024])).toEqual(["sections.prize tiers-not-offered"]);
    const optional = sciencePrize.sections.map((section) => ({ ...section, required: "never" }));
    expect(found({ ...sciencePrize, sections: optional }, [2024])).toContain(
      "sections.prize tiers-not-offered",
    );
  });

  test("is asked for by no section where the rank gives it", () => {
    const tierChoice = { ...sciencePrize.tierChoice, by: "rank" };
    expect(found({ ...sciencePrize, tierChoice }, [2024])).toEqual(["sections tier-not-applied-for"]);
  });
});

test("a part may be for an indicator of its own section's capability only", () => {
  const input = spoilt(({ sections }) => ({
    sections: sections.map((section) => ({
      ...section,
      parts: section.parts.map((part) =>
        part.indicator === "values" ? { ...part, indicator: "journals" } : part,
      ),
    })),
  }));
  expect(new Set(faultsOf(input).map(({ code }) => code))).toEqual(new Set(["unknown-reference"]));
});

describe("a definition in which anything may stand anywhere", () => {
  /** Every place of a value, as the keys that lead to it. */
  function placesOf(value: unknown, place: string[] = []): string[][] {
    if (typeof value !== "object" || value === null) return [place];
    return [place, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...place, key]))];
  }

  function replaced(value: unknown, place: readonly string[], by: unknown): unknown {
    const [key, ...rest] = place;
    if (key === undefined || typeof value !== "object" || value === null) return by;
    const copy = structuredClone(value);
    return Object.assign(copy, { [key]: replaced(Reflect.get(copy, key), rest, by) });
  }

  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      "9999-12-31",
      "0000-01-01",
      "9999-12-31T23:59:59.999Z",
      "0000-01-01T00:00:00.000Z",
      "2026-12-31",
    ),
    fc.constantFrom(
      -1,
      0,
      0.5,
      1e9,
      Number.MAX_SAFE_INTEGER,
      "0.000001",
      "1e400",
      "Asia/Tokyo",
      "end-of-day",
    ),
  );

  /** What is meant, without what stands around it: words are kept trimmed. */
  const trimmed = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_key, inner) => (typeof inner === "string" ? inner.trim() : inner));

  test("words are kept without the blanks around them", () => {
    const input = { ...cast2021, names: { zh: " 奖励计划\u3000", en: "Programme " } };
    expect(checkDefinition(input, { calendarYears: years })).toMatchObject({
      definition: { names: { zh: "奖励计划", en: "Programme" } },
    });
  });

  test("is always answered: with itself, or with faults in words", () => {
    const place = fc.constantFrom(...placesOf(cast2021));
    fc.assert(
      fc.property(fc.array(fc.tuple(place, hostile), { minLength: 1, maxLength: 3 }), (changes) => {
        const input = changes.reduce<unknown>((given, [at, by]) => replaced(given, at, by), cast2021);
        const checked = checkDefinition(input, { calendarYears: years });
        if ("definition" in checked) expect(trimmed(checked.definition)).toEqual(trimmed(input));
        else expect(checked.faults.every(({ zh, en }) => zh !== "" && en !== "")).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe("the setting of joint applications", () => {
  const joint = (change: object, rest: object = {}) =>
    found(spoilt(() => ({ ...rest, jointApplications: { ...sciencePrize.jointApplications, ...change } })));

  test("judges partners by the programme's own disqualifiers, each once", () => {
    expect(joint({ disqualifiers: ["party-organisation"] })).toEqual([]);
    expect(joint({ disqualifiers: ["party-organisation", "nothing", "party-organisation"] })).toEqual([
      "jointApplications.disqualifiers[2] duplicate-id",
      "jointApplications.disqualifiers[1] unknown-reference",
    ]);
  });

  test("states shares only of a budget that there is, and allows a number of partners that there can be", () => {
    expect(joint({ sharesStated: true })).toEqual([]);
    const without = { budget: null, sections: cast2021.sections.filter(({ kind }) => kind !== "budget") };
    expect(joint({ sharesStated: true }, without)).toContain(
      "jointApplications.sharesStated shares-of-nothing",
    );
    for (const maxPartners of [0, 10, 1.5])
      expect(joint({ maxPartners })[0]).toMatch(/^jointApplications\.maxPartners /);
  });

  test("of a definition from before there was one is that none are taken", () => {
    const { jointApplications, ...older } = cast2021;
    expect(jointApplications.takes).toBe("none");
    expect(checkDefinition(older, { calendarYears: years })).toMatchObject({
      definition: { jointApplications: { takes: "none" } },
    });
  });
});

describe("a sound definition", () => {
  test.each([...presets.keys()])("%s comes back as it was given, through JSON", (id) => {
    const preset = presets.get(id);
    expect(checkDefinition(JSON.parse(JSON.stringify(preset)), { calendarYears: years })).toEqual({
      definition: preset,
    });
  });
});
