import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as onSociety } from "../../functions/identity/on-society.ts";
import { handler } from "../../functions/rounds/api.ts";
import { handler as onDecided } from "../../functions/rounds/on-registration-decided.ts";
import { registrations as routes } from "../../shared/contract/registrations.ts";
import { registrationDecided, registrationOpened } from "../../shared/events/registrations.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { members } from "../../shared/store/published/members.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { bare, newSource } from "../identity/given.ts";
import type { MailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { send, sha256 } from "../uploads/given-files.ts";
import { givenRow, importing } from "./given.ts";
import {
  asking,
  at,
  decide,
  inspectLanded,
  later,
  letter,
  openRequests,
  proofIn,
  prove,
  proved,
  sendLetter,
  societyAlone,
  startProofs,
  twoPeople,
} from "./given-registration.ts";

let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startProofs();
});
afterAll(() => service.close());

const requestOf = async (id: string) => (await openRequests()).find((one: { id: string }) => one.id === id);

describe("asking for a registration", () => {
  it("is answered alike whether the register knows the society, names people of it, or not", async () => {
    const named = givenRow();
    await importing([named]);
    const alone = await societyAlone();
    const answers = [];
    for (const society of [named.code, alone.code, alone.uscc, "Z-99"]) {
      const { answer, people } = await asking({ society });
      expect(answer.status).toBe(202);
      const { id, post, validSeconds } = answer.body;
      answers.push({
        ...bare(answer),
        body: { id: id.length, fields: Object.keys(post.fields).toSorted(), validSeconds },
      });
      const letters = service.lettersTo(people.filler.mail).map(({ subject }) => subject);
      expect(letters).toEqual(["【遴选平台】登记申请验证码"]);
    }
    expect(new Set(answers.map((one) => JSON.stringify({ ...one, headers: null }))).size).toBe(1);
  });

  it.each([
    ["an identity number in a name", { filler: { name: "王11010519491231002X" } }, "identity-data-not-taken"],
    ["a bank card in a name", { approver: { name: "赵6222 0202 0001 2345 670" } }, "identity-data-not-taken"],
    ["one name for both", { approver: { name: "王填报" } }, "second-person-required"],
    ["an identity card as a field", { filler: { idCard: "11010519491231002X" } }, "invalid-request"],
    ["no phone", { filler: { phone: "" } }, "invalid-request"],
  ])("with %s is refused, and nobody is written to", async (_, change, code) => {
    const people = twoPeople();
    const changed = {
      filler: { ...people.filler, ...("filler" in change ? change.filler : {}) },
      approver: { ...people.approver, ...("approver" in change ? change.approver : {}) },
    };
    const { answer } = await asking({ society: "Z-99", people: changed });
    expect(answer.body.code).toBe(code);
    expect(service.lettersTo(people.filler.mail)).toEqual([]);
  });

  it("for one address twice over, or with a USCC whose check character is wrong, is refused", async () => {
    const people = twoPeople();
    const one = { ...people, approver: { ...people.approver, mail: people.filler.mail } };
    expect((await asking({ society: "Z-99", people: one })).answer.body.code).toBe("second-person-required");
    const { uscc } = givenRow();
    const wrong = `${uscc.slice(0, 17)}${uscc.endsWith("1") ? "2" : "1"}`;
    expect((await asking({ society: wrong })).answer.body.code).toBe("invalid-request");
  });

  it("too often for one address or from one source has to wait", async () => {
    const people = twoPeople();
    const codes = [];
    for (let n = 0; n < 6; n += 1) codes.push((await asking({ society: "Z-99", people })).answer.status);
    expect(codes).toEqual([202, 202, 202, 202, 202, 429]);
    const sourceIp = newSource();
    const many = await Promise.all(Array.from({ length: 61 }, () => asking({ society: "Z-99", sourceIp })));
    expect(many.filter(({ answer }) => answer.status === 429)).toHaveLength(1);
  });
});

describe("the sealed letter", () => {
  it("can be uploaded only as the file that was declared", async () => {
    const asked = await asking({ society: "Z-99" });
    const other = Buffer.from(letter).fill(0x20, letter.length - 3);
    expect((await send(asked.answer.body, other)).status).toBe(400);
    expect((await send(asked.answer.body, letter.subarray(1))).status).toBe(400);
    expect((await send(asked.answer.body, letter, { "Content-Type": "text/html" })).status).toBe(403);
    expect((await prove(asked.id, proofIn(service, asked))).body.code).toBe("file-not-landed");
  });

  it("that is no PDF is refused by its content, and no officer sees the request", async () => {
    const asked = await asking({ society: "Z-99", file: Buffer.from("<html><body>盖章</body></html>") });
    await sendLetter(asked);
    const answer = await prove(asked.id, proofIn(service, asked));
    expect(answer.body).toMatchObject({ code: "file-refused", reasons: ["html-as-pdf"] });
    expect(await requestOf(asked.id)).toBeUndefined();
  });

  it("is opened by staff alone, as the file whose hash was declared", async () => {
    const { id } = await proved(service, { society: "Z-99" });
    const read = async (role: "officer" | "filler") =>
      answerTo(handler, routes.readAuthorisation, {
        at: later(90),
        token: (await signedIn(role)).token,
        params: { id },
      });
    const { body } = await read("officer");
    expect(body.sha256).toBe(sha256(letter));
    expect((await fetch(body.url)).status).toBe(200);
    expect((await read("filler")).status).toBe(403);
  });

  it("whose arrival is told twice is inspected once", async () => {
    const asked = await asking({ society: "Z-99" });
    await sendLetter(asked);
    await inspectLanded(asked.id);
    expect((await prove(asked.id, proofIn(service, asked))).status).toBe(200);
  });
});

describe("the address", () => {
  it("is not proved by a wrong code, nor by the right one after five wrong ones or too late", async () => {
    const asked = await asking({ society: "Z-99" });
    await sendLetter(asked);
    const code = proofIn(service, asked);
    const wrong = code === "000000" ? "111111" : "000000";
    for (let n = 0; n < 5; n += 1) expect((await prove(asked.id, wrong)).body.code).toBe("code-refused");
    expect((await prove(asked.id, code)).body.code).toBe("code-refused");
    const late = await asking({ society: "Z-99" });
    await sendLetter(late);
    expect((await prove(late.id, proofIn(service, late), later(3600))).body.code).toBe("code-refused");
    expect(await requestOf(asked.id)).toBeUndefined();
    expect(await requestOf(late.id)).toBeUndefined();
  });

  it("of another request, or of none, is no proof", async () => {
    const [one, other] = [await asking({ society: "Z-99" }), await asking({ society: "Z-99" })];
    await sendLetter(one);
    await sendLetter(other);
    const code = proofIn(service, one);
    if (code !== proofIn(service, other))
      expect((await prove(other.id, code)).body.code).toBe("code-refused");
    expect((await prove("reg_00000000000000000000000000", code)).body.code).toBe("code-refused");
    expect((await prove(one.id, code)).body).toEqual({ isReceived: true });
    expect((await prove(one.id, code)).body.code).toBe("code-refused");
    expect(await factsOf(registrationOpened, one.id)).toHaveLength(1);
  });
});

describe("an officer", () => {
  it("sees the request beside the register's entry, by code or by USCC, or beside none", async () => {
    const alone = await societyAlone();
    const [byCode, byUscc, unknown] = await Promise.all(
      [alone.code, alone.uscc, "Z-99"].map((society) => proved(service, { society })),
    );
    const found = async (one: typeof byCode) => (await requestOf(one?.id ?? "")).register;
    const entry = { code: alone.code, names: alone.names, filler: null, approver: null };
    expect(await found(byCode)).toMatchObject(entry);
    expect(await found(byUscc)).toMatchObject(entry);
    expect(await found(unknown)).toBeNull();
  });

  it("can't approve for a society that the register does not know, or names people of", async () => {
    const named = givenRow();
    await importing([named]);
    const [unknown, known] = await Promise.all(
      ["Z-99", named.code].map((society) => proved(service, { society })),
    );
    const answer = async (one: typeof unknown) =>
      (await decide(one?.id ?? "", { version: (await requestOf(one?.id ?? "")).version, isApproved: true }))
        .body.code;
    expect(await answer(unknown)).toBe("society-unknown");
    expect(await answer(known)).toBe("society-has-contacts");
    expect((await societies.get({ code: named.code }))?.filler?.mail).toBe(named.filler.mail);
  });

  it("can't approve an address of another society, nor write an identity number as reason", async () => {
    const named = givenRow();
    await importing([named]);
    const alone = await societyAlone();
    const people = twoPeople();
    const taken = { ...people, approver: { ...people.approver, mail: named.filler.mail } };
    const { id } = await proved(service, { society: alone.code, people: taken });
    const { version } = await requestOf(id);
    expect((await decide(id, { version, isApproved: true })).body.code).toBe("already-exists");
    const numbered = await decide(id, { version, isApproved: false, reason: "证件11010519491231002X不符" });
    expect(numbered.body.code).toBe("identity-data-not-taken");
    expect((await requestOf(id)).state).toBe("OPEN");
  });

  it("approves: the register names both, says by which letter, and they sign in as any contact does", async () => {
    const alone = await societyAlone();
    const { id, people } = await proved(service, { society: alone.uscc });
    const { version } = await requestOf(id);
    const officer = await signedIn("officer");
    const { status, body } = await decide(id, { version, isApproved: true }, officer.token);
    expect([status, body.state, body.societyCode]).toEqual([200, "APPROVED", alone.code]);
    expect(await societies.get({ code: alone.code })).toMatchObject({ ...people, names: alone.names });
    const { token } = await signedIn("filler", { societyCode: alone.code });
    const history = await answerTo(handler, routes.listContactChanges, {
      at: later(180),
      token,
      params: { code: alone.code },
    });
    expect(history.body.items).toEqual([
      expect.objectContaining({
        before: { filler: null, approver: null },
        after: people,
        importHash: sha256(letter),
        importFile: "authorisation-letter",
        importedBy: officer.personId,
        importedAt: later(120),
        reason: "授权书与名册一致",
      }),
    ]);
    await tell(onSociety, await lastFact(societyRecorded, alone.code));
    const accounts = await members.list(`society#${alone.code}`);
    expect(accounts.map(({ mail, roles }) => [mail, roles.join()]).toSorted()).toEqual([
      [people.approver.mail, "approver"],
      [people.filler.mail, "filler"],
    ]);
    const decided = await lastFact(registrationDecided, id);
    await tell(onDecided, decided);
    await tell(onDecided, decided);
    for (const { mail } of [people.filler, people.approver]) {
      const subjects = service.lettersTo(mail).map(({ subject }) => subject);
      expect(subjects.filter((one) => one === "【遴选平台】登记申请已批准")).toHaveLength(1);
    }
  });

  it("who read an earlier version is told so", async () => {
    const { id } = await proved(service, { society: "Z-99" });
    expect((await decide(id, { version: 1, isApproved: false })).body.code).toBe("version-conflict");
  });

  it("refuses with a reason, which the person is told; the register stays as it is", async () => {
    const alone = await societyAlone();
    const { id, people } = await proved(service, { society: alone.code });
    const { version } = await requestOf(id);
    const { body } = await decide(id, { version, isApproved: false, reason: "授权书未盖章" });
    expect([body.state, body.societyCode]).toEqual(["REFUSED", null]);
    await tell(onDecided, await lastFact(registrationDecided, id));
    expect(service.lettersTo(people.filler.mail).at(-1)?.subject).toBe("【遴选平台】登记申请未获批准");
    expect(service.lettersTo(people.approver.mail)).toEqual([]);
    expect(await societies.get({ code: alone.code })).toMatchObject({ filler: null, version: 1 });
  });

  it("who decides at the same time as another is told which state it is in; one decision stands", async () => {
    const alone = await societyAlone();
    const { id } = await proved(service, { society: alone.code });
    const { version } = await requestOf(id);
    const answers = await Promise.all([
      decide(id, { version, isApproved: true }),
      decide(id, { version, isApproved: false }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409)?.body;
    expect(loser.code).toBe("wrong-state");
    expect(await factsOf(registrationDecided, id)).toHaveLength(1);
    const isApproved = loser.state === "APPROVED";
    expect((await societies.get({ code: alone.code }))?.filler !== null).toBe(isApproved);
  });

  it("approves one of two requests of a society; the other is told that it has contacts now", async () => {
    const alone = await societyAlone();
    const [one, other] = [
      await proved(service, { society: alone.code }),
      await proved(service, { society: alone.code }),
    ];
    const approve = async (id: string) => decide(id, { version: 3, isApproved: true });
    const answers = await Promise.all([approve(one.id), approve(other.id)]);
    expect(answers.map(({ body }) => body.code ?? "approved").toSorted()).toEqual([
      "approved",
      "society-has-contacts",
    ]);
  });
});

describe("the register", () => {
  it("keeps the contacts of a society when a file names nobody of it, and refuses half a contact", async () => {
    const row = givenRow();
    await importing([row]);
    const silent = await importing([{ ...row, filler: null, approver: null, category: "工科" }]);
    expect(silent.body).toMatchObject({ changed: 1 });
    expect(await societies.get({ code: row.code })).toMatchObject({ filler: row.filler, category: "工科" });
    const half = await importing([{ ...givenRow(), approver: null }]);
    expect(half.body.code).toBe("invalid-register");
  });

  it("keeps who acted before an import named others, for the society and staff and nobody else", async () => {
    const row = givenRow();
    await importing([row]);
    await importing([{ ...row, filler: { name: "新填报人", mail: twoPeople().filler.mail } }]);
    const read = async (token: string) =>
      answerTo(handler, routes.listContactChanges, { at, token, params: { code: row.code } });
    const { body } = await read((await signedIn("supervisor")).token);
    expect(body.items).toMatchObject([{ before: { filler: row.filler }, reason: null }]);
    const foreign = await read((await signedIn("filler", { societyCode: "Z-98" })).token);
    expect(foreign.body.code).toBe("not-found");
  });
});
