import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import writeXlsxFile, { type Cell } from "write-excel-file/node";
import { handler } from "../../functions/rounds/api.ts";
import { parseRegister } from "../../functions/rounds/register.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { rounds as routes } from "../../shared/contract/rounds.ts";
import { tableOfWorkbook } from "../../shared/files/workbook.ts";
import { answerTo } from "../asked.ts";
import fc from "../chance.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { at, givenRow } from "./given.ts";

const typed = (value: string | number | Date): Cell => {
  if (value instanceof Date) return { value, type: Date, format: "yyyy/m/d" };
  return typeof value === "number" ? { value, type: Number } : { value, type: String };
};

/** A workbook as a spreadsheet writes it. */
const written = async (rows: (string | number | Date)[][]): Promise<Uint8Array> =>
  new Uint8Array(await writeXlsxFile(rows.map((row) => row.map(typed))).toBuffer());

const types = "<Types/>";
const relation = '<Relationships><Relationship Id="r2" Target="worksheets/two.xml"/></Relationships>';
const shownSheet =
  '<workbook><sheets><sheet name="旧" state="hidden" r:id="r1"/><sheet name="名册" r:id="r2"/></sheets></workbook>';

/** A workbook of hand-made parts: what other programs write, and what nobody should. */
function made(sheet: string, more: Record<string, string> = {}): Uint8Array {
  const parts = {
    "[Content_Types].xml": types,
    "xl/workbook.xml": shownSheet,
    "xl/_rels/workbook.xml.rels": relation,
    "xl/worksheets/two.xml": `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const cellsOf = (bytes: Uint8Array) => {
  const table = tableOfWorkbook(bytes);
  return Array.isArray(table) ? table.map(({ record }) => record) : table.because;
};

/** The rows of a register as cells, from the CSV that everything else reads. */
const cells = (csv: string) =>
  csv
    .replace(/^\ufeff/, "")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));

describe("a workbook", () => {
  it("shows numbers, days, truths and Chinese text as its reader sees them", async () => {
    const day = new Date("2021-09-30T00:00:00Z");
    const bytes = await written([
      ["学会", "年份", "日期"],
      ["中国煤炭学会", 2020, day],
    ]);
    expect(cellsOf(bytes)).toEqual([
      ["学会", "年份", "日期"],
      ["中国煤炭学会", "2020", "2021-09-30"],
    ]);
  });

  it("is read from its first shown sheet, by the places of the cells, whoever wrote it", () => {
    const shared =
      "<sst><si><r><t>中国</t></r><r><t>化学会</t></r><rPh><t>ちゅうごく</t></rPh></si><si><t>b</t></si></sst>";
    const sheet =
      '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="inlineStr"><is><t>里面</t></is></c></row>' +
      '<row r="4"/><row r="7"><c t="str"><f>A3&amp;"x"</f><v>算出</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>';
    const table = tableOfWorkbook(made(sheet, { "xl/sharedStrings.xml": shared }));
    expect(table).toEqual([
      { line: 3, record: ["中国化学会", "", "里面"] },
      { line: 7, record: ["算出", "true", "#N/A"] },
    ]);
  });

  it.each([
    ["a built-in day format", "", 14, false, "2021-11-02"],
    [
      "a Chinese one",
      '<numFmts><numFmt numFmtId="180" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>',
      180,
      false,
      "2021-11-02",
    ],
    ["days from 1904", "", 14, true, "2025-11-03"],
    [
      "a time of day, which is no day",
      '<numFmts><numFmt numFmtId="180" formatCode="[h]:mm&quot;day&quot;"/></numFmts>',
      180,
      false,
      "44502",
    ],
  ])("tells a day by %s", (_, formats, id, is1904, day) => {
    const styles = `<styleSheet>${formats}<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="${id}"/></cellXfs></styleSheet>`;
    const book = is1904 ? shownSheet.replace("<sheets>", '<workbookPr date1904="1"/><sheets>') : shownSheet;
    const sheet = '<row><c s="1"><v>44502</v></c><c s="0"><v>44502</v></c></row>';
    expect(cellsOf(made(sheet, { "xl/styles.xml": styles, "xl/workbook.xml": book }))).toEqual([
      [day, "44502"],
    ]);
  });

  it("does not make up the digits of a code that was typed as a number", () => {
    const sheet = "<row><c><v>9.1100000100012301E+17</v></c><c><v>511000005000000123</v></c></row>";
    expect(cellsOf(made(sheet))).toEqual([["9.1100000100012301E+17", "511000005000000123"]]);
  });

  it.each([
    ["external-entity", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>'],
    ["malformed-xml", "<worksheet><sheetData>"],
    ["deep-nesting", "<a>".repeat(300)],
    ["too-wide", '<worksheet><row><c r="XFD1" t="str"><v>x</v></c></row></worksheet>'],
  ])("is refused for %s", (because, sheet) => {
    expect(cellsOf(made("", { "xl/worksheets/two.xml": sheet }))).toBe(because);
  });

  it("is refused as a bomb before it has unpacked", () => {
    const bomb = zipSync({
      "xl/workbook.xml": strToU8(shownSheet),
      "xl/_rels/workbook.xml.rels": strToU8(relation),
      "xl/worksheets/two.xml": new Uint8Array(61_000_000),
    });
    expect(cellsOf(bomb)).toBe("zip-bomb");
  });

  it.each([
    ["another zip", { "xl/workbook.xml": "<document/>" }],
    [
      "one without a sheet that is shown",
      { "xl/workbook.xml": shownSheet.replace('name="名册"', 'state="veryHidden"') },
    ],
  ])("is not %s", (_, parts) => expect(cellsOf(made("", parts))).toBe("not-xlsx"));

  it("gives a table or a reason, whatever its bytes are", async () => {
    const sound = await written([["编码"], ["A-01"]]);
    const damaged = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damaged, (changes) => {
        const bytes = sound.slice();
        for (const [place, byte] of changes) bytes[place] = byte;
        const table = tableOfWorkbook(bytes);
        return Array.isArray(table) || typeof table.because === "string";
      }),
      { numRuns: 300 },
    );
  });
});

describe("a register as a workbook", () => {
  it("brings the same rows as its CSV", async () => {
    const csv = formatRegister([givenRow(), givenRow()]);
    expect(parseRegister(await written(cells(csv)))).toEqual(parseRegister(csv));
  });

  it("lists every bad row by the spreadsheet's own number", async () => {
    const [heading = [], ...rows] = cells(formatRegister([givenRow(), givenRow()]));
    const spoiled = rows.map((row) => row.map((cell, at) => (heading[at] === "uscc" ? "12345" : cell)));
    const parsed = parseRegister(await written([heading, ...spoiled]));
    expect("faults" in parsed && parsed.faults.map(({ line, code }) => `${line} ${code}`)).toEqual([
      "2 uscc-shape",
      "3 uscc-shape",
      "3 duplicate-uscc",
    ]);
  });

  it.each([
    ["xlsx-locked", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
    ["xlsx-damaged", Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0, 0)],
  ])("says %s and what to do instead", (code, bytes) => {
    const parsed = parseRegister(bytes);
    expect("faults" in parsed && parsed.faults).toMatchObject([
      { line: 1, code, zh: expect.stringContaining("另存为") },
    ]);
  });

  it("is imported through the API, tried first, and leaves the hash of the file", async () => {
    await ownTable();
    const { token } = await signedIn("officer");
    const bytes = await written(cells(formatRegister([givenRow()])));
    const importing = (body: object) =>
      answerTo(handler, routes.importRegister, { at, token, headers: onceKey(), body: body as never });
    const body = { xlsx: Buffer.from(bytes).toString("base64"), fileName: "名册.xlsx" };
    const tried = await importing({ ...body, isDryRun: true });
    expect(tried).toMatchObject({ status: 200, body: { rows: 1, societies: 1, isDryRun: true } });
    const imported = await importing(body);
    expect(imported.body).toEqual({ ...tried.body, isDryRun: false, changes: [] });
    expect((await importing(body)).body).toMatchObject({ rows: 1, societies: 0 });
    for (const wrong of [{ fileName: "x" }, { ...body, csv: "code" }])
      expect(await importing(wrong)).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  });
});
