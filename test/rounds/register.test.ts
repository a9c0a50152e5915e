import { describe, expect, it } from "vitest";
import { parseRegister } from "../../functions/rounds/register.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { RegisterRow } from "../../shared/contract/register.ts";
import fc from "../chance.ts";

const society = {
  code: "A-01",
  name_zh: "中国数学会",
  name_en: "Chinese Mathematical Society",
  category: "理科",
  uscc: "91350100M000100Y43",
  recommended: "是",
  filler_name: "填报员",
  filler_mail: "filler.a-01@society.example",
  approver_name: "审核员",
  approver_mail: "approver.a-01@society.example",
};
const facts = {
  inspection_2020: "合格",
  inspection_2020_source: "2020年度年检公告",
  inspection_2020_on: "2021-09-30",
  penalties: "无",
  penalties_source: "信用平台",
  penalties_on: "2021-10-31",
};

/** A CSV of the given societies; each says only what differs from a sound one. */
function csvOf(...rows: Record<string, string>[]): string {
  const full = rows.map((row) => ({ ...society, ...row }));
  const keys = [...new Set(full.flatMap((row) => Object.keys(row)))];
  const lines = full.map((row) => keys.map((key) => new Map(Object.entries(row)).get(key) ?? "").join(","));
  return [keys.join(","), ...lines].join("\n");
}

/** `line column code` of each fault. */
function faultsOf(csv: string | Uint8Array): string[] {
  const parsed = parseRegister(csv);
  return "faults" in parsed ? parsed.faults.map(({ line, column, code }) => `${line} ${column} ${code}`) : [];
}

const other = {
  code: "A-02",
  name_zh: "中国物理学会",
  uscc: "51100000FAKEA02026",
  filler_mail: "filler.a-02@society.example",
  approver_mail: "approver.a-02@society.example",
};

describe("a registered phone", () => {
  it.each(["010-68571898", "13800138000", "+86 10 6857 1898", "010-68571898转805", "０１０－68571898"])(
    "is taken as people write it: %s",
    (filler_phone) => {
      expect(faultsOf(csvOf({ filler_phone }))).toEqual([]);
    },
  );

  it.each(["张三", "12345", "010-6857 打不通", "68571898;13800138000"])(
    "is no number: %s",
    (filler_phone) => {
      expect(faultsOf(csvOf({ filler_phone }))).toEqual(["2 filler_phone bad-phone"]);
    },
  );
});

describe("an identity number or a bank card of a contact", () => {
  it.each([
    ["filler_name", "王芳11010519491231002X"],
    ["approver_name", "赵 6222 0202 0001 2345 670"],
    ["filler_phone", "6222 0202 0001 2345 670"],
  ])("is a fault in %s, which does not repeat it", (column, text) => {
    const parsed = parseRegister(csvOf({ [column]: text }));
    const faults = "faults" in parsed ? parsed.faults : [];
    expect(faults.map(({ code, column: at }) => [code, at])).toEqual([["identity-data", column]]);
    expect(JSON.stringify(faults)).not.toMatch(/\d{4}/);
  });

  it("has no column of its own: one that a file brings is not known", () => {
    expect(faultsOf(csvOf({ 身份证号: "11010519491231002X" }))).toEqual(["1 null column-unknown"]);
  });
});

describe("a register that cannot be read", () => {
  it("is refused when it is GBK, as bytes or after a wrong decoding", () => {
    const gbk = Uint8Array.from([0xd1, 0xa7, 0xbb, 0xe1, 0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0x0a]);
    expect(faultsOf(gbk)).toEqual(["1 null not-utf8"]);
    expect(faultsOf(new TextDecoder().decode(gbk))).toEqual(["1 null not-utf8"]);
    expect(faultsOf(Buffer.from(gbk).toString("latin1"))).toEqual(["1 null not-utf8"]);
  });

  it("is refused when it is UTF-16, empty, without rows or with an open quote", () => {
    expect(faultsOf(Buffer.from(`\ufeff${csvOf({})}`, "utf16le"))).toEqual(["1 null not-utf8"]);
    expect(faultsOf("")).toEqual(["1 null no-rows"]);
    expect(faultsOf("code,name_zh\n")).toEqual(["1 null no-rows"]);
    expect(faultsOf('code\n"A-01')).toEqual(["2 null csv-damaged"]);
  });

  it("names every missing, unknown and repeated column at once", () => {
    const csv = csvOf({}).replace("name_en", "备注").replace("category", "code");
    expect(faultsOf(csv).sort()).toEqual([
      "1 category column-missing",
      "1 code column-repeated",
      "1 name_en column-missing",
      "1 null column-unknown",
    ]);
  });
});

describe("any text at all", () => {
  it("is answered with rows or with faults that name a line, and never breaks the import", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom("无", "是", "合格", "|;|", "=1+1", "2021-13-45", '"', "\u3000"),
    );
    const sound = csvOf({ ...facts }).split(/[,\n]/);
    const damaged = fc.array(fc.tuple(fc.nat(sound.length - 1), cell), { maxLength: 4 }).map((edits) => {
      const cells = [...sound];
      for (const [at, value] of edits) cells[at] = value;
      const width = sound.length / 2;
      return `${cells.slice(0, width).join(",")}\n${cells.slice(width).join(",")}`;
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), damaged), (csv) => {
        const parsed = parseRegister(csv);
        if ("rows" in parsed) expect(parsed.rows.length).toBeGreaterThan(0);
        else expect(parsed.faults.every(({ line, zh, en }) => line > 0 && zh !== "" && en !== "")).toBe(true);
      }),
      { numRuns: 400 },
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => "faults" in parseRegister(bytes)));
  });
});

describe("a register with bad rows", () => {
  it("lists every fault of every row at once, each with line, column and words in both languages", () => {
    const csv = csvOf(
      { code: "数学", name_zh: "", uscc: "91350100M000100Y44", recommended: "也许", filler_mail: "nobody" },
      { ...other, approver_mail: "FILLER.a-02@society.example" },
      {
        ...other,
        ...facts,
        code: "A-03",
        name_zh: "中国力学学会",
        inspection_2020: "良好",
        inspection_2020_on: "2021-02-30",
      },
    );
    const parsed = parseRegister(csv);
    if (!("faults" in parsed)) throw new Error("a bad register was taken");
    expect(new Set(parsed.faults.map(({ line, column, code }) => `${line} ${column} ${code}`))).toEqual(
      new Set([
        "2 code bad-code",
        "2 name_zh required",
        "2 uscc uscc-check-digit",
        "2 recommended unknown-word",
        "2 filler_mail bad-mail",
        "3 approver_mail filler-is-approver",
        "4 inspection_2020 unknown-conclusion",
        "4 inspection_2020_on bad-date",
        "4 uscc duplicate-uscc",
        "4 filler_mail duplicate-mail",
      ]),
    );
    for (const fault of parsed.faults) {
      expect(fault.zh).toMatch(/\p{Script=Han}/u);
      expect(fault.en).toMatch(/[a-z]/);
    }
    expect(parsed.faults.find(({ code }) => code === "bad-code")?.zh).toContain("数学");
  });

  it("takes no branch of a society, which is no legal person: the fault says what to name instead", () => {
    const parsed = parseRegister(csvOf({ name_zh: "中国数学会青年分会" }));
    if (!("faults" in parsed)) throw new Error("a branch was taken");
    expect(parsed.faults).toMatchObject([{ line: 2, column: "name_zh", code: "branch-body" }]);
    expect(parsed.faults[0]?.zh).toContain("所属学会");
  });

  it("finds a repeated code or name even when the row has another fault, and whatever the width or case", () => {
    const csv = csvOf({}, { ...other, code: " ａ－０１ ", name_zh: "中国数学会 ", filler_mail: "" });
    expect(faultsOf(csv)).toEqual([
      "3 filler_mail required",
      "3 code duplicate-code",
      "3 name_zh duplicate-name",
    ]);
  });

  it("refuses a fact without source or day, and a penalty without its authority", () => {
    const csv = csvOf({
      ...facts,
      inspection_2020_source: "",
      penalties_on: "",
      penalties: "2020-05-06|民政部",
    });
    expect(faultsOf(csv)).toEqual([
      "2 inspection_2020_source source-missing",
      "2 penalties bad-penalty",
      "2 penalties_on date-missing",
    ]);
  });

  it("refuses a row with a cell too many, and text longer than its field", () => {
    expect(faultsOf(`${csvOf({})},`)).toEqual(["2 null cells-differ"]);
    expect(faultsOf(csvOf({ filler_name: "长".repeat(61) }))).toEqual(["2 filler.name too-long"]);
  });
});

describe("a sound register", () => {
  it("is read with BOM, CRLF, Chinese headings, outer spaces and full-width letters; brackets of a name stay", () => {
    const csv = `\ufeff${csvOf({
      code: "Ａ – ０１",
      name_zh: "　中国数学会（总会） ",
      uscc: " ９１３５０１００ m000 100y\u200b43",
      recommended: "ＹＥＳ",
      filler_mail: "Filler.A-01@Society.Example ",
      ...facts,
      inspection_2020_on: "2021年9月30日",
    })}`.replaceAll("\n", "\r\n");
    const parsed = parseRegister(
      csv.replace("name_zh", "学会名称").replace("inspection_2020,", "2020年度年检结论,"),
    );
    expect(parsed).toEqual({
      rows: [
        {
          code: "A-01",
          names: { zh: "中国数学会（总会）", en: "Chinese Mathematical Society" },
          category: "理科",
          uscc: "91350100M000100Y43",
          isRecommended: true,
          filler: { name: "填报员", mail: "filler.a-01@society.example" },
          approver: { name: "审核员", mail: "approver.a-01@society.example" },
          nameSince: null,
          formerNames: [],
          withdrawn: [],
          facts: {
            inspections: [
              { year: 2020, conclusion: "QUALIFIED", source: "2020年度年检公告", on: "2021-09-30" },
            ],
            partyOrganisation: null,
            penalties: { list: [], source: "信用平台", on: "2021-10-31" },
            earlierProjects: null,
            supplier: null,
          },
        },
      ],
    });
  });

  it("keeps an empty fact as unknown, never as fine", () => {
    const parsed = parseRegister(csvOf({ ...facts, inspection_2020: "", penalties: " " }));
    expect("rows" in parsed && parsed.rows[0]?.facts).toMatchObject({ inspections: [], penalties: null });
  });

  it("comes back the same after it was written out", () => {
    const rows = [
      RegisterRow.parse({
        code: "E-41W",
        names: { zh: "“引号”，逗号学会", en: 'A "quoted", comma' },
        category: "交叉学科",
        uscc: "91350100M000100Y43",
        isRecommended: false,
        filler: { name: "甲", mail: "a@society.example" },
        approver: { name: "乙", mail: "b@society.example" },
        facts: {
          inspections: [
            { year: 2020, conclusion: "PENDING", source: "公告", on: "2021-09-30" },
            { year: 2018, conclusion: "BASICALLY_QUALIFIED", source: "公告", on: "2019-09-30" },
          ],
          partyOrganisation: { state: "incomplete", source: "检查", on: "2021-06-30" },
          penalties: {
            list: [
              { decidedOn: "2020-05-06", authority: "民政部", grounds: "警告" },
              { decidedOn: "2019-01-02", authority: "税务局", grounds: "罚款|通报" },
            ],
            source: "信用平台",
            on: "2021-10-31",
          },
          earlierProjects: { state: "not-completed", source: "验收", on: "2020-12-31" },
          supplier: { isRegistered: false, source: "财务平台", on: "2021-10-31" },
        },
      }),
    ];
    expect(parseRegister(formatRegister(rows))).toEqual({ rows });
  });
});
