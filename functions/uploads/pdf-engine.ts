import type { InspectionLimits } from "./inspection.ts";

/** What a reader's own engine makes of the file; `scripts` are those that do more than format a field. */
export type Read =
  | { outcome: "read"; pages: number; characters: number; scripts: number }
  | { outcome: "needs-password" }
  | { outcome: "unreadable" };

/** Scripts of a form field that only format and check what is typed. */
const harmless = new Set(["Keystroke", "Format", "Validate", "Calculate"]);

const scriptsIn = (actions: unknown): [string, number][] =>
  actions instanceof Object
    ? Object.entries(actions).map(([name, list]) => [name, Array.isArray(list) ? list.length : 1])
    : [];

async function engine() {
  // The worker runs in this very process: a function has no other, and the inspection's caller bounds time and memory.
  const worker = await import("pdfjs-dist/legacy/build/pdf.worker.mjs");
  Object.assign(globalThis, { pdfjsWorker: worker });
  return import("pdfjs-dist/legacy/build/pdf.mjs");
}

/** Opens a PDF without a password, counts its pages and reads the text of the first ones. */
export async function readPdf(bytes: Uint8Array, limits: InspectionLimits): Promise<Read> {
  const { getDocument, PasswordException } = await engine();
  const task = getDocument({
    data: new Uint8Array(bytes),
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    let characters = 0;
    let scripts = scriptsIn(await document.getJSActions()).reduce((all, [, count]) => all + count, 0);
    for (let number = 1; number <= Math.min(document.numPages, limits.textPages); number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      for (const item of items) if ("str" in item) characters += item.str.replaceAll(/\s/g, "").length;
      scripts += scriptsIn(await page.getJSActions()).reduce((all, [, count]) => all + count, 0);
      page.cleanup();
    }
    for (const fields of Object.values((await document.getFieldObjects()) ?? {})) {
      for (const field of fields as { actions?: unknown }[]) {
        for (const [name, count] of scriptsIn(field.actions)) {
          if (!harmless.has(name)) scripts += count;
        }
      }
    }
    return { outcome: "read", pages: document.numPages, characters, scripts };
  } catch (cause) {
    return { outcome: cause instanceof PasswordException ? "needs-password" : "unreadable" };
  } finally {
    await task.destroy();
  }
}
