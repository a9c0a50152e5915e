import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { handler as paperHandler } from "../../functions/paper/api.ts";
import { handler as onPaper } from "../../functions/paper/on-application.ts";
import { handler as uploadsHandler } from "../../functions/uploads/api.ts";
import { type Application, Frozen, applications as routes } from "../../shared/contract/applications.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import { paper as paperRoutes } from "../../shared/contract/paper.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { type Upload, uploads as uploadsRoutes } from "../../shared/contract/uploads.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { mailJoined, mailKept } from "../../shared/events/mails.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { type Presigned, send } from "../uploads/given-files.ts";
import { closesAt, duringIntake, givenDraft, givenReady, givenSociety, openRound } from "./given.ts";
import {
  confirmBy,
  extracted,
  givenRecorded,
  handedIn,
  handIn,
  mailWith,
  nextMorning,
  receivedAt,
  record,
  seenBy,
  tellOfMail,
} from "./given-mail.ts";

let round: Round;
let officer: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  round = await openRound();
  officer = await signedIn("officer");
});

const later = (instant: string, milliseconds = 1) =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
const held = async (mail: Mail) => {
  const found = mail.recording && (await applications.get({ id: mail.recording.applicationId }));
  if (!found) throw new Error("the mail has no application");
  return found;
};
const act = (
  name: "takeOverMail" | "disputeMail",
  mail: Mail,
  { token, at = nextMorning, ...body }: { token: string; at?: string; reason?: string },
) =>
  answerTo(handler, routes[name], {
    at,
    token,
    headers: onceKey(),
    params: { roundId: mail.roundId, societyCode: mail.societyCode, mailId: mail.id },
    body: { version: mail.version, ...body },
  });

/** Writes every section of an application as its filler, as a draft elsewhere has them. */
async function completed(application: Application, filler: { token: string }, at: string) {
  const { content } = await givenDraft(await openRound());
  for (const [key, written] of Object.entries(content)) {
    const { status } = await answerTo(handler, routes.saveDraft, {
      at,
      token: filler.token,
      params: { id: application.id, key },
      body: { version: 0, content: written },
    });
    if (status !== 200) throw new Error(`${key} was not saved`);
  }
}

const confirm = (
  application: Application,
  token: string,
  files: readonly Pick<Upload, "id" | "kind">[],
  at: string,
  headers = onceKey(),
) =>
  answerTo(handler, routes.submitApplication, {
    at,
    token,
    headers,
    params: { id: application.id },
    body: {
      version: application.version,
      undertakingVersion: cast2021.undertaking.version,
      uploads: files.map(({ id: uploadId, kind }) => ({ uploadId, kind })),
    },
  });

describe("a mail is not handed in", () => {
  it("by a society, nor of one that nobody knows, nor to a round that was never published", async () => {
    const { society, filler, approver } = await givenSociety();
    const params = { roundId: round.id, societyCode: society.code };
    const eml = await mailWith();
    for (const { token } of [filler, approver])
      expect(await handIn({ token }, params, eml)).toMatchObject({ status: 403 });
    const unknown = { ...params, societyCode: "Z-999Z" as typeof society.code };
    expect(await handIn(officer, unknown, eml)).toMatchObject({ status: 404 });
  });

  it("where the programme takes none: the refusal says so", async () => {
    const closed = await openRound({ ...cast2021, channels: { mail: null, handedOver: null } });
    const { society } = await givenSociety();
    const params = { roundId: closed.id, societyCode: society.code };
    expect(await handIn(officer, params, await mailWith())).toMatchObject({
      status: 409,
      body: { code: "channel-not-offered" },
    });
  });

  it("when it is larger than the programme takes: 60 MB", async () => {
    const { society } = await givenSociety();
    const params = { roundId: round.id, societyCode: society.code };
    expect(await handIn(officer, params, await mailWith(), { bytes: 60_000_000 })).toMatchObject({
      status: 413,
      body: { code: "file-too-large", maxBytes: 52_428_800 },
    });
  });

  it("with other bytes or as another type than were signed", async () => {
    const { society } = await givenSociety();
    const eml = await mailWith();
    const { body } = await handIn(officer, { roundId: round.id, societyCode: society.code }, eml);
    const other = Buffer.from(eml).fill(0x20, eml.length - 3);
    expect((await send(body as Presigned, other)).status).toBe(400);
    expect((await send(body as Presigned, eml, { "Content-Type": "text/html" })).status).toBe(403);
    expect(await seenBy(officer, body.mail, body.mail.id)).toMatchObject({ state: "AWAITED", kept: null });
  });
});

describe("a mail that was handed in", () => {
  it("is kept whole with its hash, and says of itself who sent it and when the server had it", async () => {
    const { society } = await givenSociety();
    const eml = await mailWith();
    const mail = await handedIn(officer, { roundId: round.id, societyCode: society.code }, eml);
    expect(mail).toMatchObject({
      state: "READ",
      read: {
        from: "office@society.example",
        messageId: expect.stringContaining("@"),
        date: "2021-11-11T14:29:00.000Z",
        received: { at: receivedAt, text: expect.stringContaining("mx.office.example") },
        files: [{ kind: "form" }, { kind: "stamped" }],
      },
      handedInBy: officer.personId,
      recording: null,
      isLapsed: false,
    });
    expect(await textOf("documents", mail.kept.key, mail.kept.versionId)).toBe(
      Buffer.from(eml).toString("utf8"),
    );
  });

  it("and could not be read is kept all the same, with the reason and what to do next", async () => {
    const { society } = await givenSociety();
    const params = { roundId: round.id, societyCode: society.code };
    const mail = await handedIn(officer, params, await mailWith({ attachments: [] }));
    expect(mail).toMatchObject({
      state: "UNREADABLE",
      kept: { versionId: expect.any(String) },
      unreadable: { code: "no-attachments", what: expect.stringContaining("附件"), cure: expect.any(String) },
    });
    expect(await record(officer, mail)).toMatchObject({ status: 409, body: { code: "wrong-state" } });
  });

  it("is read once, whoever tells of it again", async () => {
    const { society } = await givenSociety();
    const params = { roundId: round.id, societyCode: society.code };
    const mail = await handedIn(officer, params, await mailWith());
    await tellOfMail(mail);
    expect(await seenBy(officer, params, mail.id)).toEqual(mail);
  });

  it("is not its society's to see before it is recorded, and never another's", async () => {
    const { society, filler } = await givenSociety();
    const stranger = await givenSociety();
    const params = { roundId: round.id, societyCode: society.code };
    const mail = await handedIn(officer, params, await mailWith());
    const see = ({ token }: { token: string }) =>
      answerTo(handler, routes.listSocietyMails, { at: nextMorning, token, params });
    expect((await see(filler)).body).toEqual({ items: [] });
    expect(await see(stranger.filler)).toMatchObject({ status: 404 });
    await record(officer, mail);
    expect((await see(filler)).body.items).toMatchObject([{ id: mail.id, state: "JOINED" }]);
  });
});

describe("a mail is not recorded", () => {
  let mail: Mail;
  beforeAll(async () => {
    const { society } = await givenSociety();
    mail = await handedIn(officer, { roundId: round.id, societyCode: society.code }, await mailWith());
  });

  it("as of another instant than its server's without a reason, nor of one to come", async () => {
    const earlier = "2021-11-11T12:00:00.000Z";
    expect(await record(officer, mail, { arrivedAt: earlier })).toMatchObject({
      status: 409,
      body: { code: "arrival-unfounded", fault: "differs-without-reason", receivedAt },
    });
    expect(await record(officer, mail, { arrivedAt: later(nextMorning), reason: "钟差" })).toMatchObject({
      body: { code: "arrival-unfounded", fault: "in-future" },
    });
  });

  it("when it came one millisecond after the deadline; at the deadline it is in time", async () => {
    const late = { arrivedAt: later(closesAt), reason: "服务器日志" };
    expect(await record(officer, mail, late)).toMatchObject({
      status: 409,
      body: { code: "deadline-passed", closesAt, arrivedAt: late.arrivedAt },
    });
    const { society } = await givenSociety();
    const other = await handedIn(officer, { roundId: round.id, societyCode: society.code }, await mailWith());
    expect(await record(officer, other, { arrivedAt: closesAt, reason: "服务器日志" })).toMatchObject({
      status: 200,
      body: { state: "JOINED", recording: { arrivedAt: closesAt, reason: "服务器日志" } },
    });
  });

  it("when it came before the intake, once the review has begun, by a society, or as it was not seen", async () => {
    expect(
      await record(officer, mail, { arrivedAt: "2021-11-01T00:00:00.000Z", reason: "早" }),
    ).toMatchObject({
      body: { code: "not-open-yet" },
    });
    expect(await record(officer, mail, {}, cast2021.timetable.review.fromAt)).toMatchObject({
      body: { code: "wrong-state" },
    });
    const { approver } = await givenSociety();
    expect(await record(approver, mail)).toMatchObject({ status: 403 });
    expect(await record(officer, mail, { version: 1 })).toMatchObject({ body: { code: "version-conflict" } });
    expect(await seenBy(officer, mail, mail.id)).toMatchObject({ state: "READ", recording: null });
  });
});

describe("a recorded mail", () => {
  it("is its society's application, marked in every list, and no submission", async () => {
    const { mail, society, filler } = await givenRecorded(officer, round);
    expect(mail.recording).toMatchObject({
      ...{ arrivedAt: receivedAt, recordedBy: officer.personId, recordedAt: nextMorning },
      ...{ dueAt: closesAt, confirmBy, reason: null },
    });
    const marked = { state: "DRAFT", channel: "mail", closesAt: confirmBy, receipt: null };
    const listed = await answerTo(handler, routes.listApplications, {
      ...{ at: nextMorning, token: officer.token, params: { roundId: round.id }, query: { limit: "1000" } },
    });
    const ofSociety = (one: Application) => one.societyCode === society.code;
    expect(listed.body.items.filter(ofSociety)).toMatchObject([marked]);
    const own = await answerTo(handler, routes.listOwnApplications, { at: nextMorning, token: filler.token });
    expect(own.body.items).toMatchObject([marked]);
    expect(await factsOf(mailJoined, mail.id)).toMatchObject([
      {
        payload: {
          applicationId: mail.recording?.applicationId,
          arrivedAt: receivedAt,
          confirmByAt: confirmBy,
        },
      },
    ]);
  });

  it("by two officers at once is recorded once", async () => {
    const { society } = await givenSociety();
    const mail = await handedIn(officer, { roundId: round.id, societyCode: society.code }, await mailWith());
    const both = await Promise.all([record(officer, mail), record(await signedIn("officer"), mail)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("is a record only where the society has an application of its own, which stands as it is", async () => {
    const { application, submit, society } = await givenReady(round);
    const { body: submitted } = await submit(duringIntake);
    const mail = await handedIn(officer, { roundId: round.id, societyCode: society.code }, await mailWith());
    const { body: kept } = await record(officer, mail);
    expect(kept).toMatchObject({ state: "KEPT", recording: { applicationId: application.id } });
    expect(await factsOf(mailKept, mail.id)).toHaveLength(1);
    expect(await factsOf(mailJoined, mail.id)).toEqual([]);
    expect(await held(kept)).toEqual(submitted);
  });

  it("that nobody confirmed is shown to officers as lapsed, and is no application any more", async () => {
    const { mail, approver } = await givenRecorded(officer, round);
    const list = (at: string) =>
      answerTo(handler, routes.listMails, {
        ...{ at, token: officer.token, params: { roundId: round.id }, query: { limit: "1000" } },
      });
    const own = async (at: string) => (await list(at)).body.items.filter((one: Mail) => one.id === mail.id);
    expect(await own(confirmBy)).toMatchObject([{ state: "JOINED", isLapsed: false }]);
    expect(await own(later(confirmBy))).toMatchObject([{ state: "JOINED", isLapsed: true }]);
    const { body } = await confirm(await held(mail), approver.token, [], later(confirmBy));
    expect(body).toMatchObject({ code: "deadline-passed", closesAt: confirmBy });
  });
});

describe("the society", () => {
  it("confirms with the undertaking: arrived then, confirmed now, and both are on the receipt", async () => {
    const { mail, filler, approver } = await givenRecorded(officer, round);
    const application = await held(mail);
    const files = await extracted(mail, application.id);
    const at = "2021-11-16T02:00:00.000Z";
    expect((await confirm(application, approver.token, files, at)).body).toMatchObject({
      code: "incomplete",
    });
    await completed(application, filler, at);
    const ready = await held(mail);
    const { status, body } = await confirm(ready, approver.token, files, at);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { state: "SUBMITTED", channel: "mail", receipt: { arrivedAt: receivedAt, confirmedAt: at } },
    });
    expect(await seenBy(officer, mail, mail.id)).toMatchObject({ state: "CONFIRMED", confirmedAt: at });
    const frozen = await textOf("documents", body.receipt.key, body.receipt.versionId);
    expect(Frozen.parse(JSON.parse(frozen)).files).toHaveLength(2);
    expect(JSON.parse(frozen)).toMatchObject({ channel: "mail", mailHash: mail.sha256, confirmedAt: at });
    expect((await confirm(ready, approver.token, files, later(at))).body).toMatchObject({
      version: body.version,
    });
  });

  it("is marked as such where officers look at seals and at copies on paper", async () => {
    const { mail, filler, approver } = await givenRecorded(officer, round);
    const application = await held(mail);
    const files = await extracted(mail, application.id);
    await completed(application, filler, nextMorning);
    await confirm(application, approver.token, files, nextMorning);
    await tell(onPaper, await lastFact(applicationSubmitted, application.id), nextMorning);
    const asking = {
      ...{ at: nextMorning, token: officer.token },
      ...{ params: { roundId: round.id }, query: { limit: "1000" } },
    };
    const lists = [
      await answerTo(uploadsHandler, uploadsRoutes.listSeals, asking),
      await answerTo(paperHandler, paperRoutes.listShortages, asking),
    ];
    for (const { body } of lists) {
      const own = body.items.filter(
        ({ applicationId }: { applicationId: string }) => applicationId === application.id,
      );
      expect(own).toMatchObject([{ channel: "mail" }]);
    }
  });

  it("confirms by a second person only", async () => {
    const { mail, filler, society } = await givenRecorded(officer, round);
    const application = await held(mail);
    const files = await extracted(mail, application.id);
    await completed(application, filler, nextMorning);
    expect(await confirm(application, filler.token, files, nextMorning)).toMatchObject({ status: 403 });
    expect(society.code).toBe(application.societyCode);
  });

  it("disputes it with a reason: it is withdrawn, and the record says so", async () => {
    const { mail, approver, filler } = await givenRecorded(officer, round);
    const stranger = await givenSociety();
    const reason = "并非本单位发送";
    expect(await act("disputeMail", mail, { token: filler.token, reason })).toMatchObject({ status: 403 });
    expect(await act("disputeMail", mail, { token: stranger.approver.token, reason })).toMatchObject({
      status: 404,
    });
    expect(await act("disputeMail", mail, { ...approver, at: later(confirmBy), reason })).toMatchObject({
      body: { code: "deadline-passed" },
    });
    expect(await act("disputeMail", mail, { token: approver.token, reason })).toMatchObject({
      status: 200,
      body: { state: "DISPUTED", disputed: { by: approver.personId, reason } },
    });
    expect(await held(mail)).toMatchObject({
      state: "WITHDRAWN",
      channel: "portal",
      arrival: null,
      closesAt,
    });
    expect(await act("disputeMail", mail, { token: approver.token, reason })).toMatchObject({ status: 409 });
  });

  it("takes a kept mail over in place of a draft that it never submitted, also one that expired", async () => {
    for (const state of ["DRAFT", "EXPIRED"] as const) {
      const { application, society, approver } = await givenDraft(round);
      const mail = await handedIn(
        officer,
        { roundId: round.id, societyCode: society.code },
        await mailWith(),
      );
      const { body: kept } = await record(officer, mail);
      await transact([applications.overwrite({ ...application, state, version: 5 })]);
      expect(await act("takeOverMail", kept, { ...approver, at: later(confirmBy) })).toMatchObject({
        body: { code: "deadline-passed" },
      });
      expect(await act("takeOverMail", kept, approver)).toMatchObject({
        status: 200,
        body: { state: "DRAFT", channel: "mail", closesAt: confirmBy, arrival: { arrivedAt: receivedAt } },
      });
      expect(await factsOf(mailJoined, mail.id)).toHaveLength(1);
    }
  });

  it("takes nothing over in place of what it submitted", async () => {
    const { submit, society, approver } = await givenReady(round);
    await submit(duringIntake);
    const mail = await handedIn(officer, { roundId: round.id, societyCode: society.code }, await mailWith());
    const { body: kept } = await record(officer, mail);
    expect(await act("takeOverMail", kept, approver)).toMatchObject({
      status: 409,
      body: { code: "wrong-state", state: "SUBMITTED" },
    });
  });
});
