import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { handler } from "../../functions/rounds/api.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import type { RegisterRow } from "../../shared/contract/register.ts";
import { rounds as routes } from "../../shared/contract/rounds.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { documents, tableName } from "../../shared/store/table.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { at, givenRow, importing } from "./given.ts";

const inEvening = "2021-11-03T12:00:00.000Z";
const day = (text: string) => LocalDate.parse(text);

async function factsOf(code: string, role: Parameters<typeof signedIn>[0] = "supervisor") {
  const { token } = await signedIn(role);
  return answerTo(handler, routes.getSocietyFacts, { at: inEvening, token, params: { code } });
}

const concluding = (row: RegisterRow, conclusion: "UNQUALIFIED" | "PENDING", on = "2021-09-30") => ({
  ...row,
  facts: {
    ...row.facts,
    inspections: [{ year: 2020, conclusion, source: "更正通知", on: day(on) }],
  },
});

describe("the facts of a society", () => {
  it("are nobody's who is not of the office, and a society that is not registered has none", async () => {
    const row = givenRow();
    await importing([row]);
    for (const role of ["filler", "approver", "expert"] as const)
      expect((await factsOf(row.code, role)).status, role).toBe(403);
    expect(await factsOf("Z-999Z")).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(await factsOf("中国数学会")).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  });

  it("stay as they are when a file is refused for one row, and nothing of it enters the history", async () => {
    const [row, other] = [givenRow(), givenRow()];
    await importing([row, other]);
    const csv = formatRegister([concluding(row, "UNQUALIFIED"), { ...other, uscc: givenRow().uscc }]);
    const refused = await importing(csv);
    expect(refused).toMatchObject({
      status: 400,
      body: { code: "invalid-register", faults: [{ line: 3, column: "uscc", code: "uscc-differs" }] },
    });
    const { body } = await factsOf(row.code);
    expect([body.version, body.earlier]).toEqual([1, []]);
    expect(await societies.get({ code: other.code })).toMatchObject({ uscc: other.uscc });
  });

  it("are not set back by an old file", async () => {
    const row = givenRow();
    await importing([row]);
    const { body } = await importing([concluding(row, "PENDING", "2021-06-01")]);
    expect(body.faults).toMatchObject([
      {
        line: 2,
        column: "inspection_2020_on",
        code: "older-than-held",
        en: expect.stringContaining("2021-09-30"),
      },
    ]);
    expect((await factsOf(row.code)).body.current).toMatchObject([
      { kind: "inspection", fact: { conclusion: "QUALIFIED" } },
      {},
      {},
      {},
      {},
    ]);
  });

  it("each say source, year, day, file, hash, officer and instant, and a new file changes only its own", async () => {
    const row = givenRow();
    const [first, second] = [await signedIn("officer"), await signedIn("officer")];
    const one = await importing([row], { token: first.token });
    const two = await importing([concluding(row, "UNQUALIFIED")], { token: second.token, at: inEvening });
    const { status, body } = await factsOf(row.code);
    expect(status).toBe(200);
    const recorded = {
      importFile: "register.csv",
      importHash: one.body.fileHash,
      importedBy: first.personId,
      importedAt: at,
    };
    const corrected = {
      ...recorded,
      importHash: two.body.fileHash,
      importedBy: second.personId,
      importedAt: inEvening,
    };
    expect(body.current).toEqual([
      {
        kind: "inspection",
        year: 2020,
        fact: {
          year: 2020,
          conclusion: "UNQUALIFIED",
          source: "更正通知",
          on: "2021-09-30",
          recorded: corrected,
        },
      },
      { kind: "party-organisation", year: 2021, fact: { ...row.facts.partyOrganisation, recorded } },
      { kind: "penalties", year: 2021, fact: { ...row.facts.penalties, recorded } },
      { kind: "earlier-projects", year: 2021, fact: { ...row.facts.earlierProjects, recorded } },
      { kind: "supplier", year: 2021, fact: { ...row.facts.supplier, recorded } },
    ]);
    expect(body.earlier).toMatchObject([
      {
        was: { kind: "inspection", year: 2020, fact: { conclusion: "QUALIFIED", recorded } },
        ended: { ...corrected, withdrawal: null },
      },
    ]);
  });

  it("keep every value that ever stood there, in order, over many imports", async () => {
    const row = givenRow();
    await importing([row]);
    const conclusions = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? "UNQUALIFIED" : "PENDING"));
    for (const conclusion of conclusions) await importing([concluding(row, conclusion as "PENDING")]);
    const { body } = await factsOf(row.code, "officer");
    expect(body.version).toBe(13);
    expect(
      body.earlier.map(({ was }: { was: { fact: { conclusion: string } } }) => was.fact.conclusion),
    ).toEqual(["QUALIFIED", ...conclusions.slice(0, -1)]);
  });

  it("are renamed with the day, taken back with a source, and stay of one society throughout", async () => {
    const row = givenRow();
    await importing([row]);
    const { names } = givenRow();
    const withdrawn = [
      { kind: "supplier" as const, year: null, source: "平台更正函", on: day("2021-11-02") },
    ];
    const changed = {
      ...row,
      names,
      nameSince: day("2021-10-08"),
      withdrawn,
      facts: { ...row.facts, supplier: null },
    };
    const tried = await importing([changed], { isDryRun: true });
    expect(tried.body.changes).toMatchObject([
      {
        code: row.code,
        what: "changed",
        columns: ["name_zh", "name_en", "name_since", "former_names", "supplier_registered"],
      },
    ]);
    await importing([changed]);
    const { body } = await factsOf(row.code);
    expect(body).toMatchObject({
      names,
      nameSince: "2021-10-08",
      formerNames: [{ zh: row.names.zh, from: null, until: "2021-10-08" }],
    });
    expect(body.current.map(({ kind }: { kind: string }) => kind)).not.toContain("supplier");
    expect(body.earlier).toMatchObject([
      { was: { kind: "name", fact: row.names } },
      { was: { kind: "supplier" }, ended: { withdrawal: withdrawn[0] } },
    ]);
    expect((await importing([changed])).body).toMatchObject({ societies: 0, unchanged: 1 });
  });

  it("of a society that was registered before facts had records say who brought them at the latest", async () => {
    const row = givenRow();
    await importing([row]);
    const {
      formerNames,
      nameSince,
      nameRecorded,
      facts: _,
      ...rest
    } = (await societies.get({ code: row.code })) ?? {};
    await documents.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...rest, ...societies.keyOf(row), facts: row.facts, schemaVersion: 1 },
      }),
    );
    await importing([concluding(row, "UNQUALIFIED")]);
    const { body } = await factsOf(row.code);
    expect(body.earlier).toMatchObject([
      {
        was: { fact: { conclusion: "QUALIFIED", recorded: { importFile: "register.csv", importedAt: at } } },
      },
    ]);
  });

  it("end in one history when two officers change them at once", async () => {
    const row = givenRow();
    await importing([row]);
    const answers = await Promise.all(
      (["UNQUALIFIED", "PENDING"] as const).map((conclusion) => importing([concluding(row, conclusion)])),
    );
    const done = answers.filter(({ status }) => status === 200).length;
    for (const { status, body } of answers) if (status !== 200) expect(body.code).toBe("version-conflict");
    const { body } = await factsOf(row.code);
    expect([body.version, body.earlier.length]).toEqual([1 + done, done]);
  });
});
