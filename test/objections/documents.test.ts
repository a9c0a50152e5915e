import type { Context } from "aws-lambda";
import { beforeAll, describe, expect, it } from "vitest";
import { handler as handlerOfObjections } from "../../functions/objections/api.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { handler as onScan } from "../../functions/uploads/on-scan.ts";
import { handler as onTick } from "../../functions/uploads/on-tick.ts";
import { objections as routes } from "../../shared/contract/objections.ts";
import { uploads as uploadRoutes } from "../../shared/contract/uploads.ts";
import { ObjectionDocumentId } from "../../shared/kernel/ids.ts";
import { Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { newSource } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { smallProgramme } from "../selection/given.ts";
import { tick } from "../told.ts";
import { send, sha256 } from "../uploads/given-files.ts";
import { png } from "../uploads/given-image.ts";
import { onePage, pdf, stream } from "../uploads/given-pdf.ts";
import {
  doing,
  endOfFriday,
  endOfThursday,
  friday,
  givenShown,
  lodging,
  monday,
  objection,
  type Scored,
  type Shown,
  saturday,
} from "./given.ts";
import {
  adding,
  filesOf,
  landedBy,
  linkTo,
  newSecret,
  paper,
  presigning,
  presigningStatement,
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

/** An objection with a paper, lodged by somebody of the public. */
async function givenLodged(target: Scored, more: Record<string, unknown> = {}) {
  const secret = newSecret();
  const documentId = await sentIn(shown.notice, secret);
  const { body } = await lodging(shown.notice, {
    ...objection(target),
    ...{ secret, documentIds: [documentId] },
    ...more,
  });
  return { id: body.id as string, secret, documentId, lodged: body };
}

/** And accepted by somebody who had nothing to do with it. */
async function givenAccepted(target: Scored) {
  const held = await givenLodged(target);
  const handler = await signedIn("officer");
  const { status } = await doing(
    "acceptObjection",
    held.id,
    { version: 1, question: "请说明" },
    { token: handler.token },
  );
  if (status !== 200) throw new Error(`not accepted: ${status}`);
  return { ...held, handler };
}

describe("a paper for an objection is not taken", () => {
  it("in a format or of a size that the programme does not take", async () => {
    const secret = newSecret();
    expect((await presigning(shown.notice, secret, { format: "pptx" })).status).toBe(400);
    const large = await presigning(shown.notice, secret, { bytes: 20_971_521 });
    expect(large.body).toMatchObject({ code: "file-too-large", maxBytes: 20_971_520 });
  });

  it("where the programme takes none", async () => {
    const { publicNotice } = smallProgramme;
    const { notice } = await givenShown({
      ...smallProgramme,
      publicNotice: { ...publicNotice, objection: { ...publicNotice.objection, documents: null } },
    });
    expect((await presigning(notice, newSecret())).body.code).toBe("not-offered");
  });

  it("with a secret that could be guessed, or with an identity number in its name", async () => {
    expect((await presigning(shown.notice, "1234")).status).toBe(400);
    const named = await presigning(shown.notice, newSecret(), { name: "身份证11010519491231002X.pdf" });
    expect(named.body.code).toBe("identity-data-not-taken");
  });

  it("one millisecond after the period's end; at its last instant it is", async () => {
    const late = await presigning(shown.notice, newSecret(), { at: saturday });
    expect(late.body).toMatchObject({ code: "deadline-passed", closesAt: endOfFriday });
    expect((await presigning(shown.notice, newSecret(), { at: endOfFriday })).status).toBe(201);
  });

  it("by S3, when it is another file than was declared", async () => {
    const { body } = await presigning(shown.notice, newSecret());
    expect((await send(body, Buffer.from(paper).reverse())).status).toBeGreaterThanOrEqual(400);
  });

  it("without end from one source", async () => {
    const sourceIp = newSource();
    const statuses = [];
    for (let count = 0; count < 61; count++) {
      const { status } = await answerTo(uploadsApi, uploadRoutes.presignObjectionDocument, {
        ...{ at: endOfThursday, sourceIp, headers: { "idempotency-key": newSecret() } },
        params: { id: shown.notice.id },
        body: { secret: newSecret(), format: "pdf", name: "a.pdf", bytes: 9, sha256: sha256(paper) },
      });
      statuses.push(status);
    }
    expect([statuses.filter((one) => one === 201).length, statuses.at(-1)]).toEqual([60, 429]);
  });
});

describe("a file is not named in an objection", () => {
  it("that is no PDF by its content: the sender reads why, and nothing is lodged with it", async () => {
    const secret = newSecret();
    const file = Buffer.from("<html>no PDF</html>");
    const id = await sentIn(shown.notice, secret, { file });
    const { body } = await verdict(id, secret);
    expect(body).toMatchObject({ state: "REFUSED", reasons: [{ code: "html-as-pdf" }] });
    expect(body.reasons[0].cure).not.toBe("");
    const lodged = await lodging(shown.notice, { ...objection(shown.first), secret, documentIds: [id] });
    expect(lodged.body).toMatchObject({ code: "file-refused", documentId: id, reasons: ["html-as-pdf"] });
  });

  it("that never landed", async () => {
    const secret = newSecret();
    const { id } = (await presigning(shown.notice, secret)).body;
    const lodged = await lodging(shown.notice, { ...objection(shown.first), secret, documentIds: [id] });
    expect(lodged.body.code).toBe("file-not-landed");
  });

  it("that somebody else sent in, nor read by them", async () => {
    const [own, other] = [newSecret(), newSecret()];
    const id = await sentIn(shown.notice, own);
    const lodged = await lodging(shown.notice, {
      ...objection(shown.first),
      ...{ secret: other, documentIds: [id] },
    });
    expect(lodged.body).toMatchObject({ code: "not-found", documentId: id });
    const without = await lodging(shown.notice, { ...objection(shown.first), documentIds: [id] });
    expect(without.body.code).toBe("not-found");
    expect((await verdict(id, other)).body.code).toBe("not-found");
  });

  it("of another notice, nor of the target's side", async () => {
    const elsewhere = await givenShown();
    const secret = newSecret();
    const foreign = await sentIn(elsewhere.notice, secret);
    const lodged = await lodging(shown.notice, { ...objection(shown.first), secret, documentIds: [foreign] });
    expect(lodged.body.code).toBe("not-found");
    const { id, secret: kept } = await givenAccepted(shown.first);
    const statement = await landedBy(await presigningStatement(id, shown.first.approver.token));
    expect((await adding(id, kept, [statement])).body.code).toBe("not-found");
  });

  it("beyond what the programme takes", async () => {
    const { id, secret } = await givenLodged(shown.first);
    const more = await Promise.all(Array.from({ length: 10 }, async () => sentIn(shown.notice, secret)));
    expect((await adding(id, secret, more.slice(0, 9))).status).toBe(200);
    expect((await adding(id, secret, more.slice(9))).body).toMatchObject({
      code: "invalid-request",
      faults: [{ path: "documentIds", code: "too-many", most: 10 }],
    });
  });

  it("after the period, by another secret, or once the objection is decided", async () => {
    const { id, secret } = await givenLodged(shown.second);
    const late = await sentIn(shown.notice, secret);
    expect((await adding(id, secret, [late], saturday)).body).toMatchObject({
      code: "deadline-passed",
      closesAt: endOfFriday,
    });
    expect((await adding(id, newSecret(), [late])).body.code).toBe("not-found");
    await doing("refuseObjection", id, { version: 1, because: "no-evidence", reason: "不足" });
    expect((await adding(id, secret, [late])).body.code).toBe("wrong-state");
    expect((await filesOf(id)).body.items).toHaveLength(1);
  });
});

describe("a paper of an objection", () => {
  it("goes with it from the lodging on, is evidence, and more may be added until the period's last instant", async () => {
    const secret = newSecret();
    const first = await sentIn(shown.notice, secret);
    const { body } = await lodging(shown.notice, {
      ...objection(shown.third),
      ...{ evidence: null, secret, documentIds: [first] },
    });
    expect(body.kind).toBe("objection");
    const picture = png({});
    const second = await sentIn(shown.notice, secret, { file: picture, format: "png", name: "照片.png" });
    expect((await adding(body.id, secret, [second], endOfFriday)).body.documentIds).toEqual([first, second]);
    const { items } = (await filesOf(body.id)).body;
    expect(items).toMatchObject([
      { id: first, side: "objector", sha256: sha256(paper), state: "ACCEPTED" },
      { id: second, side: "objector", sha256: sha256(picture), format: "png", namedAt: endOfFriday },
    ]);
    expect(JSON.stringify(items)).not.toContain(sha256(Buffer.from(secret)));
  });

  it("that a person should look at is taken with the reasons, and handed out as a copy without what was found", async () => {
    const secret = newSecret();
    const file = pdf(
      onePage({ content: stream("0 0 9 9 re f"), catalogue: "/Metadata 6 0 R", more: [stream("<x/>")] }),
    );
    const id = await sentIn(shown.notice, secret, { file });
    expect((await verdict(id, secret)).body.state).toBe("FLAGGED");
    const { body } = await lodging(shown.notice, {
      ...objection(shown.third),
      ...{ secret, documentIds: [id] },
    });
    const { token } = await signedIn("supervisor");
    const [item] = (await filesOf(body.id, token)).body.items;
    expect(item).toMatchObject({ state: "FLAGGED" });
    expect(item.reasons.length).toBeGreaterThan(0);
    const { body: copy } = await linkTo(body.id, id, token);
    expect([copy.version, copy.originalSha256]).toEqual(["copy", sha256(file)]);
    const read = new Uint8Array(await (await fetch(copy.url)).arrayBuffer());
    expect(sha256(read)).toBe(copy.sha256);
    expect(Buffer.from(read).toString("latin1")).not.toContain("/Metadata");
    const { body: original } = await linkTo(body.id, id, token, "original");
    expect(sha256(new Uint8Array(await (await fetch(original.url)).arrayBuffer()))).toBe(sha256(file));
  });

  it("is read by handler, approver and supervisors, and by no other officer, no society and no expert", async () => {
    const { id, documentId, handler } = await givenAccepted(shown.second);
    const { proposer } = shown;
    const other = await signedIn("officer");
    expect((await filesOf(id, handler.token)).status).toBe(200);
    expect((await linkTo(id, documentId, handler.token)).status).toBe(200);
    for (const { token } of [other, proposer]) {
      expect((await filesOf(id, token)).body.code).toBe("not-found");
      expect((await linkTo(id, documentId, token)).body.code).toBe("not-found");
    }
    for (const { token } of [shown.second.approver, shown.first.approver, await signedIn("expert")]) {
      expect((await filesOf(id, token)).status).toBe(403);
      expect((await linkTo(id, documentId, token)).status).toBe(403);
    }
    const later = { token: handler.token, at: friday };
    await doing("verifyObjection", id, { version: 2, finding: "已核对" }, later);
    const conclusion = { version: 3, outcome: "dismissed", effect: "stands", reason: "经核对" };
    await doing("concludeObjection", id, conclusion, later);
    // Whoever may approve the conclusion reads what it rests on; who took part in the decision does not.
    expect((await filesOf(id, other.token)).status).toBe(200);
    expect((await filesOf(id, proposer.token)).body.code).toBe("not-found");
    const approval = { version: 4, decision: "approved", reason: "同意" };
    const approver = await signedIn("officer");
    await doing("decideObjection", id, approval, { token: approver.token, at: friday });
    expect((await filesOf(id, approver.token)).status).toBe(200);
    expect((await filesOf(id, other.token)).body.code).toBe("not-found");
  });

  it("of what opens no objection goes with the lead, to supervisors alone", async () => {
    const { lodged, documentId } = await givenLodged(shown.second, { name: null });
    expect(lodged.kind).toBe("lead");
    expect((await filesOf(lodged.id)).body.items).toMatchObject([{ id: documentId, side: "objector" }]);
    expect((await filesOf(lodged.id, (await signedIn("officer")).token)).body.code).toBe("not-found");
  });

  it("in which a scanner finds malware is handed out no more, and the handler sees why", async () => {
    const { id, documentId, handler } = await givenAccepted(shown.third);
    const key = `uploads/objections/${documentId}`;
    const delivered = {
      ...{ version: "0", id: `scan-${documentId}`, source: "aws.guardduty", account: "000000000000" },
      ...{ region: "local", resources: [], time: friday },
      "detail-type": "GuardDuty Malware Protection Object Scan Result",
      detail: {
        s3ObjectDetails: { objectKey: key, versionId: "1" },
        scanResultDetails: { scanResultStatus: "THREATS_FOUND" },
      },
    };
    await onScan(delivered, {} as Context);
    await onScan(delivered, {} as Context);
    expect((await filesOf(id, handler.token)).body.items).toMatchObject([
      { state: "REFUSED", malware: "infected", reasons: [{ code: "malware" }] },
    ]);
    expect((await linkTo(id, documentId, handler.token)).body.code).toBe("file-refused");
  });

  it("of whose landing nobody told is found by the sweep, and what never came is given up", async () => {
    const at = "2021-12-13T03:00:00.000Z";
    const secret = newSecret();
    const { body: waits } = await presigning(shown.notice, secret, { at });
    const { body: never } = await presigning(shown.notice, secret, { at });
    await send(waits, paper);
    const later = (seconds: number) => plusSeconds(Instant.parse(at), seconds);
    await tick(onTick, later(299));
    const stateOf = async ({ id }: { id: string }) =>
      (await objectionDocuments.get({ id: ObjectionDocumentId.parse(id) }))?.state;
    expect(await stateOf(waits)).toBe("PRESIGNED");
    await tick(onTick, later(301));
    expect([await stateOf(waits), await stateOf(never)]).toEqual(["ACCEPTED", "PRESIGNED"]);
    await tick(onTick, later(7201));
    expect(await stateOf(never)).toBe("ABANDONED");
    const lodged = await lodging(shown.notice, {
      ...objection(shown.first),
      ...{ secret, documentIds: [never.id] },
    });
    expect(lodged.body.code).toBe("file-refused");
  });
});

describe("a paper of the target's statement", () => {
  it("is not taken before the target is asked, from another society, nor after the days for it", async () => {
    const { id } = await givenLodged(shown.first);
    const { approver } = shown.first;
    expect((await presigningStatement(id, approver.token)).body.code).toBe("not-found");
    const accepted = await givenAccepted(shown.first);
    expect((await presigningStatement(accepted.id, shown.second.approver.token)).body.code).toBe("not-found");
    expect((await presigningStatement(accepted.id, approver.token, { at: endOfThursday })).status).toBe(201);
    const late = await presigningStatement(accepted.id, approver.token, { at: friday });
    expect(late.body).toMatchObject({ code: "deadline-passed", closesAt: endOfThursday });
  });

  it("is not named when it belongs to another objection, or to who objects: nothing is stated then", async () => {
    const [one, other] = [await givenAccepted(shown.first), await givenAccepted(shown.first)];
    const { token } = shown.first.approver;
    const foreign = await landedBy(await presigningStatement(other.id, token));
    for (const documentId of [foreign, one.documentId]) {
      const said = { version: 2, text: "属实", documentIds: [documentId] };
      expect((await doing("stateCase", one.id, said, { token })).body.code).toBe("not-found");
    }
    const { objection: held } = (await doing("getObjection", one.id, undefined, one.handler)).body;
    expect(held.state).toBe("STATEMENT_ASKED");
  });

  it("is named with the statement; its own people read its verdict, and others' do not", async () => {
    const { id, documentId, handler } = await givenAccepted(shown.first);
    const { token } = shown.first.approver;
    const own = await landedBy(await presigningStatement(id, token));
    const ask = (by: string, of: string) =>
      answerTo(uploadsApi, uploadRoutes.getStatementDocument, {
        ...{ at: friday, token: by, params: { id, documentId: of } },
      });
    expect((await ask(token, own)).body).toMatchObject({ state: "ACCEPTED" });
    expect((await ask(shown.second.approver.token, own)).body.code).toBe("not-found");
    expect((await ask(token, documentId)).body.code).toBe("not-found");
    const said = { version: 2, text: "属实", documentIds: [own] };
    expect((await doing("stateCase", id, said, { token })).status).toBe(200);
    expect((await filesOf(id, handler.token)).body.items).toMatchObject([
      { id: documentId, side: "objector" },
      { id: own, side: "target" },
    ]);
  });
});

describe("the evidence pack", () => {
  it("names the hashes of both sides' files as they stood when it was verified, and no file's name", async () => {
    const { id, handler } = await givenAccepted(shown.first);
    const by = { token: handler.token };
    const packNow = async () => (await doing("getEvidencePack", id, undefined, by)).body;
    const before = await packNow();
    expect(before.objection.files).toEqual([
      { side: "objector", sha256: sha256(paper), format: "pdf", bytes: paper.length, state: "ACCEPTED" },
    ]);
    const { token } = shown.first.approver;
    const picture = png({ comment: "target" });
    const presigned = await presigningStatement(id, token, {
      file: picture,
      format: "png",
      name: "复函.png",
    });
    const own = await landedBy(presigned, picture);
    await doing("stateCase", id, { version: 2, text: "属实", documentIds: [own] }, { token });
    await doing("verifyObjection", id, { version: 3, finding: "已核对" }, { ...by, at: friday });
    const after = await packNow();
    const packed = after.objection;
    const text = JSON.stringify(after);
    expect(packed.statement.text).toBe("属实");
    expect(packed.files).toMatchObject([
      { side: "objector", sha256: sha256(paper) },
      { side: "target", sha256: sha256(picture), format: "png" },
    ]);
    expect(text).not.toContain("登记信息.pdf");
    expect(text).not.toContain("张三");
  });
});

describe("a paper of who objects is released to the target", () => {
  const releasing = (id: string, documentId: string, token: string) =>
    answerTo(handlerOfObjections, routes.releaseObjectionDocument, {
      ...{ at: monday, token, headers: onceKey(), params: { id, documentId } },
      body: { reason: "须由被异议单位核对" },
    });

  it("by its handler alone, once, and not when the objection is decided", async () => {
    const { id, documentId, handler } = await givenAccepted(shown.second);
    expect((await releasing(id, documentId, (await signedIn("officer")).token)).body.code).toBe("not-found");
    expect((await releasing(id, documentId, shown.proposer.token)).body.code).toBe("not-found");
    expect((await releasing(id, documentId, handler.token)).body.release.reason).toContain("核对");
    expect((await releasing(id, documentId, handler.token)).body.code).toBe("wrong-state");
  });

  it("as a copy, without the name that it came under; until then, and for another society, there is none", async () => {
    const { id, documentId, handler } = await givenAccepted(shown.second);
    const { token } = shown.second.filler;
    expect((await released("listReleasedDocuments", id, token)).body.items).toEqual([]);
    expect((await released("signReleasedDocument", id, token, documentId)).body.code).toBe("not-found");
    await releasing(id, documentId, handler.token);
    const { items } = (await released("listReleasedDocuments", id, token)).body;
    expect(items).toMatchObject([{ id: documentId, format: "pdf" }]);
    const { body } = await released("signReleasedDocument", id, token, documentId);
    expect(decodeURIComponent(body.url)).not.toContain("登记信息");
    expect(sha256(new Uint8Array(await (await fetch(body.url)).arrayBuffer()))).toBe(items[0].sha256);
    const other = shown.first.filler.token;
    expect((await released("listReleasedDocuments", id, other)).body.code).toBe("not-found");
    expect((await released("signReleasedDocument", id, other, documentId)).body.code).toBe("not-found");
  });
});
