import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { handler as applications } from "../../functions/applications/api.ts";
import { handler } from "../../functions/uploads/api.ts";
import { applications as applicationRoutes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as routes, type Upload } from "../../shared/contract/uploads.ts";
import { sealRecorded } from "../../shared/events/uploads.ts";
import { duringIntake, givenDraft, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { uploaded } from "./given-files.ts";
import { pagesPdf } from "./given-pages.ts";
import { givenSubmitted } from "./given-submitted.ts";

const threePages = pagesPdf([{ text: "One" }, { text: "Two" }, { text: "Three" }]);
const seen = (version: number, ...pages: number[]) => ({ outcome: "seen", version, pages, note: null });

let round: Round;
let officer: Awaited<ReturnType<typeof signedIn>>;
let submitted: Awaited<ReturnType<typeof givenSubmitted>>;
beforeAll(async () => {
  round = await openRound();
  officer = await signedIn("officer");
  submitted = await givenSubmitted(round, threePages);
});

/** An officer writes down what they saw. */
const record = (upload: Upload, body: object, token = officer.token, headers = onceKey()) =>
  answerTo(handler, routes.recordSealLook, {
    at: duringIntake,
    token,
    headers,
    params: { id: upload.applicationId, uploadId: upload.id },
    body,
  });

const sealOf = async (upload: Upload, token = officer.token) => {
  const params = { id: upload.applicationId, uploadId: upload.id };
  const { body } = await answerTo(handler, routes.getUpload, { at: duringIntake, token, params });
  return body.seal;
};

describe("what an officer saw of a seal is not recorded", () => {
  it.each<[string, object, number, string]>([
    ["on a page that the file has not", seen(0, 1, 4), 409, "no-such-page"],
    ["on no page at all", seen(0), 400, "invalid-request"],
    ["on page 0", seen(0, 0), 400, "invalid-request"],
    ["on one page twice", seen(0, 2, 2), 400, "invalid-request"],
    ["as not found, without a note", { outcome: "not-found", version: 0, note: "" }, 400, "invalid-request"],
    ["as anything else", { outcome: "verified", version: 0, pages: [1] }, 400, "invalid-request"],
    ["by a look that others are ahead of", seen(1, 1), 409, "version-conflict"],
  ])("%s", async (_, body, status, code) => {
    expect(await record(submitted.stamped, body)).toMatchObject({ status, body: { code } });
    expect(await sealOf(submitted.stamped)).toEqual({ state: "not-looked-at", looks: [], version: 0 });
  });

  it("of a file that needs no seal, or that is not of the submission", async () => {
    expect(await record(submitted.form, seen(0, 1))).toMatchObject({
      status: 409,
      body: { code: "wrong-state", needsSeal: false },
    });
    expect(await sealOf(submitted.form)).toBeNull();
    const { application, filler } = await givenDraft(round);
    const { upload } = await uploaded(application, filler.token, threePages);
    expect(await record(upload, seen(0, 1))).toMatchObject({ status: 409, body: { code: "wrong-state" } });
  });

  it("by the society or the supervisor", async () => {
    const supervisor = await signedIn("supervisor");
    for (const { token } of [submitted.filler, submitted.approver, supervisor])
      expect(await record(submitted.stamped, seen(0, 1), token)).toMatchObject({ status: 403 });
  });

  it("once the application was sent back with its files", async () => {
    const { application, stamped } = await givenSubmitted(round, threePages);
    await answerTo(applications, applicationRoutes.returnApplication, {
      at: duringIntake,
      token: officer.token,
      headers: onceKey(),
      params: { id: application.id },
      body: {
        version: application.version,
        items: [{ item: "公章", reason: "未见公章", place: { document: "stamped" } }],
      },
    });
    expect(await record(stamped, seen(0, 1))).toMatchObject({
      status: 409,
      body: { code: "wrong-state", state: "RETURNED" },
    });
  });
});

describe("what an officer saw of a seal", () => {
  it("is kept with who, when and where; a second look is added and the first stays", async () => {
    const { stamped } = await givenSubmitted(round, threePages);
    const note = "第3页落款处未见公章";
    expect(await record(stamped, { outcome: "not-found", version: 0, note })).toMatchObject({ status: 201 });
    const again = await signedIn("officer");
    expect((await record(stamped, seen(1, 3, 1), again.token)).body).toMatchObject({ version: 2 });
    const at = duringIntake;
    const looks = [
      { outcome: "not-found", pages: [], note, by: officer.personId, at },
      { outcome: "seen", pages: [1, 3], note: null, by: again.personId, at },
    ];
    expect(await sealOf(stamped)).toEqual({ state: "seen", looks, version: 2 });
    const facts = await factsOf(sealRecorded, stamped.id);
    expect(facts.map(({ version, payload }) => [version, payload.outcome, payload.pages])).toEqual([
      [1, "not-found", []],
      [2, "seen", [1, 3]],
    ]);
  });

  it("is recorded once under one key, and of two at the same moment one is told to look again", async () => {
    const { stamped } = await givenSubmitted(round, threePages);
    const key = onceKey();
    const first = await record(stamped, seen(0, 2), officer.token, key);
    expect((await record(stamped, seen(0, 2), officer.token, key)).body).toEqual(first.body);
    const both = await Promise.all([record(stamped, seen(1, 1)), record(stamped, seen(1, 3))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await sealOf(stamped)).looks).toHaveLength(2);
  });

  it("is the office's business: the society's own view does not hold it", async () => {
    await record(submitted.stamped, seen(0, 1));
    expect(await sealOf(submitted.stamped, submitted.filler.token)).toBeNull();
  });
});

describe("the list of a round", () => {
  it("shows the office which stamped files nobody has looked at yet", async () => {
    const own = await openRound();
    const [open, looked] = [await givenSubmitted(own, threePages), await givenSubmitted(own, threePages)];
    await givenDraft(own);
    await record(looked.stamped, seen(0, 2));
    const listed = await answerTo(handler, routes.listSeals, {
      at: duringIntake,
      token: officer.token,
      params: { roundId: own.id },
      query: { limit: "10" },
    });
    const states = new Map(
      listed.body.items.map(({ uploadId, seal }: { uploadId: string; seal: { state: string } }) => [
        uploadId,
        seal.state,
      ]),
    );
    expect(states).toEqual(
      new Map([
        [open.stamped.id, "not-looked-at"],
        [looked.stamped.id, "seen"],
      ]),
    );
  });
});

describe("the words about seals and signatures", () => {
  const folder = new URL("../../", import.meta.url);
  const filesIn = (path: string) =>
    readdirSync(new URL(path, folder)).map((name) => ({
      name,
      text: readFileSync(new URL(`${path}${name}`, folder), "utf8"),
    }));

  it("never claim that one is verified, nor that one is invalid", () => {
    const texts = [
      ...filesIn("shared/contract/"),
      ...filesIn("functions/notifications/"),
      ...filesIn("functions/uploads/"),
    ];
    const claims = texts.flatMap(({ name, text }) =>
      text
        .split("\n")
        .filter((line) => /章|签名|\bseal|signature/i.test(line))
        .filter((line) => /已验证|验证通过|验真|真实有效|无效|verified|invalid\b|genuine/i.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
    expect(claims).toEqual([]);
  });
});
