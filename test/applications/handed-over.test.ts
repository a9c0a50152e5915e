import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { type Application, applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { mailJoined } from "../../shared/events/mails.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { docx } from "../uploads/given-docx.ts";
import { send } from "../uploads/given-files.ts";
import { closesAt, duringIntake, givenReady, givenSociety, openRound } from "./given.ts";
import {
  confirmTaking,
  givenTaken,
  handInStick,
  landing,
  onStick,
  stated,
  takenAt,
  takenIn,
} from "./given-handed-over.ts";
import { extracted, hashOf, nextMorning, seenBy, stamped, word } from "./given-mail.ts";

let round: Round;
let first: Awaited<ReturnType<typeof signedIn>>;
let second: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  round = await openRound();
  first = await signedIn("officer");
  second = await signedIn("officer");
});

const of = async () => {
  const people = await givenSociety();
  return { ...people, params: { roundId: round.id, societyCode: people.society.code } };
};

describe("a medium is not handed in", () => {
  it("by a society, nor of one that nobody knows", async () => {
    const { filler, approver, params } = await of();
    for (const { token } of [filler, approver])
      expect(await handInStick({ token }, params)).toMatchObject({ status: 403 });
    const unknown = { ...params, societyCode: "Z-999Z" as typeof params.societyCode };
    expect(await handInStick(first, unknown)).toMatchObject({ status: 404 });
  });

  it("where the programme takes none, or not such a one: the refusal says so", async () => {
    const { society } = await of();
    const { handedOver } = cast2021.channels;
    if (!handedOver) throw new Error("the call takes media");
    for (const given of [null, { ...handedOver, media: ["disc" as const] }]) {
      const closed = await openRound({ ...cast2021, channels: { ...cast2021.channels, handedOver: given } });
      const params = { roundId: closed.id, societyCode: society.code };
      expect(await handInStick(first, params)).toMatchObject({
        status: 409,
        body: { code: "channel-not-offered" },
      });
    }
  });

  it("as taken at an instant to come, or under an identity number instead of a name", async () => {
    const { params } = await of();
    const early = await handInStick(first, params, {}, "2021-11-11T07:29:59.999Z");
    expect(early.body).toMatchObject({ code: "arrival-unfounded", fault: "in-future" });
    const number = await handInStick(first, params, { by: "11010519491231002X" });
    expect(number.body).toMatchObject({ code: "identity-data-not-taken" });
  });

  it("with a file of no document, two of one document, or one that is too large", async () => {
    const { params } = await of();
    const [form] = onStick;
    if (!form) throw new Error("there is a form");
    const other = await handInStick(first, params, { files: stated([{ ...form, kind: "poem" }]) });
    expect(other).toMatchObject({ status: 404, body: { kind: "poem" } });
    const twice = await handInStick(first, params, { files: stated([form, form]) });
    expect(twice).toMatchObject({ status: 400, body: { faults: [{ path: "files.1.kind" }] } });
    const large = await handInStick(first, params, {
      files: [{ kind: "form", name: word.name, bytes: 900_000_000, sha256: hashOf(word.bytes) }],
    });
    expect(large).toMatchObject({ status: 413, body: { code: "file-too-large", kind: "form" } });
  });

  it("with other bytes than were declared", async () => {
    const { params } = await of();
    const { body } = await handInStick(first, params);
    const other = Buffer.from(word.bytes).fill(0x20, word.bytes.length - 3);
    expect((await send({ post: body.posts[0].post }, other)).status).toBe(400);
  });
});

describe("a medium that was handed in", () => {
  it("has a slip that says who brought it, when, to whom, with the hash of each file", async () => {
    const { params } = await of();
    const mail = await takenIn(first, params);
    expect(mail).toMatchObject({
      ...{ channel: "handed-over", state: "READ", handedInBy: first.personId, recording: null },
      handOver: { medium: "usb", by: "王秘书", at: takenAt },
      read: { from: null, received: null, files: [{ kind: "form" }, { kind: "stamped" }] },
    });
    const slip = await textOf("documents", mail.kept?.key ?? "", mail.kept?.versionId ?? "");
    expect(hashOf(Buffer.from(slip))).toBe(mail.sha256);
    expect(JSON.parse(slip)).toMatchObject({
      ...{ by: "王秘书", at: takenAt, receivedBy: first.personId, societyCode: params.societyCode },
      files: [{ sha256: hashOf(word.bytes) }, { sha256: hashOf(stamped.bytes) }],
    });
  });

  it("waits until its last file has landed, in whatever order they come, and is read once", async () => {
    const { params } = await of();
    const { body } = await handInStick(first, params);
    await landing(body, "stamped");
    expect(await seenBy(first, params, body.mail.id)).toMatchObject({ state: "AWAITED", read: null });
    await landing(body, "form");
    const read = await seenBy(first, params, body.mail.id);
    expect(read).toMatchObject({ state: "READ" });
    await landing(body, "form");
    expect(await seenBy(first, params, body.mail.id)).toEqual(read);
  });
});

describe("a medium is not recorded", () => {
  it("by the officer who took it: a second one confirms when it came", async () => {
    const { params } = await of();
    const mail = await takenIn(first, params);
    expect(await confirmTaking(first, mail)).toMatchObject({
      status: 403,
      body: { code: "second-person-required" },
    });
    expect(await confirmTaking(second, mail)).toMatchObject({
      status: 200,
      body: { state: "JOINED", recording: { arrivedAt: takenAt, recordedBy: second.personId } },
    });
  });

  it("as of another instant than it was taken without a reason, nor when it came too late", async () => {
    const { params } = await of();
    const mail = await takenIn(first, params);
    expect(await confirmTaking(second, mail, { arrivedAt: "2021-11-11T06:00:00.000Z" })).toMatchObject({
      body: { code: "arrival-unfounded", fault: "differs-without-reason", receivedAt: takenAt },
    });
    const late = { arrivedAt: "2021-11-11T16:00:00.000Z", reason: "门卫登记" };
    expect(await confirmTaking(second, mail, late, nextMorning)).toMatchObject({
      body: { code: "deadline-passed", closesAt },
    });
  });
});

describe("a recorded medium", () => {
  it("is its society's application, marked as handed over, and its files are inspected as any", async () => {
    const macro = { kind: "form", name: word.name, bytes: docx({ "word/vbaProject.bin": "macro" }) };
    const files = [macro, { kind: "stamped", ...stamped }];
    const { mail, society } = await givenTaken(first, second, round, files);
    const listed = await answerTo(handler, routes.listApplications, {
      ...{ at: nextMorning, token: second.token, params: { roundId: round.id }, query: { limit: "1000" } },
    });
    const ofSociety = (one: Application) => one.societyCode === society.code;
    expect(listed.body.items.filter(ofSociety)).toMatchObject([{ state: "DRAFT", channel: "handed-over" }]);
    const inspected = await extracted(mail, mail.recording?.applicationId ?? "");
    expect(inspected.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
      { kind: "form", state: "REFUSED", sha256: hashOf(macro.bytes) },
      { kind: "stamped", state: "ACCEPTED", sha256: hashOf(stamped.bytes) },
    ]);
    expect(await factsOf(mailJoined, mail.id)).toMatchObject([
      { payload: { channel: "handed-over", mailHash: mail.sha256, arrivedAt: takenAt } },
    ]);
  });

  it("is a record only where the society has an application of its own", async () => {
    const { submit, society } = await givenReady(round);
    const { body: submitted } = await submit(duringIntake);
    const mail = await takenIn(first, { roundId: round.id, societyCode: society.code });
    const { body: kept } = await confirmTaking(second, mail);
    expect(kept).toMatchObject({ state: "KEPT" });
    expect(await applications.get({ id: submitted.id })).toEqual(submitted);
  });

  it("is disputed by its society as a mail is", async () => {
    const { mail, approver } = await givenTaken(first, second, round);
    const params = { roundId: mail.roundId, societyCode: mail.societyCode, mailId: mail.id };
    const body = { version: mail.version, reason: "并非本单位递交" };
    const asked = { at: nextMorning, token: approver.token, headers: onceKey(), params, body };
    expect(await answerTo(handler, routes.disputeMail, asked)).toMatchObject({
      status: 200,
      body: { state: "DISPUTED" },
    });
    const held = mail.recording && (await applications.get({ id: mail.recording.applicationId }));
    expect(held).toMatchObject({ state: "WITHDRAWN", channel: "portal", arrival: null });
  });
});
