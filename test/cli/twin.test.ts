import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { twinCommand } from "../../cli/twin.ts";
import { documentXml, docx, paragraph } from "../uploads/given-docx.ts";
import { pagesPdf } from "../uploads/given-pages.ts";
import { openDesk } from "./desk.ts";

const desk = openDesk();
const { given } = desk;

const text = "The society has 310 members and asks for a total of 50,000.00 in the first year.";
const word = (content = text) => docx({ "word/document.xml": documentXml(paragraph(content)) });
const stamped = (content = text) => pagesPdf([{ text: content }]);
const facts = {
  templateId: null,
  title: "The society",
  names: ["society", "Former Society"],
  budgetTotalFen: 5_000_000,
};

async function compared(wordFile: string, pdfFile: string, ...more: string[]) {
  expect(await twinCommand.run([wordFile, pdfFile, ...more])).toBe(0);
  return JSON.parse(desk.said.at(-1) ?? "");
}

describe("linxuan twin", () => {
  test("prints one line: alike", async () => {
    const files = [await given("a.docx", word()), await given("a.pdf", stamped())] as const;
    expect(await compared(...files, "--facts", await given("facts.json", JSON.stringify(facts)))).toEqual({
      word: files[0],
      pdf: files[1],
      verdict: "alike",
      similarity: 1,
      findings: [],
      passages: [],
      omitted: 0,
      inspected: { word: "accepted", pdf: "accepted" },
      milliseconds: expect.any(Number),
    });
    expect(desk.said).toHaveLength(1);
  });

  test("shows where they differ", async () => {
    const pdf = await given("a.pdf", stamped(text.replace("310", "810").replace("50,000", "90,000")));
    const known = await given("facts.json", JSON.stringify(facts));
    expect(await compared(await given("a.docx", word()), pdf, "--facts", known)).toMatchObject({
      verdict: "doubt",
      findings: [
        { code: "total-differs", file: "pdf", detail: "90,000.00" },
        { code: "text-differs", file: null },
      ],
      passages: [
        { word: expect.stringContaining("310"), pdf: expect.stringContaining("810"), page: 1 },
        { page: 1 },
      ],
    });
  });

  test("does not guess at a scan, nor at a file that inspection refuses", async () => {
    const scan = await given("scan.pdf", pagesPdf([{ picture: [595, 842] }]));
    const form = await given("a.docx", word());
    expect(await compared(form, scan)).toMatchObject({
      verdict: "not-checkable",
      inspected: { pdf: "flagged" },
    });
    const wrong = await given("wrong.pdf", "not a PDF");
    expect(await compared(form, wrong)).toMatchObject({
      verdict: "not-checkable",
      findings: [{ code: "not-checkable", file: "pdf" }],
      inspected: { word: "accepted", pdf: "refused" },
    });
    expect(await compared(wrong, form)).toMatchObject({ verdict: "not-checkable" });
  });

  test("says of a pair beyond its bounds that it can't be checked", async () => {
    const files = [await given("a.docx", word()), await given("a.pdf", stamped())];
    expect(await twinCommand.run(files, { seconds: 60, memoryMb: 8 })).toBe(0);
    expect(JSON.parse(desk.said[0] ?? "")).toMatchObject({ verdict: "not-checkable", similarity: null });
  });

  test("exits 2 where a file can't be read, and says so", async () => {
    expect(await twinCommand.run([await given("a.docx", word()), join(desk.folder, "none.pdf")])).toBe(2);
    expect(desk.said[0]).toMatch(/无法读取 \/ cannot read: ENOENT/);
  });

  test.each([
    "{",
    "{}",
    JSON.stringify({ ...facts, budgetTotalFen: 1.5 }),
    JSON.stringify({ ...facts, more: 1 }),
  ])("exits 2 where the facts are %s", async (json) => {
    const files = [await given("a.docx", word()), await given("a.pdf", stamped())];
    expect(await twinCommand.run([...files, "--facts", await given("facts.json", json)])).toBe(2);
    expect(desk.complained[0]).toMatch(/无法使用 .* cannot use/);
    expect(desk.said).toEqual([]);
  });

  test.each([[[]], [["a"]], [["a", "b", "c"]], [["a", "b", "--facts"]], [["a", "b", "--fast"]]])(
    "called with %j it shows how to use it",
    async (args) => {
      expect(await twinCommand.run(args)).toBe(2);
      expect(desk.complained).toEqual([twinCommand.usage]);
    },
  );

  test("--help exits 0", async () => {
    expect(await twinCommand.run(["--help"])).toBe(0);
    expect(desk.said).toEqual([twinCommand.usage]);
  });
});
