import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { closesAt, openRound } from "./given.ts";
import { entered, givenTaken } from "./given-handed-over.ts";
import { confirmBy, givenRecorded, nextMorning, seenBy } from "./given-mail.ts";

let round: Round;
let officer: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  round = await openRound();
  officer = await signedIn("officer");
});

const held = async ({ recording }: Mail) => {
  const found = recording && (await applications.get({ id: recording.applicationId }));
  if (!found) throw new Error("it has no application");
  return found;
};
const withdraw = (id: string, token: string, { at = nextMorning, version = 1 } = {}) =>
  answerTo(handler, routes.withdrawApplication, {
    ...{ at, token, headers: onceKey(), params: { id } },
    body: { version, reason: "改为在平台填报" },
  });

describe("withdrawing what an officer recorded, before it was confirmed", () => {
  it("after the time to confirm is refused, and the record waits as it did", async () => {
    const { mail, approver } = await givenRecorded(officer, round);
    const { id } = await held(mail);
    const at = "2021-11-17T16:00:00.000Z";
    expect((await withdraw(id, approver.token, { at })).body).toMatchObject({
      code: "deadline-passed",
      closesAt: confirmBy,
    });
    expect(await seenBy(officer, mail, mail.id)).toMatchObject({ state: "JOINED" });
  });

  it("settles the record at once: it waits for nobody, and does not lapse", async () => {
    const { mail, approver } = await givenRecorded(officer, round);
    const { id } = await held(mail);
    expect(await withdraw(id, approver.token)).toMatchObject({
      status: 200,
      body: { state: "WITHDRAWN", channel: "portal", arrival: null, closesAt },
    });
    expect(await seenBy(officer, mail, mail.id, "2021-11-30T00:00:00.000Z")).toMatchObject({
      state: "WITHDRAWN",
      isLapsed: false,
    });
  });

  it("and disputing it at once settle it once", async () => {
    const { mail, approver } = await givenRecorded(officer, round);
    const { id } = await held(mail);
    const { roundId, societyCode, id: mailId, version } = mail;
    const both = await Promise.all([
      withdraw(id, approver.token),
      answerTo(handler, routes.disputeMail, {
        ...{ at: nextMorning, token: approver.token, headers: onceKey() },
        params: { roundId, societyCode, mailId },
        body: { version, reason: "并非本单位发送" },
      }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("within the intake leaves the society free to begin in the portal by everybody's deadline", async () => {
    const { mail, approver, filler } = await givenTaken(officer, await signedIn("officer"), round);
    const { id } = await held(mail);
    await withdraw(id, approver.token, { at: entered });
    const open = (at: string) =>
      answerTo(handler, routes.openDraft, {
        ...{ at, token: filler.token, headers: onceKey(), body: { roundId: round.id } },
      });
    expect((await open(nextMorning)).body).toMatchObject({ code: "deadline-passed" });
    expect((await open(closesAt)).body).toMatchObject({
      id,
      state: "DRAFT",
      channel: "portal",
      arrival: null,
    });
  });
});
