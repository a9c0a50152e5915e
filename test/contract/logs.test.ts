import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { allRoutes } from "../../shared/contract/all.ts";
import { clientOf, Refused } from "../../shared/contract/client.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { Envelope } from "../../shared/events/kit.ts";
import { errorWords } from "../../shared/runtime/log.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { documents, tableName } from "../../shared/store/table.ts";
import { codeIn, startCodes } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { sendAs } from "./gateway.ts";
import { desk, once } from "./people.ts";
import { drafted, moments, publishedRound, ready, settle, submission } from "./round.ts";
import { items } from "./table.ts";
import { castOf } from "./world.ts";

let cast: Awaited<ReturnType<typeof castOf>>;
let round: Round;
let mail: Awaited<ReturnType<typeof startCodes>>;
beforeAll(async () => {
  await ownTable();
  mail = await startCodes();
  cast = await castOf();
  round = await publishedRound(cast);
});
afterAll(() => mail.close());

const society = (at: number) => {
  const found = cast.societies[at];
  if (!found) throw new Error(`there is no society ${at}`);
  return found;
};

/** What is logged while something runs, line by line. */
async function logged(run: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const written = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  await run().finally(() => written.mockRestore());
  return lines;
}

const refused = (call: Promise<unknown>) =>
  call.catch((cause: unknown) => {
    if (!(cause instanceof Refused)) throw cause;
    return cause.refusal.code;
  });

describe("the log", () => {
  it("tells what happened and nothing of what people sent: no address, name, code, token, key or text", async () => {
    const { filler, approver } = society(0);
    const text = "谁也不该在日志里读到的一段话";
    const secrets: string[] = [
      filler.mail,
      approver.mail,
      filler.token,
      text,
      "填报人",
      "测试学会",
      "192.0.2.1",
    ];
    const lines = await logged(async () => {
      const anybody = desk(null, moments.intake).identity;
      await anybody.requestCode({ body: { mail: filler.mail } });
      await anybody.requestCode({ body: { mail: "nobody@elsewhere.example" } });
      const code = codeIn(mail, filler.mail);
      secrets.push(code, "nobody@elsewhere.example");
      expect(await refused(anybody.signIn({ body: { mail: filler.mail, code: "000000" } }))).toBe(
        "code-refused",
      );
      await anybody.signIn({ body: { mail: filler.mail, code } });

      const application = await drafted(society(0), round);
      const own = desk(filler, moments.intake).applications;
      const params = { id: application.id, key: "citation" };
      await own.saveDraft({ params, body: { version: 0, content: { parts: { text } } } });
      // The same again is stale, and what can't be is refused with its faults.
      expect(
        await refused(own.saveDraft({ params, body: { version: 0, content: { parts: { text } } } })),
      ).toBe("version-conflict");
      const long = { parts: { text: text.repeat(100) } };
      expect(await refused(own.saveDraft({ params, body: { version: 1, content: long } }))).toBe(
        "invalid-request",
      );

      // A damaged record: the schema's complaint has many lines, and names what it found.
      const { key } = once();
      secrets.push(key);
      const damaged = { ...application, state: text, societyNames: { [text]: text } };
      await documents.send(
        new PutCommand({ TableName: tableName(), Item: { ...damaged, ...applications.keyOf(application) } }),
      );
      expect(await refused(own.getApplication({ params }))).toBe("internal-error");
    });
    const parsed = lines.map((line): Record<string, unknown> => JSON.parse(line));
    const known = [
      "level",
      "what",
      "correlationId",
      "route",
      "status",
      "error",
      "aggregate",
      "actorId",
      "consumer",
      "at",
    ];
    for (const line of parsed) expect(known).toEqual(expect.arrayContaining(Object.keys(line)));
    expect(parsed.map(({ status }) => status)).toEqual(
      expect.arrayContaining([202, 401, 201, 200, 409, 400, 500]),
    );
    expect(parsed.filter(({ level }) => level === "error")).toHaveLength(1);
    for (const secret of secrets) {
      expect(secret).not.toBe("");
      expect(lines.join("")).not.toContain(secret);
    }
  });

  it("of an error takes its kind and its place, and no line of its message", () => {
    const cause = new TypeError("a@b.example\nat 北京 a secret\nsecond line");
    expect(errorWords(cause)).toMatch(/^TypeError at .*logs\.test\.ts:\d+:\d+/);
    expect(errorWords(cause)).not.toMatch(/secret|second|example/);
    expect(errorWords("a secret")).toBe("string");
  });
});

describe("a correlation id", () => {
  it("goes from the request through its answer, event, log and letters to the mails", async () => {
    const { approver } = society(1);
    const draft = await ready(society(1), round);
    const requestId = "5b0c6a7e-the-request";
    let answered: string | null = null;
    const lines = await logged(async () => {
      const send = sendAs({ token: approver.token, at: moments.intake, requestId });
      const client = clientOf("https://linxuan.example", allRoutes.applications, async (url, init) => {
        const answer = await send(url, init);
        answered = answer.headers.get("x-correlation-id");
        return answer;
      });
      await client.submitApplication({ ...submission(draft), ...once() });
      await settle(moments.intake);
    });
    expect(answered).toBe(requestId);
    const events = (await items())
      .filter(({ kind }) => kind === "event")
      .map(({ event }) => Envelope.parse(event));
    const caused = events.filter(({ correlationId }) => correlationId === requestId).map(({ type }) => type);
    expect(caused.toSorted()).toEqual([
      "application.submitted.v1",
      "eligibility.found.v1",
      "letter.owed.v1",
      "letter.owed.v1",
    ]);
    for (const { mail: to } of [approver, society(1).filler]) {
      const [letter, ...more] = mail.lettersTo(to);
      expect(more).toEqual([]);
      expect(mail.kept(letter?.id ?? "")?.headers["correlation-id"]).toBe(requestId);
    }
    const said = lines.map((line) => JSON.parse(line)).filter((line) => line.correlationId === requestId);
    expect(said.map(({ what }) => what).toSorted()).toEqual(["mail sent", "mail sent", "request"]);
  });
});
