import { GetObjectCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/uploads/api.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as routes } from "../../shared/contract/uploads.ts";
import { ExpertId, newId } from "../../shared/kernel/ids.ts";
import { objects } from "../../shared/runtime/objects.ts";
import { closesAt, duringIntake, givenDraft, givenReady, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { docx } from "./given-docx.ts";
import { type Presigned, presign, send, sha256, tellOfObject, uploaded } from "./given-files.ts";
import { onePage, pdf, stream } from "./given-pdf.ts";

const file = pdf(onePage());
const launching = pdf(onePage({ catalogue: "/OpenAction<</S/Launch/F(a)>>" }));
const late = new Date(Date.parse(closesAt) + 1).toISOString();

let round: Round;
let application: Application;
let token: string;
/** Another society's. */
let foreign: string;

beforeAll(async () => {
  round = await openRound();
  const draft = await givenDraft(round);
  application = draft.application;
  token = draft.filler.token;
  foreign = (await givenDraft(round)).filler.token;
});

/** Asks for one of the routes on an upload. */
const ask = (
  name: "getUpload" | "listUploads" | "signDownload",
  who: string,
  { upload }: Pick<Presigned, "upload">,
) =>
  answerTo(handler, routes[name], {
    at: duringIntake,
    token: who,
    params: { id: upload.applicationId, uploadId: upload.id },
  });

describe("a presigned upload is refused by S3", () => {
  let asked: Presigned;
  beforeAll(async () => {
    asked = (await presign(application, token, file)).body;
  });
  const other = Buffer.from(file).fill(0x20, file.length - 3);

  it.each<[string, Uint8Array, Record<string, string | undefined>, string]>([
    ["with one byte more than was declared", Buffer.concat([file, Buffer.alloc(1)]), {}, "EntityTooLarge"],
    ["with one byte less", file.subarray(1), {}, "EntityTooSmall"],
    ["with other bytes of the same length", other, {}, "BadDigest"],
    ["with other bytes and their own hash", other, { "x-amz-checksum-sha256": "AAAA" }, "AccessDenied"],
    ["without a hash", file, { "x-amz-checksum-sha256": undefined }, "AccessDenied"],
    ["as another type", file, { "Content-Type": "text/html" }, "AccessDenied"],
    ["under another key", file, { key: "uploads/app_elsewhere/x" }, "AccessDenied"],
    ["with a field that nobody signed", file, { "x-amz-website-redirect-location": "/x" }, "AccessDenied"],
    [
      "under a policy that somebody changed",
      file,
      { Policy: Buffer.from("{}").toString("base64") },
      "SignatureDoesNotMatch",
    ],
    ["without a policy", file, { Policy: undefined }, "AccessDenied"],
  ])("%s", async (_, bytes, change, code) => {
    const answer = await send(asked, bytes, change);
    expect({ status: answer.status, code: /<Code>(\w+)/.exec(await answer.text())?.[1] }).toEqual({
      status: code === "AccessDenied" || code === "SignatureDoesNotMatch" ? 403 : 400,
      code,
    });
  });

  it("and then nothing has landed", async () => {
    const { body } = await ask("getUpload", token, asked);
    expect(body).toMatchObject({ state: "PRESIGNED", versionId: null, kept: null });
    expect(await ask("signDownload", token, asked)).toMatchObject({
      status: 409,
      body: { code: "file-not-landed" },
    });
  });
});

describe("a society gets no presigned upload", () => {
  it.each<[string, Parameters<typeof presign>[3], number, string]>([
    ["for a document that the programme does not ask for", { kind: "photo" }, 404, "not-found"],
    ["for a file that is too large", { bytes: 52_428_801 }, 413, "file-too-large"],
    ["a moment after the deadline", { at: late }, 409, "deadline-passed"],
    ["before the round opens", { at: "2021-11-03T15:59:59.999Z" }, 409, "not-open-yet"],
    ["for no bytes", { bytes: 0 }, 400, "invalid-request"],
    ["without the file's hash", { sha256: "0".repeat(63) }, 400, "invalid-request"],
  ])("%s", async (_, declared, status, code) => {
    const answer = await presign(application, token, file, declared);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it("for another society's application, which does not exist to it", async () => {
    expect(await presign(application, foreign, file)).toMatchObject({
      status: 404,
      body: { code: "not-found" },
    });
  });

  it("once the application is submitted", async () => {
    const { application: submitted, submit, filler } = await givenReady(round);
    await submit(duringIntake);
    const answer = await presign(submitted, filler.token, file);
    expect(answer).toMatchObject({ status: 409, body: { code: "wrong-state" } });
  });
});

describe("an upload that landed", () => {
  it("is inspected, kept, and says of itself what it is", async () => {
    const asked = await uploaded(application, token, file);
    const { status, body } = await ask("getUpload", token, asked);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        state: "ACCEPTED",
        reasons: [],
        pages: 1,
        characters: 11,
        attempts: 1,
        malware: "not-scanned",
        sha256: sha256(file),
        contentType: "application/pdf",
      },
    });
    expect(body.key).toBe(`uploads/${application.id}/${asked.upload.id}`);
    expect(body.versionId).toEqual(expect.any(String));
  });

  it("is told in the reader's language why it was refused and what to do, and is kept nowhere", async () => {
    const asked = await uploaded(application, token, launching);
    const chinese = (await ask("getUpload", token, asked)).body;
    expect(chinese).toMatchObject({ state: "REFUSED", kept: null });
    expect(chinese.reasons).toEqual([
      {
        code: "pdf-launch",
        where: "object 1",
        what: "PDF 会启动其他程序",
        place: "整个文件（内部对象 1）",
        cure: expect.stringMatching(/打印为 PDF/),
      },
    ]);
    const english = await answerTo(handler, routes.getUpload, {
      at: duringIntake,
      token,
      headers: { "accept-language": "en" },
      params: { id: application.id, uploadId: asked.upload.id },
    });
    expect(english.body.reasons[0]).toMatchObject({ what: "The PDF launches another program" });
    expect(await ask("signDownload", token, asked)).toMatchObject({
      status: 409,
      body: { code: "file-refused" },
    });
    const kept = new GetObjectCommand({ Bucket: "documents", Key: asked.upload.key });
    await expect(objects.send(kept)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is kept for a person to look at where there is a doubt", async () => {
    const scan = pdf(onePage({ content: stream("0 0 9 9 re f") }));
    const { body } = await ask("getUpload", token, await uploaded(application, token, scan));
    expect(body).toMatchObject({ state: "FLAGGED", kept: { versionId: expect.any(String) } });
    expect(body.reasons).toMatchObject([{ code: "no-text", what: expect.stringContaining("扫描件") }]);
  });

  it("is judged as what it was declared to be", async () => {
    const declared = { kind: "form", name: "申报书.docx" };
    const asWord = await ask("getUpload", token, await uploaded(application, token, file, declared));
    expect(asWord.body).toMatchObject({ state: "REFUSED", reasons: [{ code: "not-docx" }] });
    const word = await ask("getUpload", token, await uploaded(application, token, docx(), declared));
    expect(word.body).toMatchObject({ state: "ACCEPTED", characters: 37, pages: null });
  });

  it("stays pinned to the version that was inspected, whatever lands later under its key", async () => {
    const asked = await uploaded(application, token, file);
    const first = (await ask("getUpload", token, asked)).body;
    expect((await send(asked, file)).status).toBe(201);
    await tellOfObject(asked.upload, duringIntake);
    expect((await ask("getUpload", token, asked)).body).toEqual(first);
  });

  it("is pinned to the version that is told of first, and each is told of once more without any effect", async () => {
    const { body: asked } = await presign(application, token, file);
    const versions: string[] = [];
    for (let n = 0; n < 2; n++) {
      await send(asked, file);
      const head = await objects.send(new GetObjectCommand({ Bucket: "quarantine", Key: asked.upload.key }));
      versions.push(head.VersionId ?? "");
    }
    const [older = "", newer = ""] = versions;
    expect(older).not.toBe(newer);
    for (const version of [newer, older, newer]) await tellOfObject(asked.upload, duringIntake, version);
    const { body } = await ask("getUpload", token, asked);
    expect(body).toMatchObject({ state: "ACCEPTED", versionId: newer, attempts: 1 });
  });

  it("under a key that no upload has is an error, which people will see", async () => {
    await expect(tellOfObject({ key: "uploads/app_x/upl_y" }, duringIntake, "1")).rejects.toThrow();
    await expect(tellOfObject({ key: "elsewhere" }, duringIntake, "1")).rejects.toThrow(/no upload knows/);
  });
});

describe("a download", () => {
  it("is the kept version, saved under its name, for five minutes", async () => {
    const asked = await uploaded(application, token, file, { name: "申报书（盖章）'.pdf" });
    const { status, body } = await ask("signDownload", token, asked);
    expect(status).toBe(200);
    const url = new URL(body.url);
    const { kept } = (await ask("getUpload", token, asked)).body;
    expect(url.searchParams.get("versionId")).toBe(kept.versionId);
    expect(url.searchParams.get("X-Amz-Expires")).toBe("300");
    const answer = await fetch(url);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; .*filename\*=UTF-8''%E7%94%B3[\w%.-]+$/,
    );
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(file));
    url.searchParams.set("versionId", "another");
    expect((await fetch(url)).status).toBe(403);
  });
});

describe("an upload exists only to", () => {
  let asked: Presigned;
  beforeAll(async () => {
    asked = await uploaded(application, token, file);
  });
  const statuses = (who: string) =>
    Promise.all(
      (["getUpload", "listUploads", "signDownload"] as const).map(
        async (name) => (await ask(name, who, asked)).status,
      ),
    );

  it("its society and the staff, and to no other society", async () => {
    const [officer, supervisor] = await Promise.all([signedIn("officer"), signedIn("supervisor")]);
    for (const who of [token, officer.token, supervisor.token])
      expect(await statuses(who)).toEqual([200, 200, 200]);
    expect(await statuses(foreign)).toEqual([404, 404, 404]);
  });

  it("no expert who does not judge it, and no administrator", async () => {
    const expertId = ExpertId.parse(newId("expert", Date.parse(duringIntake), Math.random));
    const expert = await signedIn("expert", { expertId });
    expect(await statuses(expert.token)).toEqual([403, 403, 404]);
    expect(await statuses((await signedIn("administrator")).token)).toEqual([403, 403, 403]);
  });

  it("the application that it belongs to", async () => {
    const own = await givenDraft(round);
    const answer = await answerTo(handler, routes.getUpload, {
      at: duringIntake,
      token: own.filler.token,
      params: { id: own.application.id, uploadId: asked.upload.id },
    });
    expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
  });
});

describe("asking again with the same key", () => {
  it("gives the same upload, and another body is refused", async () => {
    const headers = onceKey();
    const again = (bytes: number) =>
      answerTo(handler, routes.presignUpload, {
        at: duringIntake,
        token,
        headers,
        params: { id: application.id },
        body: { kind: "stamped", name: "a.pdf", bytes, sha256: sha256(file) },
      });
    const first = await again(file.length);
    expect((await again(file.length)).body).toEqual(first.body);
    expect(await again(file.length + 1)).toMatchObject({
      status: 422,
      body: { code: "idempotency-mismatch" },
    });
  });
});
