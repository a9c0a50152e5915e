import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { InspectionLimits } from "./inspection.ts";

/** What a reader's own engine makes of the file. */
export type Read =
  | { outcome: "read"; pages: string[] }
  | { outcome: "needs-password" }
  | { outcome: "unreadable" };

async function engine() {
  // The worker runs in this very process: a function has no other, and the inspection's caller bounds time and memory.
  const worker = await import("pdfjs-dist/legacy/build/pdf.worker.mjs");
  Object.assign(globalThis, { pdfjsWorker: worker });
  return import("pdfjs-dist/legacy/build/pdf.mjs");
}

/** The text of a page, line by line; a page that can't be read has none. */
async function textOf(document: PDFDocumentProxy, number: number): Promise<string> {
  try {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : "")).join("");
  } catch {
    return "";
  }
}

/**
 * Runs the engine without the promises that it breaks and waits for no more: of a damaged file it leaves some behind, and
 * each would end the whole process after the verdict.
 */
async function withoutStrays<T>(run: () => Promise<T>): Promise<T> {
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", () => {});
  try {
    return await run();
  } finally {
    // They are told of once the engine has come to rest.
    await new Promise((resolve) => setImmediate(resolve));
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
}

/** Opens a PDF without a password and reads the text of each page that a person would look through. */
export const readText = (bytes: Uint8Array, limits: InspectionLimits, characterMaps: string): Promise<Read> =>
  withoutStrays(() => read(bytes, limits, characterMaps));

async function read(bytes: Uint8Array, limits: InspectionLimits, characterMaps: string): Promise<Read> {
  const { getDocument, PasswordException } = await engine();
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: characterMaps,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const pages: string[] = [];
    for (let number = 1; number <= Math.min(document.numPages, limits.pages); number++) {
      pages.push(await textOf(document, number));
    }
    return document.numPages > 0 ? { outcome: "read", pages } : { outcome: "unreadable" };
  } catch (cause) {
    return { outcome: cause instanceof PasswordException ? "needs-password" : "unreadable" };
  } finally {
    await task.destroy();
  }
}
