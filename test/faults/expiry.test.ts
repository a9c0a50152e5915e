import { beforeAll, describe, expect, it } from "vitest";
import { handler as onRound } from "../../functions/applications/on-round.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { roundAdvanced } from "../../shared/events/rounds.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { closesAt, givenDraft, givenReady, openRound } from "../applications/given.ts";
import { factOf, tell } from "../told.ts";

const oneMillisecondLate = "2021-11-11T16:00:00.000Z";
const nextMinute = "2021-11-11T16:01:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

/** The round says that its intake is closed. */
const closeIntake = () =>
  tell(
    onRound,
    factOf(roundAdvanced, {
      aggregateId: round.id,
      version: 3,
      at: nextMinute,
      payload: { roundId: round.id, state: "INTAKE_CLOSED", definitionHash: round.definitionHash },
    }),
  );

describe("the expiry of drafts", () => {
  it("takes nothing from a submission that arrived in time and is still under way", async () => {
    const { application, submit } = await givenReady(round);
    await transact([applications.replace({ ...application, state: "EXPIRED", version: 2 })]);
    const answer = await submit(closesAt);
    expect(answer.body).toMatchObject({ state: "SUBMITTED", receipt: { arrivedAt: closesAt } });
  });

  it("at the same moment as submissions leaves those alone and expires the others", async () => {
    const ready = [];
    for (let at = 0; at < 6; at += 1) ready.push(await givenReady(round));
    const draft = await givenDraft(round);
    const [answers] = await Promise.all([
      Promise.all(ready.map(({ submit }) => submit(closesAt))),
      closeIntake(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(ready.map(() => 200));
    for (const { application } of ready)
      expect(await applications.get(application)).toMatchObject({ state: "SUBMITTED", submissions: 1 });
    expect(await applications.get(draft.application)).toMatchObject({ state: "EXPIRED" });
  });

  it("does not hide from who comes later that the deadline has passed", async () => {
    const { submit } = await givenReady(round);
    await closeIntake();
    const late = await submit(oneMillisecondLate);
    expect(late.body).toMatchObject({ code: "deadline-passed", closesAt, arrivedAt: oneMillisecondLate });
  });
});
