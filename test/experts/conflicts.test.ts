import { describe, expect, test } from "vitest";
import { hasRoom, needsExperts } from "../../functions/experts/conflicts.ts";
import { conflictsOf } from "../../shared/contract/conflicts.ts";
import { Tie } from "../../shared/contract/experts.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const own = { societyCodes: [SocietyCode.parse("A-01")] };
const on = (onDate: string, definition = cast2021) => ({
  rules: definition.reviewing.conflicts,
  onDate: LocalDate.parse(onDate),
});

const tie = (kind: string, until: string | null = null, societyCode = "A-01"): Tie =>
  Tie.parse({ kind, societyCode, until, note: "常务理事" });

const kinds = (ties: Tie[], when = on("2021-11-22")) => {
  const { bars, declared } = conflictsOf(ties, own, when);
  return { bars: bars.map((one) => one.tie.kind), declared: declared.map((one) => one.tie.kind) };
};

describe("an expert may not judge", () => {
  test.each(["office-holder", "employed", "relative", "adviser", "took-part", "own-request"])(
    "the society that he or she is tied to: %s",
    (kind) => {
      expect(kinds([tie(kind)])).toEqual({ bars: [kind], declared: [] });
    },
  );

  test.each([
    ["2021-11-22", ["office-holder"]],
    ["2018-11-23", ["office-holder"]],
    ["2018-11-22", ["office-holder"]],
    ["2018-11-21", []],
  ])("three years after an office that ended on %s: %j", (until, bars) => {
    expect(kinds([tie("office-holder", until)]).bars).toEqual(bars);
  });

  test("only while it lasts where the rule names no years", () => {
    expect(kinds([tie("relative", "2021-11-22")]).bars).toEqual(["relative"]);
    expect(kinds([tie("relative", "2021-11-21")]).bars).toEqual([]);
  });

  test("where another programme bars what this one only wants declared", () => {
    expect(kinds([tie("member")])).toEqual({ bars: [], declared: ["member"] });
    expect(kinds([tie("member")], on("2024-04-08", sciencePrize)).bars).toEqual(["member"]);
  });
});

describe("it is declared and a person decides", () => {
  test.each(["member", "joint-work", "supervised", "named-by-applicant"])("%s", (kind) => {
    expect(kinds([tie(kind)])).toEqual({ bars: [], declared: [kind] });
  });

  test("when the programme has no rule for the kind: nothing known is dropped", () => {
    const { declared } = conflictsOf([tie("relative")], own, on("2024-04-08", sciencePrize));
    expect(declared).toEqual([{ tie: tie("relative"), rule: null }]);
  });
});

test("a tie to a partner of a joint application counts as one to its lead", () => {
  const joint = { societyCodes: ["A-01", "B-02"].map((code) => SocietyCode.parse(code)) };
  const ofPartner = tie("office-holder", null, "B-02");
  expect(conflictsOf([ofPartner], joint, on("2021-11-22")).bars.map((one) => one.tie)).toEqual([ofPartner]);
  expect(conflictsOf([ofPartner], own, on("2021-11-22")).bars).toEqual([]);
});

test("ties to other societies are of no account, several to one are all named", () => {
  const ties = [tie("office-holder", null, "A-02"), tie("member"), tie("adviser"), tie("employed")];
  expect(kinds(ties)).toEqual({ bars: ["adviser", "employed"], declared: ["member"] });
  expect(kinds([])).toEqual({ bars: [], declared: [] });
});

test("nobody takes more than the cap, and a panel is full at the programme's number", () => {
  expect(hasRoom(39, cast2021.reviewing)).toBe(true);
  expect(hasRoom(40, cast2021.reviewing)).toBe(false);
  expect(needsExperts(4, cast2021.reviewing)).toBe(true);
  expect(needsExperts(5, cast2021.reviewing)).toBe(false);
});
