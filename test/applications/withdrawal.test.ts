import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import {
  applicationOpened,
  applicationSubmitted,
  applicationWithdrawn,
} from "../../shared/events/applications.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { factsOf } from "../told.ts";
import { closesAt, duringIntake, givenReady, openRound } from "./given.ts";

const oneMillisecondLate = "2021-11-11T16:00:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

async function givenSubmitted() {
  const ready = await givenReady(round);
  const { body: submitted } = await ready.submit(duringIntake);
  const restore = (version: number, at: string) =>
    answerTo(handler, routes.restoreApplication, {
      at,
      token: ready.approver.token,
      headers: onceKey(),
      params: { id: ready.application.id },
      body: { version },
    });
  const withdraw = (at: string, version = 2, token = ready.approver.token) =>
    answerTo(handler, routes.withdrawApplication, {
      at,
      token,
      headers: onceKey(),
      params: { id: ready.application.id },
      body: { version, reason: "需补充材料" },
    });
  const open = (at: string, headers = onceKey()) =>
    answerTo(handler, routes.openDraft, {
      at,
      token: ready.filler.token,
      headers,
      body: { roundId: round.id },
    });
  return { ...ready, submitted, withdraw, restore, open };
}

describe("withdrawing", () => {
  it("in the last instant of the intake is done, with its reason, and told", async () => {
    const { application, withdraw } = await givenSubmitted();
    const { body } = await withdraw(closesAt);
    expect(body).toMatchObject({ state: "WITHDRAWN" });
    expect(body.stamps.at(-1)).toMatchObject({ act: "withdraw", reason: "需补充材料" });
    expect(await factsOf(applicationWithdrawn, application.id)).toHaveLength(1);
  });

  it("one millisecond after the deadline is refused: what was submitted stands", async () => {
    const { withdraw } = await givenSubmitted();
    expect((await withdraw(oneMillisecondLate)).body).toMatchObject({ code: "deadline-passed", closesAt });
  });

  it("is for the approver, once, under the version that stands", async () => {
    const { withdraw, filler } = await givenSubmitted();
    expect((await withdraw(duringIntake, 2, filler.token)).status).toBe(403);
    expect((await withdraw(duringIntake, 1)).body.code).toBe("version-conflict");
    const answers = await Promise.all([withdraw(duringIntake), withdraw(duringIntake)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await withdraw(duringIntake, 3)).body).toMatchObject({ code: "wrong-state", state: "WITHDRAWN" });
  });
});

describe("a society that withdrew", () => {
  it("comes back before the deadline to what it wrote, and submits again under the next number", async () => {
    const { application, withdraw, open, submit, content, filler } = await givenSubmitted();
    await withdraw(duringIntake);
    const reopened = await open(duringIntake);
    expect(reopened.body).toMatchObject({ id: application.id, state: "DRAFT", version: 4 });
    expect(await factsOf(applicationOpened, application.id)).toHaveLength(2);
    const { body } = await answerTo(handler, routes.getApplication, {
      at: duringIntake,
      token: filler.token,
      params: { id: application.id },
    });
    expect(body.sections).toHaveLength(Object.keys(content).length);
    const again = await submit(closesAt, { body: { version: 4 } });
    expect(again.body).toMatchObject({ state: "SUBMITTED", submissions: 2 });
    expect(again.body.receipt.number).toMatch(/\/2$/);
  });

  it("comes back once, however often it is asked at once", async () => {
    const { withdraw, open } = await givenSubmitted();
    await withdraw(duringIntake);
    const headers = onceKey();
    const same = await Promise.all([open(duringIntake, headers), open(duringIntake, headers)]);
    expect(same.map(({ body }) => [body.state, body.version])).toEqual([
      ["DRAFT", 4],
      ["DRAFT", 4],
    ]);
    expect((await open(duringIntake)).body.code).toBe("application-exists");
  });

  it("takes the withdrawal back before the deadline: what it submitted stands again, with its receipt", async () => {
    const { application, withdraw, restore, submitted } = await givenSubmitted();
    const { body } = await withdraw(duringIntake);
    const restored = await restore(body.version, closesAt);
    expect(restored.body).toMatchObject({
      id: application.id,
      state: "SUBMITTED",
      receipt: submitted.receipt,
    });
    expect(await factsOf(applicationSubmitted, application.id)).toHaveLength(2);
  });

  it("takes back no withdrawal after the deadline, and none of what was never submitted", async () => {
    const { withdraw, restore, open } = await givenSubmitted();
    const { body } = await withdraw(duringIntake);
    expect((await restore(body.version, oneMillisecondLate)).body.code).toBe("deadline-passed");
    const reopened = await open(duringIntake);
    const again = await withdraw(duringIntake, reopened.body.version);
    expect(again.body.state).toBe("WITHDRAWN");
    expect((await restore(again.body.version, duringIntake)).body).toMatchObject({
      code: "wrong-state",
      state: "WITHDRAWN",
    });
  });

  it("does not come back after the deadline", async () => {
    const { withdraw, open } = await givenSubmitted();
    await withdraw(closesAt);
    expect((await open(oneMillisecondLate)).body.code).toBe("deadline-passed");
  });
});
