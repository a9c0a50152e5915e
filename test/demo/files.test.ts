import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { getDocument, PasswordResponses } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { makeContent } from "../../cli/demo/content.ts";
import { makeDocx, makeStampedPdf, makeWrong } from "../../cli/demo/files.ts";
import { paragraphsOf } from "../../cli/demo/page-layout.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { wrongFileKinds } from "../../cli/demo/wrong-files.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";

const [society, other] = readSocieties();
if (!society || !other) throw new Error("no societies");
const formOf = (one: typeof society) => {
  const sections = makeContent({ definition: cast2021, society: one, route: "recommended", seed: 1 });
  return makeDocx({ definition: cast2021, society: one, route: "recommended", sections });
};

let docx: Uint8Array;
beforeAll(async () => {
  docx = await formOf(society);
});

const opened = (bytes: Uint8Array, password?: string) =>
  getDocument({ data: Uint8Array.from(bytes), verbosity: 0, ...(password !== undefined && { password }) });

/** What a reader finds in a PDF: pages, their text without spaces, and scripts. */
async function readPdf(bytes: Uint8Array, password?: string) {
  const task = opened(bytes, password);
  const pdf = await task.promise;
  let text = "";
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const content = await (await pdf.getPage(number)).getTextContent();
    text += content.items.map((item) => ("str" in item ? item.str : "")).join("");
  }
  const scripts = await pdf.getJSActions();
  const openAction = await pdf.getOpenAction();
  const pages = pdf.numPages;
  await task.destroy();
  return { pages, text: text.replace(/\s/g, ""), scripts, openAction };
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

describe("a wrong file", () => {
  it("is made for every reason, never twice the same, and always the same for the same society", () => {
    const hashes = wrongFileKinds.map((kind) => {
      const first = makeWrong(kind, docx, society);
      expect(first.reason).toBe(kind);
      expect(Buffer.from(makeWrong(kind, docx, society).bytes).equals(first.bytes)).toBe(true);
      return createHash("sha256").update(first.bytes).digest("hex");
    });
    expect(new Set(hashes).size).toBe(wrongFileKinds.length);
  });

  it("with a macro is a whole Word package that declares a macro project", () => {
    const parts = unzipSync(makeWrong("macro", docx, society).bytes);
    const types = strFromU8(parts["[Content_Types].xml"] ?? new Uint8Array());
    expect(types).toContain("macroEnabled.main+xml");
    expect(types).toContain('PartName="/word/vbaProject.bin"');
    expect(parts["word/vbaProject.bin"]?.length).toBe(512);
    expect(strFromU8(parts["word/_rels/document.xml.rels"] ?? new Uint8Array())).toContain("vbaProject.bin");
  });

  it("that was cut off has lost the directory of its package", () => {
    const { bytes } = makeWrong("truncated", docx, society);
    expect(latin1(bytes.slice(0, 2))).toBe("PK");
    expect(latin1(bytes)).not.toContain("PK\u0005\u0006");
  });

  it("that is a bomb is small and says that it unpacks to more than 300 million bytes", () => {
    const { bytes } = makeWrong("zip-bomb", docx, society);
    expect(bytes.length).toBeLessThan(1_000_000);
    const sizes: number[] = [];
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        sizes.push(originalSize);
        return false;
      },
    });
    expect(Math.max(...sizes)).toBe(300 * 1024 * 1024);
  });

  it("that is encrypted opens with its password only", async () => {
    const { bytes } = makeWrong("pdf-encrypted", docx, society);
    await expect(opened(bytes).promise).rejects.toMatchObject({ code: PasswordResponses.NEED_PASSWORD });
    await expect(opened(bytes, "wrong").promise).rejects.toMatchObject({
      code: PasswordResponses.INCORRECT_PASSWORD,
    });
    expect((await readPdf(bytes, "linxuan-demo")).text).toContain(society.name_zh);
  });

  it("with a script runs it on opening; a page saved under a PDF's name is none", async () => {
    const scripted = makeWrong("pdf-javascript", docx, society).bytes;
    expect(latin1(scripted)).toContain("/S/JavaScript");
    expect((await readPdf(scripted)).text).toContain(society.name_zh);
    const page = makeWrong("html-as-pdf", docx, society);
    expect(page.name).toMatch(/\.pdf$/);
    await expect(opened(page.bytes).promise).rejects.toThrow();
  });
});

describe("a stamped PDF", () => {
  it("says, letter for letter, what the Word form says", async () => {
    const { pages, text } = await readPdf(makeStampedPdf(docx, society));
    expect(pages).toBeGreaterThan(2);
    expect(pages).toBeLessThan(12);
    for (const paragraph of paragraphsOf(docx)) {
      // A line at the foot of a page may stand in the middle of a paragraph.
      for (const piece of paragraph
        .replace(/\s/g, "")
        .match(/.{1,12}/gu)
        ?.slice(0, 2) ?? []) {
        expect(text).toContain(piece);
      }
    }
  });

  it("as a scan has pages and not a single letter", async () => {
    const { pages, text } = await readPdf(makeStampedPdf(docx, society, true));
    expect(pages).toBe(2);
    expect(text).toBe("");
  });

  it("is the same bytes for the same society and others for another", async () => {
    const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
    for (const isScan of [false, true]) {
      const first = hashOf(makeStampedPdf(docx, society, isScan));
      expect(hashOf(makeStampedPdf(await formOf(society), society, isScan))).toBe(first);
      expect(hashOf(makeStampedPdf(await formOf(other), other, isScan))).not.toBe(first);
    }
  });
});
