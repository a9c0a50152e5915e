import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { BudgetFault } from "../../shared/contract/draft.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationOpened } from "../../shared/events/applications.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { closesAt, duringIntake, givenDraft, givenReady, givenSociety, openRound } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const opening = (token: string, at: string = duringIntake) =>
  answerTo(handler, routes.openDraft, { at, token, headers: onceKey(), body: { roundId: round.id } });

const saving = (
  token: string,
  { id, key, version, content }: { id: string; key: string; version: number; content: unknown },
) =>
  answerTo(handler, routes.saveDraft, {
    at: duringIntake,
    token,
    params: { id, key },
    body: { version, content },
  });

const submittingWithoutFiles = (token: string, id: string) =>
  answerTo(handler, routes.submitApplication, {
    at: duringIntake,
    token,
    headers: onceKey(),
    params: { id },
    body: { version: 1, undertakingVersion: cast2021.undertaking.version, uploads: [] },
  });

describe("a draft is opened", () => {
  it("by one of many who try at once", async () => {
    const { filler } = await givenSociety();
    const answers = await Promise.all(Array.from({ length: 5 }, () => opening(filler.token)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
    const made = answers.find(({ status }) => status === 201)?.body;
    const named = answers.flatMap(({ body }) => (body.code ? [body.applicationId] : []));
    expect(new Set(named)).toEqual(new Set([made.id]));
  });

  it("not before the round opens and not after it closes, whatever the last tick said", async () => {
    const { filler } = await givenSociety();
    const early = await opening(filler.token, "2021-11-03T15:59:59.999Z");
    expect(early.body).toMatchObject({ code: "not-open-yet", opensAt: round.opensAt });
    const late = await opening(filler.token, "2021-11-11T16:00:00.000Z");
    expect(late.body).toMatchObject({ code: "deadline-passed", closesAt });
  });

  it("as self-nominated when the society is not on the recommended list, and then asks for reasons", async () => {
    const { society, filler, approver } = await givenSociety();
    await transact([societies.overwrite({ ...society, isRecommended: false, version: 2 })]);
    const { body } = await opening(filler.token);
    expect(body.route).toBe("self-nominated");
    const incomplete = await submittingWithoutFiles(approver.token, body.id);
    const kinds = incomplete.body.missing.map(
      ({ kind, key }: { kind: string; key: string }) => `${kind} ${key}`,
    );
    expect(kinds).toContain("self-nomination self-nomination");
  });
});

describe("autosave", () => {
  it("writes its one section and tells nobody", async () => {
    const { application, content, filler } = await givenDraft(round);
    const [key = ""] = Object.keys(content);
    const { body } = await saving(filler.token, {
      id: application.id,
      key,
      version: 1,
      content: content[key],
    });
    expect(body).toMatchObject({ key, version: 2, savedBy: filler.personId });
    const whole = await answerTo(handler, routes.getApplication, {
      at: duringIntake,
      token: filler.token,
      params: { id: application.id },
    });
    const versions = whole.body.sections.map((one: { key: string; version: number }) => [
      one.key,
      one.version,
    ]);
    expect(versions).toEqual(
      Object.keys(content)
        .toSorted()
        .map((one) => [one, one === key ? 2 : 1]),
    );
    expect(whole.body.application.version).toBe(1);
    expect(await factsOf(applicationOpened, application.id)).toHaveLength(1);
  });

  it("of two people in two sections at once keeps both", async () => {
    const { society, application, content, filler } = await givenDraft(round);
    const second = await signedIn("filler", { societyCode: society.code });
    const [one = "", other = ""] = Object.keys(content);
    const answers = await Promise.all([
      saving(filler.token, { id: application.id, key: one, version: 1, content: content[one] }),
      saving(second.token, { id: application.id, key: other, version: 1, content: content[other] }),
    ]);
    expect(answers.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 2],
      [200, 2],
    ]);
  });

  it("of a section, part or length that the form does not have is refused with every fault", async () => {
    const { application, filler } = await givenDraft(round);
    const id = application.id;
    const unknown = await saving(filler.token, { id, key: "poem", version: 0, content: { parts: {} } });
    expect(unknown.body).toMatchObject({ code: "invalid-request", faults: [{ code: "unknown-section" }] });
    const wrong = await saving(filler.token, {
      id,
      key: "profile",
      version: 1,
      content: { parts: { poem: "x", president: "长".repeat(51) }, lines: [] },
    });
    expect(wrong.body.faults.map(({ code }: { code: string }) => code).toSorted()).toEqual([
      "no-lines-here",
      "too-long",
      "unknown-part",
    ]);
  });

  it("of an answer that is none of those offered is refused with those that are", async () => {
    const { application, filler } = await givenDraft(await openRound(sciencePrize));
    const refused = await saving(filler.token, {
      id: application.id,
      key: "prize",
      version: 1,
      content: { parts: { tier: "bronze", "accepts-lower": "yes" } },
    });
    expect(refused.body).toMatchObject({
      code: "invalid-request",
      faults: [{ code: "not-an-option", path: "content.parts.tier" }],
    });
    expect(refused.body.faults[0].words.en).toContain("gold");
  });

  it("of a budget that does not add up keeps it, says every fault, and the submission is refused with the same", async () => {
    const { application, content, filler, approver } = await givenDraft(round);
    const [line, ...others] = content.budget?.lines ?? [];
    if (!content.budget || !line) throw new Error("the form has a budget");
    const wrong = {
      ...content.budget,
      lines: [{ ...line, amountFen: line.amountFen + 1 }, ...others],
      stated: { unit: "yuan", total: "１２．３万", inWords: "一百元整" },
    };
    const saved = await saving(filler.token, {
      id: application.id,
      key: "budget",
      version: 1,
      content: wrong,
    });
    expect(saved.status).toBe(200);
    expect(saved.body.content).toEqual(wrong);
    const faults = saved.body.faults.map(({ path, code }: BudgetFault) => `${path} ${code}`);
    expect(faults).toEqual([
      "lines[0].amountFen amount-disagrees",
      "stated.total unit-differs",
      "stated.inWords not-in-capitals",
    ]);
    const refused = await submittingWithoutFiles(approver.token, application.id);
    const blocking = refused.body.missing.filter(({ kind }: { kind: string }) => kind === "budget");
    expect(blocking.map(({ key, code }: { key: string; code: string }) => `${key} ${code}`)).toEqual(
      faults.map((fault: string) => `budget.${fault}`),
    );
    const mended = await saving(filler.token, {
      id: application.id,
      key: "budget",
      version: 2,
      content: content.budget,
    });
    expect(mended.body.faults).toEqual([]);
  });

  it("into a submitted application is refused", async () => {
    const { application, content, filler, submit } = await givenReady(round);
    await submit(duringIntake);
    const [key = ""] = Object.keys(content);
    const refused = await saving(filler.token, {
      id: application.id,
      key,
      version: 1,
      content: content[key],
    });
    expect(refused.body).toMatchObject({ code: "wrong-state", state: "SUBMITTED" });
  });
});

describe("a submission is not taken", () => {
  it("under another undertaking than the present one", async () => {
    const { submit } = await givenReady(round);
    const refused = await submit(duringIntake, { body: { undertakingVersion: 2 } });
    expect(refused.body).toMatchObject({ code: "undertaking-required", undertakingVersion: 1 });
  });

  it("with two files of one kind", async () => {
    const { submit, named } = await givenReady(round);
    const refused = await submit(duringIntake, { body: { uploads: [...named, named[0]] } });
    expect(refused.body).toMatchObject({ code: "invalid-request" });
  });

  it("from who is no registered supplier, where the programme wants that before the deadline", async () => {
    const { supplierRegistration } = cast2021;
    const strict = await openRound({
      ...cast2021,
      supplierRegistration: supplierRegistration && { ...supplierRegistration, blocks: "submission" },
    });
    const { society, submit } = await givenReady(strict);
    const refused = await submit(duringIntake);
    expect(refused.body).toMatchObject({ code: "incomplete", missing: [{ kind: "supplier" }] });
    const on = LocalDate.parse("2021-11-05");
    const recorded = society.nameRecorded;
    const supplier = { isRegistered: true, source: "智慧计财服务平台", on, recorded };
    await transact([societies.overwrite({ ...society, facts: { ...society.facts, supplier }, version: 2 })]);
    expect((await submit(duringIntake)).body.state).toBe("SUBMITTED");
  });

  it("that says once which sections, documents and reasons are missing", async () => {
    const { filler, approver } = await givenSociety();
    const { body } = await opening(filler.token);
    const refused = await submittingWithoutFiles(approver.token, body.id);
    expect(refused.body.code).toBe("incomplete");
    expect(refused.body.missing).toHaveLength(8 + 2);
  });
});
