import { randomBytes } from "node:crypto";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { handler } from "../../functions/notifications/api.ts";
import { handler as onAssigned } from "../../functions/notifications/on-assigned.ts";
import { dues, type Letter, letters } from "../../functions/notifications/records.ts";
import type { Person } from "../../shared/contract/identity.ts";
import { notifications as routes } from "../../shared/contract/notifications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationWithdrawn } from "../../shared/events/applications.ts";
import { expertAssigned } from "../../shared/events/experts.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { givenPerson } from "../identity/given.ts";
import { type MailService, startMailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { factOf, tell } from "../told.ts";
import { givenApplication, givenPair, hear, ledger, sendOwed, tick } from "./given.ts";

const at = "2021-11-09T02:00:00.000Z";
const plus = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();

let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startMailService();
});
afterEach(() => service.refuse(undefined));
afterAll(() => service.close());

/** A letter that is owed to somebody, as an event has put it into the ledger. */
async function owed(given: Partial<Person> = {}, words: Partial<Letter> = {}) {
  const person = await givenPerson({ roles: ["filler"], ...given });
  const letter: Letter = {
    id: `ltr_${randomBytes(16).toString("hex")}`,
    roundId: null,
    template: "receipt",
    personId: person.id,
    group: "staff",
    isPersonal: false,
    eventId: "evt",
    state: "OWED",
    owedAt: Instant.parse(at),
    sentAt: null,
    messageId: null,
    attempts: 0,
    subject: { zh: "【遴选平台】申报已提交：中国煤炭学会", en: "[Linxuan] Application submitted" },
    text: { zh: "回执编号：一\n\n请保存。", en: "Receipt number: one\n\nKeep it." },
    correlationId: "the-request",
    claimedAt: null,
    failure: null,
    version: 1,
    ...words,
  };
  await transact([
    letters.create(letter),
    dues.create({ letterId: letter.id, owedAt: letter.owedAt, version: 1 }),
  ]);
  return { letter, person };
}

const held = (letter: Pick<Letter, "id">) => letters.get({ id: letter.id });
const due = ({ id, owedAt }: Letter) => dues.get({ letterId: id }).then((found) => found?.owedAt === owedAt);

describe("a letter that is owed", () => {
  it("is sent once, whole in Chinese, as text and as HTML, with its id and its request's", async () => {
    const { letter, person } = await owed({ name: "欧阳娜娜" });
    await sendOwed(letter.id, at);
    await sendOwed(letter.id, at);
    const [mail, ...more] = service.lettersTo(person.mail);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ letter: letter.id, subject: letter.subject.zh, to: person.mail });
    expect(mail?.text).toContain("欧阳娜娜，您好：\n\n回执编号：一\n\n请保存。");
    expect(mail?.html).toContain('<html lang="zh-CN">');
    expect(mail?.html).toContain("欧阳娜娜，您好：");
    expect(mail?.html).toContain('<a href="https://linxuan.example">https://linxuan.example</a>');
    const { headers, from } = service.kept(mail?.id ?? "") ?? {};
    expect(headers).toMatchObject({ "correlation-id": "the-request", "auto-submitted": "auto-generated" });
    expect(from).toBe("no-reply@linxuan.example");
  });

  it("is recorded as sent with the mail service's id, and is due no more", async () => {
    const { letter, person } = await owed();
    await sendOwed(letter.id, plus(1));
    const [mail] = service.lettersTo(person.mail);
    expect(await held(letter)).toMatchObject({
      ...{ state: "SENT", messageId: mail?.id, sentAt: plus(1), attempts: 1, failure: null },
    });
    expect(await due(letter)).toBe(false);
  });

  it("is written in the reader's language of the day on which it is sent", async () => {
    const { letter, person } = await owed({ name: "Li Ming", language: "en" });
    await sendOwed(letter.id, at);
    const [mail] = service.lettersTo(person.mail);
    expect(mail).toMatchObject({ subject: "[Linxuan] Application submitted" });
    expect(mail?.text).toMatch(/^Dear Li Ming,\n\nReceipt number: one\n\nKeep it\.\n\n/);
    expect(mail?.html).toContain('<html lang="en">');
  });

  it("shows what people wrote and never obeys it", async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const { letter, person } = await owed(
      { name: `李${hostile}` },
      { text: { zh: `原因：${hostile}\nhttps://evil.example/"><script>`, en: "-" } },
    );
    await sendOwed(letter.id, at);
    const [mail] = service.lettersTo(person.mail);
    expect(mail?.html).not.toMatch(/<img|<script/);
    expect(mail?.html).toContain("原因：&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(mail?.text).toContain(hostile);
  });

  it("cannot grow another header out of a line break in a name", async () => {
    const { letter, person } = await owed(
      {},
      { subject: { zh: "学会\r\nBcc: other@evil.example", en: "-" } },
    );
    await sendOwed(letter.id, at);
    const [mail] = service.lettersTo(person.mail);
    const raw = Buffer.from(service.kept(mail?.id ?? "")?.raw ?? "", "base64");
    const { bcc, to } = await PostalMime.parse(raw);
    expect(bcc ?? []).toEqual([]);
    expect(to?.map(({ address }) => address)).toEqual([person.mail]);
  });

  it("is sent once when its event is delivered many times at once", async () => {
    const { letter, person } = await owed();
    await Promise.all(Array.from({ length: 8 }, () => sendOwed(letter.id, at)));
    expect(service.lettersTo(person.mail)).toHaveLength(1);
  });

  it("to somebody whose roles were taken is given up, and the ledger says so", async () => {
    const { letter, person } = await owed({ roles: [] });
    await sendOwed(letter.id, at);
    expect(service.lettersTo(person.mail)).toEqual([]);
    expect(await held(letter)).toMatchObject({ state: "FAILED", failure: "no-account" });
    expect(await due(letter)).toBe(false);
  });

  it("keeps address and words out of the log", async () => {
    const { letter, person } = await owed();
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    await sendOwed(letter.id, at);
    const lines = write.mock.calls.map(([line]) => String(line)).join("");
    write.mockRestore();
    expect(lines).toContain('"what":"mail sent","correlationId":"the-request"');
    for (const word of [person.mail, person.name, "回执"]) expect(lines).not.toContain(word);
  });
});

describe("a letter to an expert whose account is on its way", () => {
  it("waits, and is sent by the sweep once there is one", async () => {
    const round = await openRound();
    const { application } = await givenApplication(round, { state: "SUBMITTED" });
    const pair = await givenPair(round, application);
    const of = { roundId: round.id, applicationId: application.id, expertId: pair.expertId };
    const aggregateId = `${application.id}#${pair.expertId}`;
    await tell(onAssigned, factOf(expertAssigned, { aggregateId, version: 1, at, payload: of }));
    await tick(plus(660));
    const [letter] = await ledger(round);
    await sendOwed(letter?.id ?? "", plus(660));
    await tick(plus(1200));
    expect(await held(letter ?? { id: "" })).toMatchObject({ state: "OWED", attempts: 0 });
    const expert = await givenPerson({ name: "赵院士", roles: ["expert"], expertId: pair.expertId });
    await tick(plus(1260));
    expect(await held(letter ?? { id: "" })).toMatchObject({ state: "SENT", personId: expert.id });
    expect(service.lettersTo(expert.mail)).toHaveLength(1);
  });
});

describe("a mail service that does not take a letter now", () => {
  it.each([
    ["too many letters", { code: "Throttling", status: 400 }],
    ["it is down", { code: "ServiceUnavailable", status: 503 }],
    ["sending is paused", { code: "AccountSendingPausedException", status: 400 }],
    ["its set-up is wrong", { code: "MailFromDomainNotVerifiedException", status: 400 }],
  ])("gets it again from the sweep, however often that takes: %s", async (_, refusal) => {
    const { letter, person } = await owed();
    service.refuse(refusal);
    await sendOwed(letter.id, at);
    for (let n = 1; n <= 7; n++) await tick(plus(n * 301));
    expect(await held(letter)).toMatchObject({ state: "CLAIMED", attempts: 8 });
    expect(await due(letter)).toBe(true);
    service.refuse(undefined);
    await tick(plus(8 * 301));
    expect(await held(letter)).toMatchObject({ state: "SENT", attempts: 9 });
    expect(service.lettersTo(person.mail)).toMatchObject([{ letter: letter.id }]);
  });

  it("is not asked by the sweep for letter after letter", async () => {
    for (let n = 0; n < 4; n++) await owed();
    service.refuse({ code: "AccountSendingPausedException", status: 400 });
    const before = service.asked();
    await tick(plus(400));
    expect(service.asked() - before).toBe(1);
    service.refuse(undefined);
    await tick(plus(800));
  });
});

describe("a mail service that refuses a letter for good", () => {
  it("does not get it again; the ledger says why, and officers see it", async () => {
    const round = await openRound();
    const { letter, person } = await owed({}, { roundId: round.id });
    service.refuse({ code: "MessageRejected", status: 400 });
    await sendOwed(letter.id, at);
    service.refuse(undefined);
    await tick(plus(600));
    expect(service.lettersTo(person.mail)).toEqual([]);
    const { token } = await signedIn("officer");
    const { body } = await answerTo(handler, routes.listLetters, { at, token, params: { id: round.id } });
    expect(body.items).toMatchObject([
      { id: letter.id, personId: person.id, state: "FAILED", failure: "MessageRejected", attempts: 1 },
    ]);
    expect(JSON.stringify(body)).not.toContain(person.mail);
  });

  it("is not taken for one that refuses everything: the sweep goes on", async () => {
    const refused = await owed({ roles: [] }, { owedAt: Instant.parse(plus(1)) });
    const good = await owed({}, { owedAt: Instant.parse(plus(2)) });
    await tick(plus(400));
    expect(await held(refused.letter)).toMatchObject({ state: "FAILED" });
    expect(await held(good.letter)).toMatchObject({ state: "SENT" });
  });
});

describe("a claim without a result", () => {
  const claimed = (seconds: number) =>
    owed({}, { state: "CLAIMED", claimedAt: Instant.parse(plus(seconds)), attempts: 1 });

  it("is left to its sender for five minutes and then taken over, under the same Letter-Id", async () => {
    const { letter, person } = await claimed(100);
    await tick(plus(399));
    expect(service.lettersTo(person.mail)).toEqual([]);
    await tick(plus(400));
    expect(service.lettersTo(person.mail)).toMatchObject([{ letter: letter.id }]);
    expect(await held(letter)).toMatchObject({ state: "SENT", attempts: 2 });
  });

  it("is taken over once when two sweeps come at once", async () => {
    const { letter, person } = await claimed(0);
    await Promise.all([tick(plus(400)), tick(plus(400))]);
    expect(service.lettersTo(person.mail)).toHaveLength(1);
    expect(await held(letter)).toMatchObject({ state: "SENT" });
  });

  it("does not keep the sweep from the letters behind it", async () => {
    for (let n = 0; n < 3; n++) await claimed(390);
    const { letter } = await owed({}, { owedAt: Instant.parse(plus(50)) });
    await tick(plus(400));
    expect(await held(letter)).toMatchObject({ state: "SENT" });
  });
});

describe("a letter whose event got lost", () => {
  it("is sent by the sweep when it is five minutes old", async () => {
    const { letter } = await owed({}, { owedAt: Instant.parse(plus(1000)) });
    await tick(plus(1299));
    expect(await held(letter)).toMatchObject({ state: "OWED" });
    await tick(plus(1301));
    expect(await held(letter)).toMatchObject({ state: "SENT" });
  });
});

describe("the ledger", () => {
  it("is for those who run or watch the round", async () => {
    const round: Round = await openRound();
    const { of } = await givenApplication(round, { state: "WITHDRAWN" });
    const aggregateId = of.applicationId;
    await hear(factOf(applicationWithdrawn, { aggregateId, version: 2, at, payload: of }));
    const ask = async (role: "supervisor" | "filler") => {
      const { token } = await signedIn(role, { societyCode: "A-01" });
      return answerTo(handler, routes.listLetters, { at, token, params: { id: round.id } });
    };
    expect((await ask("supervisor")).body.items).toHaveLength(2);
    expect((await ask("filler")).status).toBe(403);
  });
});
