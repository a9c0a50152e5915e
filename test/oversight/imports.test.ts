import { beforeAll, describe, expect, it } from "vitest";
import { societies } from "../../shared/store/published/societies.ts";
import { societyLinks } from "../../shared/store/published/society-links.ts";
import { importingLinks, officerLine } from "../experts/given.ts";
import { givenRow, importing } from "../rounds/given.ts";
import { ending, givenStaff, givenTied } from "./given.ts";

type Fault = { line: number; column: string | null; code: string; zh: string; en: string };
const places = (faults: Fault[]) => faults.map((one) => `${one.line} ${one.column} ${one.code}`);

const [own, other] = [givenRow(), givenRow()];
let tied: Awaited<ReturnType<typeof givenTied>>;
beforeAll(async () => {
  await importing([own, other]);
  tied = await givenTied(own.code);
});

describe("an officer who stands aside from a society", () => {
  it("imports no tie of it and none with it: the dry run names the rows beside the rest, the file is refused", async () => {
    const lines = [
      officerLine(other.code, "张远山", "北京大学"),
      officerLine(own.code, "李长河", "武汉大学"),
      `${other.code},合作项目,,联合攻关,,,,${own.code},,任务书,2021-01-01,`,
    ];
    const expected = ["3 society stands-aside", "4 partner stands-aside"];
    const dry = await importingLinks(lines, { isDryRun: true, token: tied.token });
    expect([dry.status, places(dry.body.faults), dry.body.rows]).toEqual([200, expected, 1]);
    expect(dry.body.changes).toEqual([{ line: 2, societyCode: other.code, kind: "officer", what: "new" }]);
    const refused = await importingLinks(lines, { token: tied.token });
    expect([refused.status, refused.body.code]).toEqual([400, "invalid-link-file"]);
    expect(places(refused.body.faults)).toEqual(expected);
    expect(refused.body.faults[0].zh).toContain("另一位经办人");
    expect([await societyLinks.list(own.code), await societyLinks.list(other.code)]).toEqual([[], []]);
  });

  it("withdraws and changes nothing of it, and may give what is on record already", async () => {
    const line = officerLine(own.code, "李长河", "武汉大学");
    await importingLinks([line]);
    const gone = officerLine(own.code, "李长河", "武汉大学", { withdrawn: "是", on: "2021-07-01" });
    for (const change of [gone, officerLine(own.code, "李长河", "同济大学", { on: "2021-07-01" })]) {
      const { body } = await importingLinks([change], { token: tied.token });
      expect(places(body.faults)).toEqual(["2 society stands-aside"]);
    }
    const same = await importingLinks([line], { token: tied.token });
    expect([same.status, same.body.unchanged]).toEqual([200, 1]);
    expect(await societyLinks.list(own.code)).toMatchObject([
      { institution: "武汉大学", withdrawn: null, version: 1 },
    ]);
  });

  it("changes nothing of it in the register, and imports the rest of a whole register", async () => {
    const [better, others] = [
      { ...own, isRecommended: false },
      { ...other, category: "工科" },
    ];
    const dry = await importing([better, others], { isDryRun: true, token: tied.token });
    expect(places(dry.body.faults)).toEqual(["2 code stands-aside"]);
    expect(dry.body.changes).toMatchObject([{ code: other.code, what: "changed" }]);
    const refused = await importing([better, others], { token: tied.token });
    expect([refused.status, refused.body.code, places(refused.body.faults)]).toEqual([
      ...[400, "invalid-register", ["2 code stands-aside"]],
    ]);
    expect((await societies.get({ code: other.code }))?.category).toBe("理科");
    const whole = await importing([own, others], { token: tied.token });
    expect(whole.body).toMatchObject({ rows: 2, changed: 1, unchanged: 1 });
    expect((await societies.get({ code: own.code }))?.isRecommended).toBe(true);
  });

  it("does both for it again when the tie has ended, as another officer does all along", async () => {
    const another = await givenStaff();
    const line = officerLine(own.code, "王新", "北京大学");
    expect((await importingLinks([line], { token: another.token })).status).toBe(200);
    expect((await ending(another, tied, own.code)).status).toBe(200);
    const changed = officerLine(own.code, "王新", "南京大学", { on: "2021-08-01" });
    expect((await importingLinks([changed], { token: tied.token })).body).toMatchObject({ changed: 1 });
    expect((await importing([{ ...own, isRecommended: false }], { token: tied.token })).status).toBe(200);
  });
});
