import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { handler } from "../../functions/experts/api.ts";
import { foundApart } from "../../functions/experts/records.ts";
import { type Expert, experts as routes } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { expertRecorded } from "../../shared/events/experts.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenRow, importing as importingRegister } from "../rounds/given.ts";
import { factsOf } from "../told.ts";
import { assigning, beforeReview, givenCleared } from "./given.ts";

const society = givenRow();
let officer: { token: string };
beforeAll(async () => {
  officer = await signedIn("officer");
  await importingRegister([society]);
});

const heading = "姓名,邮箱,工作单位,上级单位,专业领域,评审上限,与学会的关系";
/** As the template has them. */
const allHeadings = heading.replace("上级单位,", "上级单位,部门,");
const newMail = () => `expert-${randomBytes(6).toString("hex")}@expert.example`;
const newName = () => `专家${randomBytes(4).toString("hex")}`;

/** An officer imports lines below the heading. */
const importing = (
  lines: readonly string[],
  more: { isDryRun?: boolean; apart?: { mail: string; reason: string }[] } = {},
) =>
  answerTo(handler, routes.importExpertFile, {
    at: beforeReview,
    token: officer.token,
    headers: onceKey(),
    body: { csv: [heading, ...lines].join("\n"), fileName: "experts.csv", ...more },
  });

const inPool = async (mail: string): Promise<Expert | undefined> =>
  (await experts.all("all")).find((one) => one.mail === mail);

const placesOf = (faults: { line: number; column: string | null; code: string }[]) =>
  faults.map(({ line, column, code }) => `${line} ${column} ${code}`);

describe("a file of experts with bad rows", () => {
  const [name, other, mail] = [newName(), newName(), newMail()];
  const lines = [
    `${name},${mail},某大学,,数学,,`,
    `,not-a-mail,某大学,,数学,0,`,
    `${other},${mail},某研究所,,物理,,`,
    `${newName()},${newMail()},某大学,,数学,,不存在的学会|任职||;${society.code}|朋友||;${society.code}`,
    `${newName()},${newMail()},某大学,,数学,,${society.code}|任职|2021-02-30|理事`,
    `${newName()},${newMail()},某大学,,11010519491231002X,,`,
    "少一格,x@expert.example",
  ];
  const expected = [
    "3 name required",
    "3 mail bad-mail",
    "3 load_cap bad-cap",
    "4 mail duplicate-mail",
    "5 ties society-unknown",
    "5 ties unknown-tie",
    "5 ties bad-tie",
    "6 ties bad-date",
    "7 fields identity-data",
    "8 null cells-differ",
  ];

  it("says every fault of every row at once, in both languages, and takes nobody over", async () => {
    const { status, body } = await importing(lines);
    expect([status, body.code]).toEqual([400, "invalid-expert-file"]);
    expect(placesOf(body.faults).toSorted()).toEqual(expected.toSorted());
    expect(body.faults.every(({ zh, en }: { zh: string; en: string }) => zh !== "" && en !== "")).toBe(true);
    expect(JSON.stringify(body)).not.toContain("11010519491231002X");
    expect(await inPool(mail)).toBeUndefined();
  });

  it("says the same in a dry run, with what the sound rows would do", async () => {
    const { status, body } = await importing(lines, { isDryRun: true });
    expect(status).toBe(200);
    expect(placesOf(body.faults).toSorted()).toEqual(expected.toSorted());
    expect(body.changes).toEqual([{ mail, name, what: "new", columns: [] }]);
    expect(await inPool(mail)).toBeUndefined();
  });

  it("is refused for a heading that is missing, unknown or there twice", async () => {
    const { body } = await answerTo(handler, routes.importExpertFile, {
      at: beforeReview,
      token: officer.token,
      headers: onceKey(),
      body: { csv: "姓名,姓名,电话\nx,y,z", fileName: "experts.csv" },
    });
    expect(placesOf(body.faults).toSorted()).toEqual(
      ["1 mail column-missing", "1 name column-repeated", "1 null column-unknown"].toSorted(),
    );
  });
});

describe("a file of experts without faults", () => {
  it("puts each into the pool with ties by a society's code or name, and tells of each", async () => {
    const [name, mail] = [newName(), newMail()];
    const ties = `${society.code}|任职|2020-03-01|理事；${society.names.zh}|member||`;
    const { status, body } = await importing([
      `${name}, ${mail.toUpperCase()} ,某大学,某科学院,数学；物理、化学,12,${ties}`,
    ]);
    expect([status, body.added, body.changed, body.unchanged]).toEqual([200, 1, 0, 0]);
    const held = await inPool(mail);
    expect(held).toMatchObject({
      ...{ name, institution: "某大学", parentInstitution: "某科学院", loadCap: 12 },
      fields: ["数学", "物理", "化学"],
      ties: [
        { kind: "office-holder", societyCode: society.code, until: "2020-03-01", note: "理事" },
        { kind: "member", societyCode: society.code, until: null, note: "" },
      ],
    });
    expect(await factsOf(expertRecorded, held?.id ?? "")).toHaveLength(1);
  });

  it("changes what it says of whom the pool has, keeps what it is silent on, and a second time changes nothing", async () => {
    const [name, mail] = [newName(), newMail()];
    await importing([`${name},${mail},某大学,,数学,5,${society.code}|任职||理事`]);
    const next = [`${name},${mail},另一大学,,,,${society.code}|会员||`];
    const dry = await importing(next, { isDryRun: true });
    expect(dry.body.changes).toEqual([{ mail, name, what: "changed", columns: ["institution", "ties"] }]);
    await importing(next);
    const held = await inPool(mail);
    expect(held).toMatchObject({ institution: "另一大学", fields: ["数学"], loadCap: 5, version: 2 });
    expect(held?.ties.map(({ kind }) => kind)).toEqual(["office-holder", "member"]);
    const again = await importing(next);
    expect([again.body.added, again.body.changed, again.body.unchanged]).toEqual([0, 0, 1]);
    expect(await factsOf(expertRecorded, held?.id ?? "")).toHaveLength(2);
  });

  it("is read from the first sheet of a workbook, and of more rows than one transaction takes", async () => {
    const mails = Array.from({ length: 30 }, newMail);
    const rows = [
      heading.split(","),
      ...mails.map((mail) => [newName(), mail, "某大学", "", "数学", "", ""]),
    ];
    const sheet = await writeXlsxFile(
      rows.map((row) => row.map((value) => ({ value, type: String }))),
    ).toBuffer();
    const { body } = await answerTo(handler, routes.importExpertFile, {
      at: beforeReview,
      token: officer.token,
      headers: onceKey(),
      body: { xlsx: Buffer.from(sheet).toString("base64"), fileName: "experts.xlsx" },
    });
    expect([body.added, body.faults]).toEqual([30, []]);
    const pool = new Set<string>((await experts.all("all")).map(({ mail }) => mail));
    expect(mails.every((mail) => pool.has(mail))).toBe(true);
  });

  it("has a template whose headings are Chinese and are read as they are", async () => {
    const { status, body } = await answerTo(handler, routes.getExpertTemplate, {
      at: beforeReview,
      token: officer.token,
    });
    expect([status, body]).toEqual([200, `\ufeff${allHeadings}\r\n`]);
  });
});

describe("a row that may be somebody whom the pool has", () => {
  it("by the same address under another name is a fault, for a person to clear", async () => {
    const [name, mail] = [newName(), newMail()];
    await importing([`${name},${mail},某大学,,数学,,`]);
    const { body } = await importing([`${newName()},${mail},某大学,,数学,,`]);
    expect(placesOf(body.faults)).toEqual(["2 mail taken-mail"]);
    expect(await inPool(mail)).toMatchObject({ name, version: 1 });
  });

  it.each([
    ["the same name and institution", "某 大学"],
    ["the same name and no institution", ""],
  ])("by %s is proposed and not merged, until an officer says why they are two", async (_, institution) => {
    const [name, mail, otherMail] = [newName(), newMail(), newMail()];
    await importing([`${name},${mail},某大学,,数学,,`]);
    const held = await inPool(mail);
    const line = `${name},${otherMail},${institution},,数学,,`;
    const { body } = await importing([line], { isDryRun: true });
    expect(placesOf(body.faults)).toEqual(["2 name likely-same"]);
    expect(body.likely).toMatchObject([{ line: 2, mail: otherMail, like: [{ expertId: held?.id, mail }] }]);
    const reason = "电话核实，是同单位同名的两人";
    const told = await importing([line], { apart: [{ mail: otherMail, reason }] });
    expect(told.body).toMatchObject({ added: 1, faults: [] });
    const other = await inPool(otherMail);
    expect(other && (await foundApart.get({ expertId: other.id }))).toMatchObject({
      ...{ from: [held?.id], reason, foundAt: beforeReview },
    });
  });

  it("by an earlier line of the file is proposed as well; another institution makes another person", async () => {
    const name = newName();
    const { body } = await importing(
      [
        `${name},${newMail()},某大学,,数学,,`,
        `${name},${newMail()},某大学,,数学,,`,
        `${name},${newMail()},另一大学,,数学,,`,
      ],
      { isDryRun: true },
    );
    expect(placesOf(body.faults)).toEqual(["3 name likely-same"]);
    expect(body.likely).toMatchObject([{ line: 3, like: [{ expertId: null, line: 2 }] }]);
  });
});

describe("an expert of whom institution or field is not known", () => {
  let round: Round;
  beforeAll(async () => {
    round = await openRound();
  });

  async function unknown(institution: string, field: string): Promise<Expert> {
    const mail = newMail();
    await importing([`${newName()},${mail},${institution},,${field},,`]);
    const held = await inPool(mail);
    if (!held) throw new Error("the pool has the expert");
    return held;
  }

  const clearing = (expert: Expert, version = expert.version) =>
    answerTo(handler, routes.clearExpert, {
      at: beforeReview,
      token: officer.token,
      headers: onceKey(),
      params: { id: expert.id },
      body: { version, reason: "电话核实，独立学者" },
    });

  it("is not assigned before an officer clears him or her, and it is kept who did and why", async () => {
    const { application } = await givenCleared(round);
    const expert = await unknown("", "数学");
    expect((await assigning(application, expert)).body.code).toBe("identity-unknown");
    expect((await clearing(expert, 7)).body.code).toBe("version-conflict");
    expect((await clearing(expert)).status).toBe(200);
    expect((await inPool(expert.mail))?.cleared).toMatchObject({
      reason: "电话核实，独立学者",
      clearedAt: beforeReview,
    });
    expect((await assigning(application, expert)).status).toBe(201);
  });

  it("is assigned once an import says what was missing; who is known needs no clearance", async () => {
    const { application } = await givenCleared(round);
    const expert = await unknown("某大学", "");
    expect((await assigning(application, expert)).body.code).toBe("identity-unknown");
    await importing([`${expert.name},${expert.mail},,,数学,,`]);
    expect((await assigning(application, expert)).status).toBe(201);
    expect((await clearing(expert, 2)).body.code).toBe("wrong-state");
  });
});
