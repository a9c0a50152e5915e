import { GetCommand, PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { handler as mailCode } from "../../functions/identity/on-code-asked.ts";
import { codes, people } from "../../functions/identity/records.ts";
import { countOf } from "../../functions/identity/step-limits.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { documents, tableName } from "../../shared/store/table.ts";
import type { MailService } from "../mail-service.ts";
import {
  askCode,
  bare,
  codeIn,
  givenPerson,
  later,
  morning,
  newMail,
  newSource,
  startCodes,
  tryCode,
} from "./given.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterEach(() => service.refuse(undefined));
afterAll(() => service.close());

describe("asking for a code", () => {
  it("sends a letter in the language of the page, with the code in its text and not in its subject", async () => {
    const { mail } = await givenPerson();
    await askCode(mail, { headers: { "accept-language": "zh-CN,zh;q=0.9" } });
    await askCode(mail, { headers: { "accept-language": "en-GB" } });
    const [chinese, english] = service.lettersTo(mail);
    expect(chinese?.subject).toBe("【遴选平台】登录验证码");
    expect(chinese?.text).toMatch(/您的登录验证码是：\d{6}\n/);
    expect(chinese?.html).toContain(`您的登录验证码是：${chinese?.code}`);
    expect(english?.subject).toBe("[Linxuan] Your sign-in code");
    expect(english?.text).toMatch(/Your sign-in code is: \d{6}\n/);
  });

  it("finds an address that was typed in full width, in capitals, with spaces and a Chinese full stop", async () => {
    const { mail } = await givenPerson();
    const [name = "", host = ""] = mail.split("@");
    await askCode(`　${name.toUpperCase()}＠${host.replace(".", "。")} `);
    expect(service.lettersTo(mail)).toHaveLength(1);
  });

  it("is answered the same for a known address, an unknown one and one whose roles were taken", async () => {
    const known = await givenPerson();
    const stopped = await givenPerson({ roles: [] });
    const answers = [];
    for (const mail of [known.mail, newMail(), stopped.mail]) answers.push(bare(await askCode(mail)));
    expect(answers[0]).toMatchObject({ status: 202, body: { isAsked: true, validSeconds: 600 } });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(service.lettersTo(known.mail)).toHaveLength(1);
    expect(service.lettersTo(stopped.mail)).toHaveLength(0);
  });

  it("is answered the same when the mail service takes no letter", async () => {
    const known = await givenPerson();
    service.refuse({ code: "Throttling", status: 400 });
    const answers = [bare(await askCode(known.mail)), bare(await askCode(newMail()))];
    expect(answers[0]?.status).toBe(202);
    expect(answers[1]).toEqual(answers[0]);
  });

  it("leaves the search and the letter to a sibling, so that nobody can measure whether there was one", async () => {
    const known = await givenPerson();
    const unknown = newMail();
    const before = service.handed.length;
    await askCode(known.mail);
    await askCode(unknown);
    const [first = "", second = ""] = service.handed.slice(before);
    const masked = (work: string, mail: string) =>
      JSON.stringify({ ...JSON.parse(work.replace(mail, "")), correlationId: "" });
    expect(masked(first, known.mail)).toBe(masked(second, unknown));
    expect(first).not.toContain(codeIn(service, known.mail));
  });

  it("keeps no more of a code than its hash", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName(), Key: codes.keyOf({ mail }) }),
    );
    const code = codeIn(service, mail);
    expect(Object.values(Item ?? {}).filter((value) => String(value).includes(code))).toEqual([]);
    expect(Item?.codeHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is allowed five times an address in ten minutes, whoever asks, and is told when to come back", async () => {
    for (const mail of [(await givenPerson()).mail, newMail()]) {
      for (let n = 0; n < 5; n++) expect((await askCode(mail)).status).toBe(202);
      const refused = await askCode(mail, { at: later(599) });
      expect(refused.status).toBe(429);
      expect(refused.body.code).toBe("too-many-requests");
      expect(refused.headers["retry-after"]).toBe("600");
      expect((await askCode(mail, { at: later(600) })).status).toBe(202);
    }
  });

  it("is limited for one source over all addresses", async () => {
    const sourceIp = newSource();
    const key = countOf(`source ${sourceIp}`, Instant.parse(morning));
    await documents.send(new PutCommand({ TableName: tableName(), Item: { ...key, count: 599 } }));
    expect((await askCode(newMail(), { sourceIp })).status).toBe(202);
    expect((await askCode(newMail(), { sourceIp })).status).toBe(429);
    expect((await askCode(newMail())).status).toBe(202);
  });

  it("is refused for what is no address, in the same way for everybody", async () => {
    const refused = await askCode("nobody at nowhere");
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid-request", part: "body" } });
  });
});

describe("a code on its way", () => {
  const work = (mail: string, correlationId: string, askedAt = morning) => ({
    ...{ mail, correlationId, askedAt, language: "zh-CN" },
  });
  const deliver = (handed: unknown) => mailCode(handed, {} as Context);

  it("is mailed once when the same asking is delivered twice", async () => {
    const { mail } = await givenPerson();
    await deliver(work(mail, "asking-1"));
    await deliver(work(mail, "asking-1"));
    expect(service.lettersTo(mail)).toHaveLength(1);
    expect((await tryCode(mail, codeIn(service, mail))).status).toBe(201);
  });

  it("is made anew and mailed under the same Letter-Id when the mail service did not take the first letter", async () => {
    const { mail } = await givenPerson();
    service.refuse({ code: "ServiceUnavailable", status: 503 });
    await expect(deliver(work(mail, "asking-2"))).rejects.toThrow("ServiceUnavailable");
    service.refuse(undefined);
    await deliver(work(mail, "asking-2"));
    const [letter] = service.lettersTo(mail);
    expect(letter?.letter).toBe("code_asking-2");
    expect((await tryCode(mail, codeIn(service, mail))).status).toBe(201);
  });

  it("does not replace the code of a later asking when it is tried again", async () => {
    const { mail } = await givenPerson();
    service.refuse({ code: "ServiceUnavailable", status: 503 });
    await expect(deliver(work(mail, "asking-3"))).rejects.toThrow();
    service.refuse(undefined);
    await deliver(work(mail, "asking-4", later(30)));
    const newest = codeIn(service, mail);
    await deliver(work(mail, "asking-3"));
    expect(service.lettersTo(mail)).toHaveLength(1);
    expect((await tryCode(mail, newest, { at: later(40) })).status).toBe(201);
  });

  it("is mailed also when the clock was put back, as on a machine that plays a round", async () => {
    const { mail } = await givenPerson();
    await askCode(mail, { at: later(86_400) });
    await askCode(mail);
    expect(service.lettersTo(mail)).toHaveLength(2);
    expect((await tryCode(mail, codeIn(service, mail))).status).toBe(201);
  });

  it("is refused, loudly, when the work handed over makes no sense", async () => {
    await expect(deliver({ mail: "nobody" })).rejects.toThrow();
  });

  it("is given up, and not tried again, when the mail service refuses the letter for good", async () => {
    const { mail, id } = await givenPerson();
    service.refuse({ code: "MessageRejected", status: 400 });
    await deliver(work(mail, "asking-6"));
    service.refuse(undefined);
    expect(service.lettersTo(mail)).toEqual([]);
    expect(await people.get({ id })).toMatchObject({ mailTrouble: null });
  });

  it("fails without a word of its letter or its reader", async () => {
    const { mail } = await givenPerson();
    service.refuse({ code: "Throttling", status: 400 });
    const failure = await deliver(work(mail, "asking-5")).catch((cause: unknown) => cause);
    expect(String(failure)).toBe("MailFailed: Throttling");
    expect(JSON.stringify(failure)).not.toContain(mail);
  });
});

describe("an empty system", () => {
  it("lets the first administrator in, whom the stage names, and nobody else", async () => {
    const mail = newMail("first");
    process.env.LINXUAN_FIRST_ADMINISTRATOR = mail.toUpperCase();
    await Promise.all([askCode(mail), askCode(mail)]);
    // Of two asked for at once either may have been kept last, in whatever order their mails came.
    const answers = [];
    for (const { code } of service.lettersTo(mail)) if (code) answers.push(await tryCode(mail, code));
    delete process.env.LINXUAN_FIRST_ADMINISTRATOR;
    expect(answers.find(({ status }) => status === 201)).toMatchObject({
      status: 201,
      body: { roles: ["administrator"] },
    });
    const found: Record<string, unknown>[] = [];
    const pages = paginateScan(
      { client: documents },
      {
        TableName: tableName(),
        FilterExpression: "mail = :mail AND sk = :person",
        ExpressionAttributeValues: { ":mail": mail, ":person": "person" },
      },
    );
    for await (const { Items = [] } of pages) found.push(...Items);
    expect(found).toHaveLength(1);
    expect(found[0]?.stamps).toMatchObject([{ act: "grant", who: "system" }]);
  });

  it("does not bring the first administrator back once their roles were taken", async () => {
    const person = await givenPerson({ roles: [] });
    process.env.LINXUAN_FIRST_ADMINISTRATOR = person.mail;
    await askCode(person.mail);
    delete process.env.LINXUAN_FIRST_ADMINISTRATOR;
    expect(service.lettersTo(person.mail)).toEqual([]);
  });
});
