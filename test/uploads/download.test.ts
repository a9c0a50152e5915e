import { beforeAll, describe, expect, it } from "vitest";
import { signPdf } from "../../cli/demo/sign-pdf.ts";
import { selfSigned } from "../../cli/demo/signature.ts";
import { handler } from "../../functions/uploads/api.ts";
import { versionFor } from "../../functions/uploads/reading.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as routes, type Upload } from "../../shared/contract/uploads.ts";
import type { Role } from "../../shared/kernel/roles.ts";
import { duringIntake, givenDraft, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { compoundFile, wordStream } from "./given-compound.ts";
import { sha256, uploaded } from "./given-files.ts";
import { onePage, pdf, stream } from "./given-pdf.ts";

const at = "2021-11-08T02:00:00.000Z";
const attached = pdf(
  onePage({
    catalogue: "/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>",
    more: ["<</Type/Filespec/F(a.xml)/EF<</F 7 0 R>>>>", stream("<secret/>", "/Type/EmbeddedFile")],
  }),
);
const signed = signPdf(attached, { signer: selfSigned("中国测试学会"), at });

let round: Round;
let application: Application;
let token: string;
let officer: string;
let upload: Upload;
beforeAll(async () => {
  round = await openRound();
  const draft = await givenDraft(round);
  application = draft.application;
  token = draft.filler.token;
  officer = (await signedIn("officer")).token;
  ({ upload } = await uploaded(application, token, signed));
});

const download = (who: string, of: Upload, query: Record<string, string> = {}, language = "zh-CN") =>
  answerTo(handler, routes.signDownload, {
    at: duringIntake,
    token: who,
    params: { id: of.applicationId, uploadId: of.id },
    query,
    headers: { "accept-language": language },
  });
const bytesAt = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

describe("a signed PDF with an attachment", () => {
  it("is named to its society and the office with what the signature says and what can't be checked here", async () => {
    for (const who of [token, officer]) {
      const params = { id: application.id, uploadId: upload.id };
      const { body } = await answerTo(handler, routes.getUpload, { at: duringIntake, token: who, params });
      expect(body).toMatchObject({
        state: "FLAGGED",
        signatures: [{ signer: "中国测试学会", content: "matches", certificate: "not-checkable" }],
        safeCopy: { removed: ["attachments", "signatures"] },
      });
      expect(body.signatures[0].says.at(-1)).toBe("证书是否由可信机构签发：此处无法核对。");
      const listed = await answerTo(handler, routes.listUploads, { at: duringIntake, token: who, params });
      expect(listed.body.items).toMatchObject([{ signatures: [{ signer: "中国测试学会" }] }]);
    }
  });

  it("is read as a copy without either, with both hashes and words for what it lacks", async () => {
    const { status, body } = await download(officer, upload);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { version: "copy", originalSha256: sha256(signed) },
    });
    expect(body.notice).toBe(
      "这是供阅读的副本，已去除：附件、数字签名（在副本中失去效力，请以原件为准）。原件连同其哈希值保持不变。",
    );
    const copy = await bytesAt(body.url);
    expect([copy.length, sha256(copy)]).toEqual([body.bytes, body.sha256]);
    expect(body.sha256).not.toBe(sha256(signed));
    expect(Buffer.from(copy).toString("latin1")).not.toMatch(/secret|ByteRange/);
    expect((await download(officer, upload, {}, "en")).body.notice).toMatch(/without: attachments, digital/);
  });

  it("is handed out as it is to its society, and to the office when it asks for it on purpose", async () => {
    for (const { body } of [
      await download(token, upload),
      await download(officer, upload, { as: "original" }),
    ]) {
      expect(body).toMatchObject({ version: "original", sha256: sha256(signed), notice: null });
      expect(sha256(await bytesAt(body.url))).toBe(sha256(signed));
    }
  });
});

describe("a file of which no copy can be made", () => {
  it("is handed to nobody in its place, and the office may ask for the original", async () => {
    const old = compoundFile({ WordDocument: wordStream({ text: "申报书" }) });
    const { upload: word } = await uploaded(application, token, old, { kind: "form", name: "申报书.doc" });
    expect(await download(officer, word)).toMatchObject({
      status: 409,
      body: { code: "no-safe-copy", originalSha256: sha256(old) },
    });
    expect((await download(officer, word, { as: "original" })).body.sha256).toBe(sha256(old));
  });
});

describe("which version a reader is handed", () => {
  it.each<[string, Role, boolean, "original" | "copy" | undefined, "original" | "copy" | undefined]>([
    ["its own society", "filler", true, undefined, "original"],
    ["its own society that asks for the copy", "approver", true, "copy", "copy"],
    ["an officer", "officer", false, undefined, "copy"],
    ["an officer who examines the original", "officer", false, "original", "original"],
    ["a supervisor who examines the original", "supervisor", false, "original", "original"],
    ["an expert", "expert", false, undefined, "copy"],
    ["an expert who asks for the copy", "expert", false, "copy", "copy"],
    ["an expert who asks for the original", "expert", false, "original", undefined],
  ])("%s", (_, role, isOwn, asked, version) => {
    expect(versionFor({ roles: [role], isOwn }, asked)).toBe(version);
  });
});
