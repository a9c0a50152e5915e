import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import { societyLinks } from "../../shared/store/published/society-links.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenRow, importing } from "../rounds/given.ts";
import { beforeReview, importingLinks, officerLine } from "./given.ts";

const [society, partner] = [givenRow(), givenRow()];
beforeAll(async () => {
  await importing([society, partner]);
});

const code = society.code;
const from = "第九届理事会名单,2021-06-01,";
const placesOf = (faults: { line: number; column: string | null; code: string }[]) =>
  faults.map((fault) => `${fault.line} ${fault.column} ${fault.code}`);

describe("a table of societies' ties with bad rows", () => {
  const lines = [
    officerLine(code, "张远山", "北京大学"),
    `没有的学会,负责人,张远山,理事,,,,,,${from}`,
    `${code},朋友,张远山,理事,,,,,,${from}`,
    `${code},负责人,,,,,,,,${from}`,
    `${code},支撑单位,张远山,,,,,,,${from}`,
    `${code},合作项目,张远山,联合攻关,,,,${partner.code},,${from}`,
    `${code},合作项目,,联合攻关,,,,${code},,${from}`,
    `${code},负责人,李长河,理事,,,,,2021-02-30,,2099-01-01,也许`,
    officerLine(code, "张 远山", "清华大学"),
    `${code},负责人,王11010519491231002X,理事,,,,,,${from}`,
    officerLine(code, "从未登记", "", { withdrawn: "是" }),
    "少一格",
  ];
  const expected = [
    "3 society society-unknown",
    "4 kind unknown-word",
    "5 name required",
    "5 office required",
    "6 institution required",
    "6 name not-of-kind",
    "7 partner one-partner",
    "8 partner own-partner",
    "9 until bad-date",
    "9 source required",
    "9 on future-date",
    "9 withdrawn unknown-word",
    "10 null repeated-link",
    "11 name identity-data",
    "12 withdrawn nothing-held",
    "13 null cells-differ",
  ];

  it("says every fault of every row at once, in both languages, and takes nothing over", async () => {
    const { status, body } = await importingLinks(lines);
    expect([status, body.code]).toEqual([400, "invalid-link-file"]);
    expect(placesOf(body.faults).toSorted()).toEqual(expected.toSorted());
    expect(body.faults.every(({ zh, en }: { zh: string; en: string }) => zh !== "" && en !== "")).toBe(true);
    expect(JSON.stringify(body)).not.toContain("11010519491231002X");
    expect(await societyLinks.list(code)).toEqual([]);
  });

  it("says the same in a dry run, with what the sound rows would do", async () => {
    const { status, body } = await importingLinks(lines, { isDryRun: true });
    expect([status, placesOf(body.faults).toSorted()]).toEqual([200, expected.toSorted()]);
    expect(body.changes).toEqual([{ line: 2, societyCode: code, kind: "officer", what: "new" }]);
    expect(await societyLinks.list(code)).toEqual([]);
  });
});

describe("what is on record of a society", () => {
  const listing = async (token: string, of: string = code) =>
    answerTo(handler, routes.listSocietyLinks, { at: beforeReview, token, params: { code: of } });

  it("is taken over with source, date and file; kept by a file that is silent on it; changed with its history", async () => {
    const { body } = await importingLinks([
      officerLine(code, "张远山", "北京大学"),
      `${society.names.zh},挂靠单位,,,北京大学,,物理学院,,,章程,2020-01-01,`,
      `${code},业务主管单位,,,中国测试协会,,,,,章程,2020-01-01,`,
      `${code},法定代表人,李长河,,武汉大学,,,,,登记证书,2021-03-01,`,
      `${code},合作项目,,联合攻关,,,,${partner.names.zh},2022-12-31,任务书,2021-01-01,`,
    ]);
    expect(body).toMatchObject({ rows: 5, added: 5, changed: 0, withdrawn: 0, unchanged: 0, faults: [] });
    const again = await importingLinks([
      officerLine(code, "张远山", "北京大学"),
      `${code},法定代表人,李长河,,武汉大学,,,,2021-10-31,登记证书,2021-11-01,`,
      `${code},业务主管单位,,,中国测试协会,,,,,更正函,2021-11-01,是`,
    ]);
    expect(again.body).toMatchObject({ added: 0, changed: 1, withdrawn: 1, unchanged: 1 });
    const { token } = await signedIn("officer");
    const { items } = (await listing(token)).body;
    expect(items).toHaveLength(5);
    const of = (kind: string) => items.find((one: { kind: string }) => one.kind === kind);
    expect(of("supporting-unit")).toMatchObject({
      institution: "北京大学",
      department: "物理学院",
      withdrawn: null,
    });
    expect(of("joint-project")).toMatchObject({
      partnerCode: partner.code,
      until: "2022-12-31",
      office: "联合攻关",
    });
    expect(of("supervisory-body")).toMatchObject({ withdrawn: { source: "更正函", on: "2021-11-01" } });
    expect(of("legal-representative")).toMatchObject({
      ...{ until: "2021-10-31", recorded: { importFile: "links.csv", importedAt: beforeReview } },
      earlier: [{ until: null, on: "2021-03-01", withdrawn: null }],
    });
  });

  it("is not changed by what is older, and stands again after a withdrawal that was wrong", async () => {
    const one = givenRow();
    await importing([one]);
    await importingLinks([officerLine(one.code, "张远山", "北京大学")]);
    const older = await importingLinks([officerLine(one.code, "张远山", "武汉大学", { on: "2020-06-01" })]);
    expect(placesOf(older.body.faults)).toEqual(["2 on older-than-held"]);
    await importingLinks([
      officerLine(one.code, "张远山", "", { withdrawn: "是", source: "误报", on: "2021-07-01" }),
    ]);
    await importingLinks([officerLine(one.code, "张远山", "北京大学", { on: "2021-08-01" })]);
    const [held] = await societyLinks.list(one.code);
    expect(held).toMatchObject({ withdrawn: null, on: "2021-08-01", version: 3 });
    expect(held?.earlier).toMatchObject([{ withdrawn: { source: "误报" } }]);
  });

  it("takes a whole council at once", async () => {
    const one = givenRow();
    await importing([one]);
    const council = Array.from({ length: 210 }, (_, at) => officerLine(one.code, `理事${at}`, "某大学"));
    expect((await importingLinks(council)).body).toMatchObject({ added: 210 });
    expect(await societyLinks.list(one.code)).toHaveLength(210);
    expect((await importingLinks(council)).body).toMatchObject({ added: 0, unchanged: 210 });
  });

  it("is seen and imported by officers alone, and has a template", async () => {
    for (const role of ["supervisor", "expert", "filler", "administrator"] as const) {
      const { token } = await signedIn(role);
      expect((await listing(token)).status).toBe(403);
      expect((await importingLinks([], { token })).status).toBe(403);
    }
    const { token } = await signedIn("officer");
    const unknown = await listing(token, "Z-99");
    expect(unknown.body.code).toBe("not-found");
    const template = await answerTo(handler, routes.getSocietyLinkTemplate, {
      ...{ at: beforeReview, token, headers: onceKey() },
    });
    expect(template.body).toContain("学会,关系,姓名");
  });
});
