import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/uploads/api.ts";
import { handler as onTick } from "../../functions/uploads/on-tick.ts";
import { lengthOf, planOf, wrongParts } from "../../functions/uploads/parts.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as routes, type Upload } from "../../shared/contract/uploads.ts";
import { Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { closesAt, duringIntake, givenDraft, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import fc from "../chance.ts";
import { onceKey } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { tick } from "../told.ts";
import { sha256, tellOfObject } from "./given-files.ts";
import { onePage, pdf, stream } from "./given-pdf.ts";

const MiB = 1024 ** 2;
/** A sound PDF of three parts, the last of which is short. */
const large = pdf(
  onePage({
    page: "/Thumb 6 0 R",
    more: [stream(randomBytes(17 * MiB), "/Type/XObject/Subtype/Image/Width 1/Height 1")],
  }),
);
const small = pdf(onePage());

let round: Round;
let application: Application;
let token: string;
let foreign: string;
beforeAll(async () => {
  // A sweep takes the oldest of all that wait.
  await ownTable();
  round = await openRound();
  const draft = await givenDraft(round);
  application = draft.application;
  token = draft.filler.token;
  foreign = (await givenDraft(round)).filler.token;
});

type Name = "beginParts" | "signPart" | "completeParts" | "abortParts";
const ask = (
  name: Name,
  params: Record<string, string>,
  body?: object,
  who = token,
  at = duringIntake,
  headers = onceKey(),
) => answerTo(handler, routes[name], { at, token: who, headers, params, ...(body && { body }) });

const declaration = (file: Uint8Array) => ({
  kind: "stamped",
  name: "申报书（盖章）.pdf",
  bytes: file.length,
  sha256: sha256(file),
});

async function begun(file: Uint8Array, declared: object = {}) {
  const { status, body } = await ask(
    "beginParts",
    { id: application.id },
    { ...declaration(file), ...declared },
  );
  expect(status).toBe(201);
  const { upload, partBytes, parts } = body as { upload: Upload; partBytes: number; parts: number };
  const params = { id: application.id, uploadId: upload.id };
  const cut = (number: number) => file.subarray((number - 1) * partBytes, number * partBytes);
  const sign = (number: number, bytes: Uint8Array = cut(number)) =>
    ask("signPart", { ...params, number: String(number) }, { sha256: sha256(bytes) });
  return {
    upload,
    parts,
    cut,
    sign,
    params,
    /** Sends a part as its link says; `bytes` sends others than were signed. */
    async send(number: number, bytes: Uint8Array = cut(number), change: Record<string, string> = {}) {
      const { body: signed } = await sign(number);
      const headers = { ...signed.headers, ...change };
      return fetch(signed.url, { method: "PUT", headers, body: new Uint8Array(bytes) });
    },
    complete: (headers = onceKey()) => ask("completeParts", params, undefined, token, duringIntake, headers),
    abort: () => ask("abortParts", params),
    seen: async () => (await answerTo(handler, routes.getUpload, { at: duringIntake, token, params })).body,
  };
}

describe("the server cuts a file", () => {
  it("of any size into parts that S3 takes and that are the file again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 * 1024 ** 4 }), (bytes) => {
        const plan = planOf(bytes);
        const last = lengthOf(plan, bytes, plan.parts) ?? 0;
        expect(plan.parts).toBeLessThanOrEqual(1000);
        expect(plan.partBytes).toBeGreaterThanOrEqual(5 * MiB);
        expect(last > 0 && last <= plan.partBytes).toBe(true);
        expect((plan.parts - 1) * plan.partBytes + last).toBe(bytes);
        expect([lengthOf(plan, bytes, 0), lengthOf(plan, bytes, plan.parts + 1)]).toEqual([
          undefined,
          undefined,
        ]);
      }),
    );
  });

  it.each<[string, [number, number][], number[]]>([
    ["nothing is there", [], [1, 2, 3]],
    [
      "one is missing",
      [
        [1, 8 * MiB],
        [3, 100],
      ],
      [2],
    ],
    [
      "one is too short",
      [
        [1, 8 * MiB],
        [2, 8 * MiB - 1],
        [3, 100],
      ],
      [2],
    ],
    [
      "the last is too long",
      [
        [1, 8 * MiB],
        [2, 8 * MiB],
        [3, 101],
      ],
      [3],
    ],
    [
      "there is one too many",
      [
        [1, 8 * MiB],
        [2, 8 * MiB],
        [3, 100],
        [4, 1],
      ],
      [4],
    ],
    [
      "all are there",
      [
        [1, 8 * MiB],
        [2, 8 * MiB],
        [3, 100],
      ],
      [],
    ],
  ])("and says which parts are wrong where %s", (_, held, wrong) => {
    const bytes = 16 * MiB + 100;
    const parts = held.map(([number, size]) => ({ number, bytes: size }));
    expect(wrongParts(planOf(bytes), bytes, parts)).toEqual(wrong);
  });
});

describe("a part is refused by S3", () => {
  it.each<[string, (part: Uint8Array) => Uint8Array, Record<string, string>]>([
    ["with a byte more", (part) => Buffer.concat([part, Buffer.alloc(1)]), {}],
    ["with a byte less", (part) => part.subarray(1), {}],
    ["with other bytes of the same length", (part) => Buffer.from(part).fill(0, 0, 9), {}],
    [
      "with other bytes and their own checksum",
      (part) => Buffer.from(part).fill(0, 0, 9),
      { "x-amz-checksum-sha256": Buffer.alloc(32).toString("base64") },
    ],
  ])("%s, and then it is missing", async (_, other, change) => {
    const one = await begun(small);
    const answer = await one.send(1, other(small), change);
    expect([400, 403]).toContain(answer.status);
    await answer.arrayBuffer();
    expect(await one.complete()).toMatchObject({
      status: 409,
      body: { code: "parts-missing", missing: [1], parts: 1, bytes: small.length },
    });
  });
});

describe("an upload in parts", () => {
  it("is not begun for a file that is too large, after the deadline, or for another society", async () => {
    const at = new Date(Date.parse(closesAt) + 1).toISOString();
    const asking = (declared: object, who = token, when = duringIntake) =>
      ask("beginParts", { id: application.id }, { ...declaration(small), ...declared }, who, when);
    expect(await asking({ bytes: 52_428_801 })).toMatchObject({
      status: 413,
      body: { code: "file-too-large" },
    });
    expect(await asking({}, token, at)).toMatchObject({ status: 409, body: { code: "deadline-passed" } });
    expect(await asking({}, foreign)).toMatchObject({ status: 404 });
  });

  it("has the length and the checksum of each part signed", async () => {
    const { body } = await (await begun(small)).sign(1);
    const signed = new URL(body.url).searchParams.get("X-Amz-SignedHeaders");
    expect(signed).toBe("content-length;host;x-amz-checksum-sha256");
    expect(body.bytes).toBe(small.length);
  });

  it("belongs to its society, and has no parts beyond its plan", async () => {
    const { params, sign } = await begun(small);
    expect(await sign(2)).toMatchObject({ status: 404, body: { code: "not-found" } });
    for (const name of ["completeParts", "abortParts"] as const)
      expect(await ask(name, params, undefined, foreign)).toMatchObject({ status: 404 });
    const part = { ...params, number: "1" };
    expect(await ask("signPart", part, { sha256: sha256(small) }, foreign)).toMatchObject({ status: 404 });
  });

  it("is one file when all parts are there, whatever their order, and inspection finds the declared hash", async () => {
    const one = await begun(large);
    expect(one.parts).toBe(3);
    for (const number of [3, 1]) expect((await one.send(number)).status).toBe(200);
    expect((await one.complete()).body).toMatchObject({ code: "parts-missing", missing: [2] });
    const sent = await one.send(2);
    expect([sent.status, sent.headers.get("etag")]).toEqual([200, expect.any(String)]);
    const key = onceKey();
    const completed = await one.complete(key);
    expect(completed).toMatchObject({
      status: 200,
      body: { state: "PRESIGNED", versionId: expect.any(String) },
    });
    expect((await one.complete(key)).body).toEqual(completed.body);
    expect((await one.complete()).body).toEqual(completed.body);
    await tellOfObject(one.upload, duringIntake);
    expect(await one.seen()).toMatchObject({
      state: "ACCEPTED",
      versionId: completed.body.versionId,
      sha256: sha256(large),
    });
    expect((await one.abort()).body).toMatchObject({ code: "wrong-state" });
    expect((await one.sign(1)).body).toMatchObject({ code: "wrong-state" });
  });

  it("of other bytes than were declared is refused by inspection, with what to do", async () => {
    const one = await begun(small, { sha256: "0".repeat(64) });
    await one.send(1);
    expect(await one.complete()).toMatchObject({ status: 200 });
    await tellOfObject(one.upload, duringIntake);
    expect(await one.seen()).toMatchObject({
      state: "REFUSED",
      kept: null,
      reasons: [{ code: "hash-differs", cure: "请重新选择文件并上传。" }],
    });
  });

  it("that inspection was told of before its completion was answered is answered as it stands", async () => {
    const one = await begun(small);
    await one.send(1);
    await one.complete();
    await tellOfObject(one.upload, duringIntake);
    expect((await one.complete()).body).toMatchObject({ state: "ACCEPTED" });
  });

  it("that is given up takes no part any more, and can be given up once", async () => {
    const one = await begun(small);
    const { body: signed } = await one.sign(1);
    expect(await one.abort()).toMatchObject({ status: 200, body: { state: "ABORTED" } });
    const late = await fetch(signed.url, {
      method: "PUT",
      headers: signed.headers,
      body: new Uint8Array(small),
    });
    expect(late.status).toBe(404);
    await late.arrayBuffer();
    for (const answer of [await one.sign(1), await one.complete(), await one.abort()])
      expect(answer).toMatchObject({ status: 409, body: { code: "wrong-state" } });
  });

  it("has a day to come, where a file in one piece has two hours", async () => {
    const one = await begun(small);
    const stateAfter = async (hours: number) => {
      await tick(onTick, plusSeconds(Instant.parse(duringIntake), hours * 3600));
      return (await uploads.get({ applicationId: application.id, id: one.upload.id }))?.state;
    };
    expect(await stateAfter(3)).toBe("PRESIGNED");
    expect(await stateAfter(25)).toBe("ABANDONED");
    expect((await one.complete()).body).toMatchObject({ code: "wrong-state" });
  });
});
