import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler as onUscc } from "../../functions/applications/on-uscc.ts";
import { handler } from "../../functions/rounds/api.ts";
import { applications as applicationRoutes } from "../../shared/contract/applications.ts";
import { rounds as routes } from "../../shared/contract/rounds.ts";
import { societyRecorded, usccCorrected } from "../../shared/events/rounds.ts";
import { usccCheckCharacter } from "../../shared/kernel/uscc.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { duringIntake, givenDraft, givenReady, givenSociety, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { factsOf, lastFact, tell } from "../told.ts";

beforeAll(() => ownTable());

const at = duringIntake;

const newUscc = () => {
  const body = `53100000${String(Math.floor(Math.random() * 1e9)).padStart(9, "0")}`;
  return `${body}${usccCheckCharacter(body)}`;
};

type Society = Awaited<ReturnType<typeof givenSociety>>["society"];

/** What two officers do about the code of a society. */
async function officersFor({ code, uscc }: Society, to = newUscc()) {
  const [first, second] = [await signedIn("officer"), await signedIn("officer")];
  const propose = (change: object = {}, token = first.token) =>
    answerTo(handler, routes.proposeUsccCorrection, {
      ...{ at, token, headers: onceKey(), params: { code } },
      body: { version: 0, from: uscc, to, reason: "登记时录入有误", source: "法人登记证书", ...change },
    });
  const decide = (change: object = {}, token = second.token) =>
    answerTo(handler, routes.decideUsccCorrection, {
      ...{ at, token, headers: onceKey(), params: { code } },
      body: { version: 1, isApproved: true, note: "已核对证书", ...change },
    });
  const correct = async () => {
    const { body } = await propose();
    const answer = await decide({ version: body.version });
    await tell(onUscc, await lastFact(usccCorrected, code));
    return answer;
  };
  return { first, to, propose, decide, correct };
}

const opening = ({ filler }: { filler: { token: string } }, roundId: string) =>
  answerTo(applicationsApi, applicationRoutes.openDraft, {
    ...{ at, token: filler.token, headers: onceKey(), body: { roundId } },
  });

const foundUnder = async (roundId: string, uscc: string) => {
  const { token } = await signedIn("officer");
  const { body } = await answerTo(applicationsApi, applicationRoutes.listApplications, {
    ...{ at, token, params: { roundId }, query: { limit: "10", uscc } },
  });
  return body.items.map(({ id }: { id: string }) => id);
};

describe("a wrong credit code is not corrected", () => {
  it("to or from a code whose check character is wrong, nor to the same", async () => {
    const { society } = await givenSociety();
    const { propose, to } = await officersFor(society);
    const broken = (code: string) => `${code.slice(0, 17)}${code.endsWith("0") ? "1" : "0"}`;
    expect((await propose({ to: broken(to) })).body.code).toBe("invalid-request");
    expect((await propose({ from: broken(society.uscc) })).body.code).toBe("invalid-request");
    expect((await propose({ to: society.uscc })).body.code).toBe("wrong-state");
    expect((await propose({ from: newUscc() })).body.code).toBe("version-conflict");
  });

  it("by one officer alone, nor by anybody else", async () => {
    const { society, approver } = await givenSociety();
    const { propose, decide, first } = await officersFor(society);
    expect((await propose({}, approver.token)).status).toBe(403);
    await propose();
    expect((await decide({}, first.token)).body.code).toBe("second-person-required");
    expect((await decide({}, approver.token)).status).toBe(403);
    expect((await societies.get({ code: society.code }))?.uscc).toBe(society.uscc);
  });

  it("to one that another society has, and the refusal names nobody", async () => {
    const [{ society }, other] = [await givenSociety(), await givenSociety()];
    const { propose } = await officersFor(society, other.society.uscc);
    const { status, body } = await propose();
    expect([status, body.code]).toEqual([409, "uscc-taken"]);
    expect(JSON.stringify(body)).not.toContain(other.society.code);
  });

  it("to one that another correction gave away since it was proposed, even at the same moment", async () => {
    const [one, other] = [await givenSociety(), await givenSociety()];
    const to = newUscc();
    const [ofOne, ofOther] = [await officersFor(one.society, to), await officersFor(other.society, to)];
    await Promise.all([ofOne.propose(), ofOther.propose()]);
    const answers = await Promise.all([ofOne.decide(), ofOther.decide()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("uscc-taken");
  });

  it("when the second officer refuses, with a reason", async () => {
    const { society } = await givenSociety();
    const { propose, decide } = await officersFor(society);
    await propose();
    expect((await decide({ isApproved: false, note: "证书不清晰" })).body).toMatchObject({
      ...{ state: "REFUSED", note: "证书不清晰", former: [] },
    });
    expect((await decide({ version: 2 })).body).toMatchObject({ code: "wrong-state", state: "REFUSED" });
    expect(await factsOf(usccCorrected, society.code)).toEqual([]);
  });
});

describe("a credit code that was corrected", () => {
  it("stands in the register, which keeps the wrong one with its reason, and is told", async () => {
    const { society } = await givenSociety();
    const { correct, to } = await officersFor(society);
    expect((await correct()).body).toMatchObject({
      ...{ state: "APPROVED", from: society.uscc, to, former: [{ uscc: society.uscc, until: at }] },
    });
    expect(await societies.get({ code: society.code })).toMatchObject({
      ...{ uscc: to, version: 2, importFile: "uscc-correction", facts: society.facts },
    });
    const { token } = await signedIn("supervisor");
    const { body } = await answerTo(handler, routes.getSocietyFacts, {
      ...{ at, token, params: { code: society.code } },
    });
    expect(body.earlier).toMatchObject([
      { was: { kind: "uscc", fact: { uscc: society.uscc, source: "法人登记证书" } } },
    ]);
    expect(await factsOf(societyRecorded, society.code)).toHaveLength(1);
  });

  it("opens no second application, whether the first was opened before or is opened after", async () => {
    const round = await openRound();
    const before = await givenDraft(round);
    await (await officersFor(before.society)).correct();
    const { body } = await opening(before, round.id);
    expect(body).toMatchObject({ code: "application-exists", applicationId: before.application.id });

    const after = await givenSociety();
    const { correct, to } = await officersFor(after.society);
    await correct();
    const opened = await opening(after, round.id);
    expect(opened.body).toMatchObject({ state: "DRAFT", uscc: to });
    expect((await opening(after, round.id)).body.code).toBe("application-exists");
    for (const uscc of [after.society.uscc, to])
      expect(await foundUnder(round.id, uscc)).toEqual([opened.body.id]);
  });

  it("opens none even before the correction is heard of, and two at once open one", async () => {
    const round = await openRound();
    const draft = await givenDraft(round);
    const { propose, decide } = await officersFor(draft.society);
    await propose();
    await decide();
    const answers = await Promise.all([opening(draft, round.id), opening(draft, round.id)]);
    expect(answers.map(({ body }) => body.code)).toEqual(["application-exists", "application-exists"]);
  });

  it("finds what was submitted under the old one, which stays as it was", async () => {
    const round = await openRound();
    const { society, application, submit, filler } = await givenReady(round);
    await submit(duringIntake);
    const { correct, to } = await officersFor(society);
    await correct();
    await tell(onUscc, await lastFact(usccCorrected, society.code));
    expect(await foundUnder(round.id, to)).toEqual([application.id]);
    expect(await foundUnder(round.id, society.uscc)).toEqual([application.id]);
    const held = await applications.get({ id: application.id });
    expect(held).toMatchObject({ state: "SUBMITTED", uscc: society.uscc });
    const own = await answerTo(applicationsApi, applicationRoutes.listOwnApplications, {
      ...{ at, token: filler.token },
    });
    expect(own.body.items).toHaveLength(1);
  });

  it("is that of a draft from then on", async () => {
    const { society, application } = await givenDraft(await openRound());
    const { correct, to } = await officersFor(society);
    await correct();
    expect(await applications.get({ id: application.id })).toMatchObject({ state: "DRAFT", uscc: to });
  });

  it("does not keep out the body whose code it really was, and tells nobody of another's application", async () => {
    const round = await openRound();
    const wrong = await givenSociety();
    await (await officersFor(wrong.society)).correct();
    const rightful = await givenSociety();
    await (await officersFor(rightful.society, wrong.society.uscc)).correct();
    expect((await opening(rightful, round.id)).status).toBe(201);
    expect((await opening(wrong, round.id)).status).toBe(201);

    const later = await openRound();
    await opening(wrong, later.id);
    const { body } = await opening(rightful, later.id);
    expect([body.code, body.applicationId]).toEqual(["application-exists", undefined]);
  });
});
