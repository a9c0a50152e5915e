import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspectCommand } from "../../cli/inspect.ts";
import { docx } from "../uploads/given-docx.ts";
import { onePage, type PdfObject, pdf, stream } from "../uploads/given-pdf.ts";
import { openDesk } from "./desk.ts";

const desk = openDesk();
const { given } = desk;

const lines = () => desk.said.map((line) => JSON.parse(line));

/** The verdicts that a call prints, each with its reasons. */
async function verdicts(args: readonly string[]): Promise<string[]> {
  desk.said = [];
  expect(await inspectCommand.run(args)).toBe(0);
  return lines().map(({ verdict, reasons }) => [verdict, ...reasons].join(" "));
}

/** A page whose drawing draws ten drawings, each of which draws ten more, and so on: no reader ever comes to its end. */
function endless(): PdfObject[] {
  const depth = 12;
  const drawings = Array.from({ length: depth }, (_, at) =>
    stream(
      at + 1 < depth ? "/X Do ".repeat(10) : "BT /F1 9 Tf (text) Tj ET",
      `/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>/XObject<</X ${7 + at} 0 R>>>>`,
    ),
  );
  return onePage({ content: stream("/X Do"), page: "/Resources<</XObject<</X 6 0 R>>>>", more: drawings });
}

describe("linxuan inspect goes on", () => {
  test("after a file that never comes to an end, which it flags", async () => {
    const files = [await given("endless.pdf", pdf(endless())), await given("fine.pdf", pdf(onePage()))];
    expect(await inspectCommand.run(files, { seconds: 10, memoryMb: 1769 })).toBe(0);
    expect(lines()).toMatchObject([
      { verdict: "flagged", reasons: ["too-complex"], pages: null, characters: null },
      { verdict: "accepted", reasons: [], pages: 1, characters: 11 },
    ]);
  });

  test("after a file that takes more memory than there is", async () => {
    const files = [await given("a.pdf", pdf(onePage())), await given("b.docx", docx())];
    expect(await inspectCommand.run(files, { seconds: 60, memoryMb: 8 })).toBe(0);
    expect(lines().map(({ reasons }) => reasons)).toEqual([["too-complex"], ["too-complex"]]);
  });

  test("after a file that is not there and one that is a folder, and says so at the end", async () => {
    const files = [join(desk.folder, "none.pdf"), desk.folder, await given("fine.docx", docx())];
    expect(await inspectCommand.run(files)).toBe(2);
    expect(lines()).toMatchObject([
      { file: files[0], error: expect.stringMatching(/无法读取 \/ cannot read: ENOENT/) },
      { file: desk.folder, error: expect.stringContaining("EISDIR") },
      { file: files[2], kind: "docx", verdict: "accepted" },
    ]);
  });
});

describe("linxuan inspect", () => {
  test("prints one line a file, in their order, with codes that stand once", async () => {
    const launches = onePage({
      catalogue: "/OpenAction<</S/Launch/F(a)>>",
      page: "/AA<</O<</S/Launch/F(b)>>>>",
    });
    const files = [await given("a.pdf", pdf(launches)), await given("b.PDF", Buffer.from("<html>"))];
    expect(await inspectCommand.run(files)).toBe(0);
    expect(lines()).toEqual([
      {
        file: files[0],
        kind: "pdf",
        verdict: "refused",
        reasons: ["pdf-launch"],
        pages: 1,
        characters: 11,
        milliseconds: expect.any(Number),
      },
      expect.objectContaining({ verdict: "refused", reasons: ["html-as-pdf"] }),
    ]);
  });

  test("judges by the content alone: a renamed copy gets the same verdict", async () => {
    const scan = pdf(onePage({ content: stream("0 0 9 9 re f") }));
    const launches = pdf(onePage({ catalogue: "/OpenAction<</S/Launch/F(a)>>" }));
    for (const [bytes, verdict] of [
      [docx(), "accepted"],
      [pdf(onePage()), "accepted"],
      [scan, "flagged no-text"],
      [launches, "refused pdf-launch"],
    ] as const) {
      const names = ["form.docx", "form.pdf", "form", "FORM.PDF", "form.Docx", "form.bin", "form.pdf.exe"];
      const files = await Promise.all(names.map((name) => given(name, bytes)));
      expect(await verdicts(files)).toEqual(names.map(() => verdict));
    }
  });

  test("says of what is neither Word nor PDF what its name promised", async () => {
    const files = [await given("a.pdf", Buffer.from("text")), await given("a.docx", Buffer.from("text"))];
    expect(await verdicts(files)).toEqual(["refused not-pdf", "refused not-docx"]);
  });

  test("refuses a sound file of another kind where one kind is asked for", async () => {
    const files = [await given("form.docx", pdf(onePage())), await given("form", docx())];
    expect(await verdicts(["--as", "pdf", ...files])).toEqual(["accepted", "refused not-pdf"]);
    expect(await verdicts(["--as", "docx", ...files])).toEqual(["refused not-docx", "accepted"]);
  });

  test("takes what stands behind -- for a name", async () => {
    expect(await inspectCommand.run(["--", "--as"])).toBe(2);
    expect(lines()).toMatchObject([{ file: "--as", error: expect.stringContaining("ENOENT") }]);
  });

  test.each([[[]], [["--as", "doc", "a"]], [["--as"]], [["--fast", "a"]], [["--"]]])(
    "called with %j it shows how to use it",
    async (args) => {
      expect(await inspectCommand.run(args)).toBe(2);
      expect(desk.complained).toEqual([inspectCommand.usage]);
    },
  );

  test("--help exits 0", async () => {
    expect(await inspectCommand.run(["--help"])).toBe(0);
    expect(desk.said).toEqual([inspectCommand.usage]);
  });
});
