import { describe, expect, test } from "vitest";
import { wasInvolved } from "../../functions/objections/involvement.ts";
import { PersonId, SocietyCode } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";

const person = (n: number) => PersonId.parse(`per_${String(n).padStart(26, "0")}`);
const someone = { id: person(9), societyCode: null, expertId: null };

/** People 1 to 6 did something on the way to the place. */
const history = {
  determination: { firstOfficer: person(1), secondOfficer: person(2) },
  appeals: [
    {
      stamps: [
        { act: "uphold", who: person(3), when: Instant.parse("2021-11-16T00:00:00.000Z"), reason: null },
      ],
    },
  ],
  reinstatement: undefined,
  decision: { proposedBy: person(4), approvedBy: person(5), tierChanges: [] },
  experts: ["exp_1"],
  societies: [SocietyCode.parse("A-01"), SocietyCode.parse("B-02")],
  members: [person(6)],
};

describe("who had a part in what is disputed", () => {
  test.each([1, 2, 3, 4, 5, 6])("person %i had", (n) => {
    expect(wasInvolved({ ...someone, id: person(n) }, history)).toBe(true);
  });

  test("so had people of either society and who scored it; somebody else had not", () => {
    expect(wasInvolved({ ...someone, societyCode: SocietyCode.parse("B-02") }, history)).toBe(true);
    expect(wasInvolved({ ...someone, expertId: "exp_1" }, history)).toBe(true);
    expect(wasInvolved(someone, history)).toBe(false);
  });

  test("where the history that would tell is not there, everybody had", () => {
    expect(wasInvolved(someone, { ...history, determination: undefined })).toBe(true);
    expect(wasInvolved(someone, { ...history, decision: undefined })).toBe(true);
  });
});
