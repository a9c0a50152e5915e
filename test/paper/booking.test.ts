import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler } from "../../functions/paper/api.ts";
import { coverText } from "../../functions/paper/cover-code.ts";
import { applications } from "../../shared/contract/applications.ts";
import { paper as routes } from "../../shared/contract/paper.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { paperBooked, paperCorrected } from "../../shared/events/paper.ts";
import { ApplicationId } from "../../shared/kernel/ids.ts";
import { givenReady, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { formOf } from "./form.ts";
import { arrivedAt, followSubmission, givenAwaited, submittedAt, withPaper } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

/** Returned, changed in one section and submitted again: its words are others now. */
async function givenRewritten() {
  const awaited = await givenAwaited(round);
  const { application, officer, filler, content, submit } = awaited;
  const params = { id: application.id };
  const earlier = await awaited.book([1]);
  await answerTo(applicationsApi, applications.returnApplication, {
    at: submittedAt,
    token: officer.token,
    headers: onceKey(),
    params,
    body: { version: 2, items: [{ item: "profile", reason: "请补充", place: { section: "profile" } }] },
  });
  const [key = ""] = Object.keys(content);
  await answerTo(applicationsApi, applications.saveDraft, {
    at: submittedAt,
    token: filler.token,
    params: { ...params, key },
    body: { version: 1, content: content[key] },
  });
  const again = await submit(arrivedAt, { body: { version: 3 } });
  await followSubmission(application.id);
  return { ...awaited, earlier, again };
}

describe("a set is not booked in", () => {
  it("when its footer shows the code of an earlier submission: the refusal says which was printed", async () => {
    const { book, checkCode, again, submitted } = await givenRewritten();
    expect(again.status).toBe(200);
    const { status, body } = await book([2], { checkCode });
    expect([status, body.code]).toEqual([409, "paper-other-version"]);
    expect(body.sets).toEqual([
      {
        number: 2,
        checkCode,
        printed: { receiptNumber: submitted.receipt.number, arrivedAt: submitted.receipt.arrivedAt },
      },
    ]);
    expect(body.standing.receiptNumber).toBe(again.body.receipt.number);
  });

  it("when its footer shows a code of no submission, and then none of its parcel is", async () => {
    const { book, read, checkCode } = await givenAwaited(round);
    const sets = [
      { number: 1, checkCode },
      { number: 2, checkCode: "00000000" },
    ];
    const { body } = await book([], { body: { sets } });
    expect(body).toMatchObject({ code: "paper-other-version", sets: [{ number: 2, printed: null }] });
    expect((await read()).body.tally.received).toEqual([]);
  });

  it("twice, nor under a number that the programme does not ask for", async () => {
    const { book } = await givenAwaited(round);
    await book([1, 2, 3]);
    const twice = await book([3, 4]);
    expect(twice.body).toMatchObject({ code: "set-already-booked", sets: [{ number: 3 }] });
    const beyond = await book([16]);
    expect(beyond.body.faults).toEqual([{ path: "sets[0]", code: "no-such-set" }]);
    const doubled = await book([5, 5]);
    expect(doubled.body.faults).toEqual([{ path: "sets[1]", code: "named-twice" }]);
  });

  it("by a scan of another society's cover sheet, or of anything else", async () => {
    const one = await givenAwaited(round);
    const other = await givenAwaited(round);
    const scan = (scanned: string) =>
      one.book([], { body: { sets: [{ scanned, checkCode: one.checkCode }] } });
    const theirs = coverText({ applicationId: other.application.id, number: 1, checkCode: one.checkCode });
    expect((await scan(theirs)).body.faults).toEqual([{ path: "sets[0]", code: "of-another-application" }]);
    expect((await scan("https://example.org")).body.faults).toEqual([
      { path: "sets[0]", code: "not-a-cover-sheet" },
    ]);
  });

  it("on a day to come, nor sent after it arrived, nor late without its postmark", async () => {
    const { book } = await givenAwaited(round);
    const faultsOf = async (body: object, at = arrivedAt) => (await book([1], { at, body })).body.faults;
    expect(await faultsOf({ arrivedOn: "2021-11-11" })).toEqual([
      { path: "arrivedOn", code: "not-there-yet" },
    ]);
    expect(await faultsOf({ arrivedOn: "2021-11-09", sentOn: "2021-11-10" })).toEqual([
      { path: "sentOn", code: "after-arrival" },
    ]);
    expect(await faultsOf({ arrivedOn: "2021-11-15" }, "2021-11-15T02:00:00.000Z")).toEqual([
      { path: "sentOn", code: "needed-by-rule" },
    ]);
  });

  it("by a society, before a submission, or where the programme takes no paper", async () => {
    const { book, filler } = await givenAwaited(round);
    expect((await book([1], { token: filler.token })).status).toBe(403);
    const { application, officer } = { ...(await givenReady(round)), officer: await signedIn("officer") };
    const unsubmitted = await answerTo(handler, routes.getPaper, {
      at: arrivedAt,
      token: officer.token,
      params: { id: application.id },
    });
    expect(unsubmitted.status).toBe(404);
    const none = await givenAwaited(await openRound(withPaper(null)));
    expect((await none.book([1])).status).toBe(404);
    expect((await none.read()).status).toBe(404);
  });
});

describe("booking in", () => {
  it("13 of 15 says which two are missing, to the society as to the office", async () => {
    const { book, read, filler, application } = await givenAwaited(round);
    const numbers = Array.from({ length: 13 }, (_, at) => at + 1);
    const { status, body } = await book(numbers);
    expect(status).toBe(201);
    expect(body.tally).toEqual({
      due: 15,
      received: numbers,
      late: [],
      missing: [14, 15],
      outdated: [],
      isShort: true,
    });
    expect((await read(filler.token)).body.tally).toEqual(body.tally);
    const [told] = await factsOf(paperBooked, application.id);
    expect(told?.payload).toMatchObject({ booked: numbers, missing: [14, 15], late: [] });
  });

  it("takes the code of the very form that was printed before the submission, from the same words", async () => {
    const awaited = await givenAwaited(round);
    const draft = await formOf(awaited, "draft");
    const { body } = await awaited.book([1], { checkCode: draft.checkCode });
    expect(body.tally.received).toEqual([1]);
    expect(draft.checkCode).not.toBe(awaited.checkCode);
  });

  it("takes the code that the form shows after the submission, under the number of that submission", async () => {
    const awaited = await givenAwaited(round);
    const form = await formOf(awaited, "submitted");
    expect(form).toEqual({ checkCode: awaited.checkCode, version: "1" });
  });

  it("a set by two officers at once counts it once, and two parcels at once lose nothing", async () => {
    const { book, read } = await givenAwaited(round);
    const second = await signedIn("officer");
    const same = await Promise.all([book([1, 2]), book([2, 3], { token: second.token })]);
    expect(same.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const apart = await Promise.all([book([5, 6]), book([7], { token: second.token }), book([8])]);
    expect(apart.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { body } = await read();
    expect(body.tally.received).toHaveLength(6);
    expect(body.tally.received).toEqual(expect.arrayContaining([5, 6, 7, 8]));
  });

  it("by scanned cover sheets is the same as by hand", async () => {
    const { book, application, checkCode } = await givenAwaited(round);
    const sets = [4, 5].map((number) => ({
      scanned: coverText({ applicationId: ApplicationId.parse(application.id), number, checkCode }),
      checkCode: checkCode.toUpperCase(),
    }));
    expect((await book([], { body: { sets } })).body.tally.received).toEqual([4, 5]);
  });

  it("marks what was sent too late, and still counts it as received", async () => {
    const { book } = await givenAwaited(round);
    const { body } = await book([1], {
      at: "2021-11-15T02:00:00.000Z",
      body: { arrivedOn: "2021-11-15", sentOn: "2021-11-12" },
    });
    expect(body.tally).toMatchObject({ received: [1], late: [1], isShort: true });
  });
});

describe("a submission with other words", () => {
  it("leaves earlier copies lying there uncounted, and a new print takes their place", async () => {
    const { earlier, book, read, again } = await givenRewritten();
    expect(earlier.body.tally.received).toEqual([1]);
    expect((await read()).body.tally).toMatchObject({ received: [], outdated: [1] });
    const anew = await book([1], { checkCode: again.body.receipt.sha256.slice(0, 8) });
    expect(anew.body.tally).toMatchObject({ received: [1], outdated: [] });
  });
});

describe("a correction of a booking", () => {
  async function correcting(body: object) {
    const awaited = await givenAwaited(round);
    const { body: booked } = await awaited.book([1, 2]);
    const answer = await answerTo(handler, routes.correctSet, {
      at: arrivedAt,
      token: awaited.officer.token,
      headers: onceKey(),
      params: { id: awaited.application.id },
      body: { version: booked.copies.version, number: 2, becomes: null, reason: "登记错份号", ...body },
    });
    return { ...awaited, answer };
  }

  it("without a reason, of a set that is not there, or of another version is refused", async () => {
    expect((await correcting({ reason: " " })).answer.status).toBe(400);
    expect((await correcting({ number: 3 })).answer.status).toBe(404);
    expect((await correcting({ version: 1 })).answer.body.code).toBe("version-conflict");
  });

  it("takes the set back, keeps what was booked with the reason, and lets it be booked anew", async () => {
    const { answer, application, read, book } = await correcting({});
    expect(answer.body.tally.received).toEqual([1]);
    expect((await read()).body.corrections).toMatchObject([
      { number: 2, was: { number: 2 }, becomes: null, reason: "登记错份号" },
    ]);
    expect(await factsOf(paperCorrected, application.id)).toMatchObject([{ payload: { corrected: [2] } }]);
    expect((await book([2])).body.tally.received).toEqual([1, 2]);
  });

  it("of its days is judged anew by the rule", async () => {
    const becomes = { arrivedOn: "2021-11-10", sentOn: "2021-11-09", courier: "顺丰", courierNumber: "SF1" };
    const { answer } = await correcting({ becomes });
    expect(answer.body.copies.sets[1]).toMatchObject({ ...becomes, number: 2, isLate: false });
  });
});
