import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler as roundsApi } from "../../functions/rounds/api.ts";
import { handler } from "../../functions/uploads/api.ts";
import { applications as applicationRoutes } from "../../shared/contract/applications.ts";
import { rounds as roundRoutes } from "../../shared/contract/rounds.ts";
import { uploads as routes } from "../../shared/contract/uploads.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { givenReady, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { givenCleared, givenStanding } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { duringReview } from "../reviews/given.ts";
import { type Presigned, send, sha256, tellOfObject } from "./given-files.ts";
import { png } from "./given-image.ts";
import { onePage, pdf } from "./given-pdf.ts";

/** Long after the deadline of the application. */
const at = "2021-12-20T02:00:00.000Z";
const picture = png({ comment: "Shanghai" });

let officer: string;
beforeAll(async () => {
  officer = (await signedIn("officer")).token;
});

const presigning = (of: { id: string }, token: string, file: Uint8Array = picture, more: object = {}) =>
  answerTo(handler, routes.presignSupplierProof, {
    ...{ at, token, headers: onceKey(), params: { id: of.id } },
    body: { format: "png", name: "注册成功.png", bytes: file.length, sha256: sha256(file), ...more },
  });

/** A submitted application, and what its society does with proofs. */
async function givenApplicant() {
  const ready = await givenReady(await openRound());
  await ready.submit("2021-11-08T02:00:00.000Z");
  const { application, filler } = ready;
  const proven = async (file: Uint8Array = picture, more: object = {}) => {
    const { body } = await presigning(application, filler.token, file, more);
    if ((await send(body, file)).status !== 201) throw new Error("S3 did not take the file");
    await tellOfObject(body.upload, at);
    return (body as Presigned).upload;
  };
  const claim = (proofUploadId: string | null) =>
    answerTo(roundsApi, roundRoutes.claimSupplier, {
      ...{ at, token: filler.token, headers: onceKey(), params: { id: application.id } },
      body: {
        ...{ version: 0, account: "zgcsxh", confirmation: "注册成功", registeredOn: "2021-11-05" },
        proofUploadId,
      },
    });
  return { ...ready, proven, claim };
}

const ask = (
  name: "getUpload" | "listUploads" | "signDownload",
  token: string,
  { applicationId, id }: { applicationId: string; id: string },
  more: { query?: Record<string, string>; at?: string } = {},
) =>
  answerTo(handler, routes[name], {
    ...{ at: more.at ?? at, token, params: { id: applicationId, uploadId: id }, query: more.query ?? {} },
  });

describe("a proof of registration is not taken", () => {
  it("from another society, nor from staff", async () => {
    const { application } = await givenApplicant();
    const stranger = await givenApplicant();
    expect((await presigning(application, stranger.filler.token)).body.code).toBe("not-found");
    expect((await presigning(application, officer)).status).toBe(403);
  });

  it("larger than the programme says, in another format, or of an application that is withdrawn", async () => {
    const { application, filler, approver } = await givenApplicant();
    const token = filler.token;
    const large = await presigning(application, token, picture, { bytes: 10_485_761 });
    expect(large.body).toMatchObject({ code: "file-too-large", maxBytes: 10_485_760 });
    expect((await presigning(application, token, picture, { format: "docx" })).status).toBe(400);
    const withdrawn = await givenReady(await openRound());
    await answerTo(applicationsApi, applicationRoutes.withdrawApplication, {
      ...{ at: "2021-11-08T02:00:00.000Z", token: withdrawn.approver.token, headers: onceKey() },
      ...{ params: { id: withdrawn.application.id }, body: { version: 1, reason: "另有安排" } },
    });
    expect((await presigning(withdrawn.application, withdrawn.filler.token)).body.code).toBe("wrong-state");
    expect((await presigning(application, approver.token)).status).toBe(201);
  });

  it("where the programme takes none", async () => {
    const { supplierRegistration } = cast2021;
    const round = await openRound({
      ...cast2021,
      supplierRegistration: supplierRegistration && { ...supplierRegistration, proof: null },
    });
    const { application, filler } = await givenReady(round);
    expect((await presigning(application, filler.token)).body.code).toBe("not-offered");
  });

  it("when it is no picture: it is refused by its content, and no claim can name it", async () => {
    const { proven, claim, filler } = await givenApplicant();
    const upload = await proven(Buffer.from("<html>no picture</html>"));
    const { body } = await ask("getUpload", filler.token, upload);
    expect(body).toMatchObject({ state: "REFUSED", kept: null, reasons: [{ code: "not-image" }] });
    expect((await claim(upload.id)).body).toMatchObject({ code: "file-refused", reasons: ["not-image"] });
  });

  it("as a file of the application itself, nor is a file of the application a proof", async () => {
    const { proven, claim, named, application, approver } = await givenApplicant();
    const upload = await proven();
    const [document] = named;
    expect((await claim(document?.uploadId ?? "")).body.code).toBe("not-found");
    const submitting = await answerTo(applicationsApi, applicationRoutes.correctFile, {
      ...{ at, token: approver.token, headers: onceKey(), params: { id: application.id } },
      body: { version: 2, kind: "supplier-proof", uploadId: upload.id },
    });
    expect(submitting.status).toBeGreaterThanOrEqual(400);
  });
});

describe("a proof of registration", () => {
  it("comes with a claim, pinned by its hash, though the application's deadline is long past", async () => {
    const { proven, claim } = await givenApplicant();
    const upload = await proven();
    expect((await claim(upload.id)).body).toMatchObject({
      state: "CLAIMED",
      proof: { uploadId: upload.id, sha256: sha256(picture) },
    });
  });

  it("may be a PDF, inspected as any other", async () => {
    const { proven, claim } = await givenApplicant();
    const upload = await proven(pdf(onePage()), { format: "pdf", name: "证明.pdf" });
    expect((await claim(upload.id)).body.proof).toMatchObject({ uploadId: upload.id });
  });

  it("that never landed proves nothing, and a claim needs none", async () => {
    const { application, filler, claim } = await givenApplicant();
    const { body } = await presigning(application, filler.token);
    expect(body.notice.zh).toContain("身份证号");
    expect((await claim(body.upload.id)).body.code).toBe("file-not-landed");
    expect((await claim(null)).body).toMatchObject({ state: "CLAIMED", proof: null });
  });

  it("is opened by officers by a signed link, as a copy without its properties or as it came", async () => {
    const { proven } = await givenApplicant();
    const upload = await proven();
    const bytesOf = async (query: Record<string, string>) => {
      const { body } = await ask("signDownload", officer, upload, { query });
      return Buffer.from(await (await fetch(body.url)).arrayBuffer());
    };
    expect(await bytesOf({})).toEqual(png());
    expect(await bytesOf({ as: "original" })).toEqual(picture);
    expect((await ask("getUpload", officer, upload)).body.safeCopy.removed).toEqual(["metadata"]);
  });

  it("does not exist to another society, nor to the expert who judges the application", async () => {
    const cleared = await givenCleared(await openRound());
    const { application, filler } = cleared;
    const expert = await givenStanding(application);
    const { body } = await presigning(application, filler.token);
    await send(body, picture);
    await tellOfObject(body.upload, at);
    const stranger = await givenApplicant();
    const answer = async (name: "getUpload" | "signDownload", token: string) =>
      (await ask(name, token, body.upload, { at: duringReview })).status;
    for (const name of ["getUpload", "signDownload"] as const)
      expect(await answer(name, stranger.filler.token)).toBe(404);
    expect(await answer("signDownload", expert.token)).toBe(404);
    const listed = await ask("listUploads", officer, body.upload, { at: duringReview });
    expect(listed.body.items.map(({ kind }: { kind: string }) => kind)).toContain("supplier-proof");
  });
});
