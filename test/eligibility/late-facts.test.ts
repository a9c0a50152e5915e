import { beforeAll, describe, expect, it } from "vitest";
import { handler as onSociety } from "../../functions/eligibility/on-society.ts";
import { noFacts } from "../../shared/contract/register.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { openRound } from "../applications/given.ts";
import { ownTable } from "../own-table.ts";
import { givenRow, importing } from "../rounds/given.ts";
import { lastFact, tell } from "../told.ts";
import { duringExamination, givenExamined } from "./given.ts";

beforeAll(() => ownTable());

const inspection = (year: number, conclusion: "QUALIFIED" | "BASICALLY_QUALIFIED", source: string) => ({
  year,
  conclusion,
  source,
  on: LocalDate.parse(`${year + 1}-09-30`),
});

describe("a late correction of a past year", () => {
  it("that an officer imports by itself is judged with all that is held, and cited with its source and day", async () => {
    const { facts } = givenRow();
    const examined = await givenExamined(await openRound(), {
      facts: {
        ...facts,
        inspections: [
          inspection(2020, "BASICALLY_QUALIFIED", "2020年度年检公告"),
          inspection(2019, "QUALIFIED", "2019年度年检公告"),
        ],
      },
    });
    expect((await examined.current()).proposal).toBe("pass");
    const { code, names, uscc, filler, approver } = examined.society;
    const corrected = inspection(2019, "BASICALLY_QUALIFIED", "2019年度年检更正通知");
    const row = givenRow({
      code,
      names,
      uscc,
      filler,
      approver,
      facts: { ...noFacts, inspections: [corrected] },
    });
    const imported = await importing([row], { at: duringExamination });
    expect(imported).toMatchObject({ status: 200, body: { changed: 1 } });
    await tell(onSociety, await lastFact(societyRecorded, code), duringExamination);
    const { proposal, findings } = await examined.current();
    expect(proposal).toBe("fail");
    expect(findings.filter(({ outcome }) => outcome !== "pass")).toMatchObject([
      {
        disqualifier: "annual-inspection",
        outcome: "fail",
        fact: { zh: "2020年度基本合格；2019年度基本合格" },
        source: "2020年度年检公告；2019年度年检更正通知",
        on: "2021-09-30",
      },
    ]);
  });
});
