import { beforeAll, describe, expect, it } from "vitest";
import { handler as handlerOfObjections } from "../../functions/objections/api.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { objections as routes } from "../../shared/contract/objections.ts";
import { uploads as uploadRoutes } from "../../shared/contract/uploads.ts";
import { ObjectionDocumentId } from "../../shared/kernel/ids.ts";
import { transact } from "../../shared/store/commit.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { sha256 } from "../uploads/given-files.ts";
import { drawn, onePage, pdf, stream } from "../uploads/given-pdf.ts";
import { doing, givenShown, lodging, monday, objection, type Shown } from "./given.ts";
import {
  adding,
  filesOf,
  landedBy,
  linkTo,
  newSecret,
  released,
  sentIn,
  verdict,
} from "./given-documents.ts";

let shown: Shown;
beforeAll(async () => {
  // A sweep looks at every paper of its table.
  await ownTable();
  shown = await givenShown();
});

const redacting = (id: string, documentId: string, token: string, file: Uint8Array, at = monday) =>
  answerTo(uploadsApi, uploadRoutes.presignRedaction, {
    ...{ at, token, headers: onceKey(), params: { id, documentId } },
    body: { format: "pdf", name: "遮盖版.pdf", bytes: file.length, sha256: sha256(file) },
  });
const releasingRedacted = (id: string, documentId: string, token: string, redactionId: string) =>
  answerTo(handlerOfObjections, routes.releaseObjectionDocument, {
    ...{ at: monday, token, headers: onceKey(), params: { id, documentId } },
    body: { reason: "已遮盖异议人信息", redactionId },
  });
const canary = "Canary7Of1Whistle";
const original = pdf(onePage({ content: stream(drawn(canary)) }));
const blackened = pdf(onePage({ content: stream(drawn("Blackened")) }));
const bytesOf = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/** An accepted objection with one paper that names who wrote it. */
async function givenTelling() {
  const secret = newSecret();
  const documentId = await sentIn(shown.notice, secret, { file: original });
  const lodged = await lodging(shown.notice, {
    ...objection(shown.second),
    ...{ secret, documentIds: [documentId] },
  });
  const id: string = lodged.body.id;
  const handler = await signedIn("officer");
  await doing("acceptObjection", id, { version: 1, question: "请说明" }, { token: handler.token });
  return { id, documentId, handler, secret };
}

describe("the release of a paper in a redacted version", () => {
  it("names the redacted version: the target gets that version and its hash, and nothing of the paper, which stays as evidence", async () => {
    const { id, documentId, handler } = await givenTelling();
    const { token } = shown.second.filler;
    const redactionId = await landedBy(await redacting(id, documentId, handler.token, blackened), blackened);
    expect((await released("listReleasedDocuments", id, token)).body.items).toEqual([]);
    const { status, body } = await releasingRedacted(id, documentId, handler.token, redactionId);
    expect([status, body.release]).toMatchObject([
      ...[200, { redaction: { id: redactionId, sha256: sha256(blackened) }, releasedBy: handler.personId }],
    ]);
    const list = (await released("listReleasedDocuments", id, token)).body;
    const link = (await released("signReleasedDocument", id, token, documentId)).body;
    const given = await bytesOf(link.url);
    expect([list.items.length, sha256(given)]).toEqual([1, list.items[0].sha256]);
    const seen = JSON.stringify([list, link]) + Buffer.from(given).toString("latin1");
    expect(seen).toContain("Blackened");
    for (const hidden of [canary, sha256(original), "登记信息"]) expect(seen).not.toContain(hidden);
    // The handling side has both, the paper with its hash as it came.
    const { items } = (await filesOf(id, handler.token)).body;
    expect(items).toMatchObject([
      { id: documentId, sha256: sha256(original), release: { redaction: { id: redactionId } } },
    ]);
    const kept = (await linkTo(id, documentId, handler.token, "original")).body;
    expect(Buffer.from(await bytesOf(kept.url)).toString("latin1")).toContain(canary);
    const shownToTarget = (await linkTo(id, documentId, handler.token, "released")).body;
    expect([shownToTarget.sha256, shownToTarget.originalSha256]).toEqual([sha256(given), sha256(original)]);
  });

  it("gives nothing once a scanner refuses that version, and never the paper in its place", async () => {
    const { id, documentId, handler } = await givenTelling();
    const { token } = shown.second.filler;
    const redactionId = await landedBy(await redacting(id, documentId, handler.token, blackened), blackened);
    await releasingRedacted(id, documentId, handler.token, redactionId);
    const held = await objectionDocuments.get({ id: ObjectionDocumentId.parse(redactionId) });
    if (!held) throw new Error("the redacted version is kept");
    const refused = { ...held, state: "REFUSED" as const, malware: "infected" as const, safeCopy: null };
    await transact([objectionDocuments.overwrite({ ...refused, version: held.version + 1 })]);
    expect((await released("listReleasedDocuments", id, token)).body.items).toEqual([]);
    expect((await released("signReleasedDocument", id, token, documentId)).body.code).toBe("not-found");
    expect((await linkTo(id, documentId, handler.token, "released")).body.code).toBe("not-found");
  });

  it("is by its handler alone, inspected first, and of that very paper", async () => {
    const { id, documentId, handler, secret } = await givenTelling();
    const other = await givenTelling();
    const another = await signedIn("officer");
    const verdictOf = (redactionId: string, { token }: { token: string }) =>
      answerTo(uploadsApi, uploadRoutes.getRedaction, {
        ...{ at: monday, token, params: { id, documentId }, query: { redactionId } },
      });
    expect((await redacting(id, documentId, another.token, blackened)).body.code).toBe("not-found");
    expect((await redacting(id, documentId, shown.second.filler.token, blackened)).status).toBe(403);
    const { body: waits } = await redacting(id, documentId, handler.token, blackened);
    const early = await releasingRedacted(id, documentId, handler.token, waits.id);
    expect(early.body).toMatchObject({ code: "file-not-landed", documentId: waits.id });
    const wrong = Buffer.from("<html>no paper</html>");
    const bad = await landedBy(await redacting(id, documentId, handler.token, wrong), wrong);
    expect((await verdictOf(bad, handler)).body).toMatchObject({ state: "REFUSED" });
    expect((await verdictOf(bad, another)).body.code).toBe("not-found");
    const refused = await releasingRedacted(id, documentId, handler.token, bad);
    expect(refused.body).toMatchObject({ code: "file-refused", documentId: bad });
    const foreign = await landedBy(
      await redacting(other.id, other.documentId, other.handler.token, blackened),
      blackened,
    );
    for (const redactionId of [foreign, documentId])
      expect((await releasingRedacted(id, documentId, handler.token, redactionId)).body.code).toBe(
        "not-found",
      );
    expect((await verdictOf(foreign, handler)).body.code).toBe("not-found");
    // Who objects never sent it: it is no paper of theirs to name or to ask after, and no paper to redact again.
    const own = await landedBy(await redacting(id, documentId, handler.token, blackened), blackened);
    expect((await verdict(own, secret)).body.code).toBe("not-found");
    expect((await adding(id, secret, [own])).body.code).toBe("not-found");
    expect((await redacting(id, own, handler.token, blackened)).body.code).toBe("not-found");
    expect((await released("listReleasedDocuments", id, shown.second.filler.token)).body.items).toEqual([]);
  });
});
