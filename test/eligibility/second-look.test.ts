import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/eligibility/api.ts";
import { handler as onSubmitted } from "../../functions/eligibility/on-submitted.ts";
import { eligibility as routes } from "../../shared/contract/eligibility.ts";
import type { InspectionFact } from "../../shared/contract/register.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { eligibilityFound, secondLookOpened, secondLookSettled } from "../../shared/events/eligibility.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { duringExamination, partyIncomplete, soundFacts } from "./given.ts";
import { arrives, givenDetermined } from "./given-reconsidered.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const inspected = (year: number, conclusion: InspectionFact["conclusion"], on: string) => ({
  year,
  conclusion,
  source: `${year}年度年检公告`,
  on: LocalDate.parse(on),
});
const pending = {
  ...soundFacts,
  inspections: [
    inspected(2020, "PENDING", "2021-10-01"),
    inspected(2019, "QUALIFIED", "2020-09-30"),
    inspected(2018, "QUALIFIED", "2019-09-30"),
  ],
};
const arrived = {
  ...pending,
  inspections: [inspected(2020, "UNQUALIFIED", "2021-11-14"), ...pending.inspections.slice(1)],
};

describe("a pending inspection that arrives after the society was cleared", () => {
  it("is shown to officers as to be looked at again, and the clearance stands", async () => {
    const own = await openRound();
    const one = await givenDetermined(own, "cleared", pending);
    await arrives(one, arrived, 3);
    expect(await one.current()).toMatchObject({ state: "CLEARED", version: 2 });
    const { body } = await answerTo(handler, routes.listSecondLooks, {
      at: duringExamination,
      token: (await signedIn("supervisor")).token,
      params: { roundId: own.id },
      query: {},
    });
    expect(body.items).toMatchObject([
      {
        applicationId: one.application.id,
        state: "OPEN",
        because: "facts-changed",
        changed: ["annual-inspection"],
        determinationVersion: 2,
      },
    ]);
    const [finding] = body.items[0].findings.filter(
      (found: { disqualifier: string }) => found.disqualifier === "annual-inspection",
    );
    expect(finding.notes[0].zh).toContain("晚于基准日");
    expect(await factsOf(secondLookOpened, one.application.id)).toHaveLength(1);
  });

  it("and the determination stands: it leaves the list with a reason, and the same facts ask no more", async () => {
    const one = await givenDetermined(round, "cleared", pending);
    await arrives(one, arrived, 3);
    expect((await one.settle("stands")).body).toMatchObject({
      state: "STANDS",
      stamps: [{ act: "notice" }, { act: "keep", reason: "已复核" }],
    });
    expect(await factsOf(secondLookSettled, one.application.id)).toMatchObject([
      { payload: { decision: "stands" } },
    ]);
    await arrives(one, arrived, 4);
    expect(await one.look()).toMatchObject({ state: "STANDS", version: 2 });
    await arrives(one, { ...arrived, partyOrganisation: partyIncomplete.partyOrganisation }, 5);
    expect(await one.look()).toMatchObject({ state: "OPEN", version: 3, proposal: "fail" });
  });
});

describe("a fact that changes after the determination", () => {
  it("has a clearance examined again when an officer says so, and then two may reject", async () => {
    const one = await givenDetermined(round, "cleared");
    await arrives(one, partyIncomplete, 3);
    expect((await one.settle("reopen")).body.state).toBe("REOPENED");
    expect(await one.current()).toMatchObject({ state: "FOUND", proposal: "fail", determinedAt: null });
    expect((await factsOf(eligibilityFound, one.application.id)).at(-1)?.payload.proposal).toBe("fail");
    await one.determine("rejected");
    expect((await one.determine("rejected", { token: one.second.token })).body.state).toBe("REJECTED");
  });

  it("reopens no rejection: that needs two officers", async () => {
    const one = await givenDetermined(round, "rejected");
    await arrives(one, soundFacts, 3);
    expect(await one.look()).toMatchObject({ state: "OPEN", proposal: "pass" });
    expect((await one.settle("reopen")).body).toMatchObject({ code: "wrong-state", state: "REJECTED" });
    expect((await one.current()).state).toBe("REJECTED");
  });

  it("asks nobody when it is back to what was determined on, or when no rule looks at it", async () => {
    const one = await givenDetermined(round, "cleared");
    await arrives(one, { ...soundFacts, supplier: null }, 3);
    expect(await one.look()).toBeUndefined();
    await arrives(one, partyIncomplete, 4);
    await arrives(one, soundFacts, 5);
    expect(await one.look()).toMatchObject({ state: "LAPSED", changed: ["party-organisation"] });
  });

  it("told twice or late, asks once", async () => {
    const one = await givenDetermined(round, "cleared");
    await arrives(one, partyIncomplete, 6);
    await arrives(one, partyIncomplete, 6);
    await arrives(one, partyIncomplete, 5);
    expect(await one.look()).toMatchObject({ version: 1 });
  });

  it("reopens nothing once scores are locked, nor by a version that is no more", async () => {
    const own = await openRound();
    const one = await givenDetermined(own, "cleared");
    await arrives(one, partyIncomplete, 3);
    expect((await one.settle("reopen", { version: 7 })).body.code).toBe("version-conflict");
    await transact([rounds.overwrite({ ...own, state: "SCORES_LOCKED", version: 2 })]);
    expect((await one.settle("reopen")).body).toMatchObject({ code: "wrong-state", round: "SCORES_LOCKED" });
    expect((await one.settle("stands")).body.state).toBe("STANDS");
    expect((await one.settle("stands")).body.code).toBe("wrong-state");
  });

  it("is moot when the application is submitted again", async () => {
    const one = await givenDetermined(round, "cleared");
    await arrives(one, partyIncomplete, 3);
    const { handler: applicationsApi } = await import("../../functions/applications/api.ts");
    const { applications: applicationRoutes } = await import("../../shared/contract/applications.ts");
    await answerTo(applicationsApi, applicationRoutes.returnApplication, {
      at: duringExamination,
      token: one.officer.token,
      headers: onceKey(),
      params: { id: one.application.id },
      body: {
        version: (await applications.get({ id: one.application.id }))?.version,
        items: [{ item: "预算", reason: "不完整", place: { section: "budget" } }],
      },
    });
    const version = (await applications.get({ id: one.application.id }))?.version;
    await one.submit("2021-11-16T02:00:00.000Z", { body: { version } });
    await tell(onSubmitted, await lastFact(applicationSubmitted, one.application.id));
    expect([(await one.current()).state, (await one.look())?.state]).toEqual(["FOUND", "LAPSED"]);
  });
});
