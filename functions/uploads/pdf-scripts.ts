import type { PdfObject } from "./pdf-objects.ts";

/** Scripts of a document by what they may do. */
export interface Scripts {
  /** In a form field's format, keystroke, validate and calculate actions: they check what is typed. */
  formatting: number;
  other: number;
}

const script = /\/S\s*\/JavaScript\b/g;
const direct = /\/[FKVC]\s*<<(?:(?!>>)[\s\S]){0,200}?\/S\s*\/JavaScript\b/g;
const indirect = /\/[FKVC]\s+(\d+)\s+\d+\s+R/g;

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

/** Which scripts there are; a name that only looks like one (a bare `/JS`) counts among the others. */
export function scriptsOf(objects: Iterable<PdfObject>): Scripts {
  const all = [...objects];
  const ofFields = new Set<number>();
  let formatting = 0;
  for (const { text } of all) {
    const at = text.search(/\/AA\s*<</);
    if (at < 0 || !/\/FT\s*\/|\/Subtype\s*\/Widget\b/.test(text)) continue;
    const actions = text.slice(at);
    formatting += count(actions, direct);
    for (const [, number] of actions.matchAll(indirect)) ofFields.add(Number(number));
  }
  let scripts = 0;
  for (const { number, text } of all) {
    const here = count(text, script) || (/\/(JavaScript|JS)\b/.test(text) ? 1 : 0);
    if (ofFields.has(number)) formatting += here;
    scripts += here;
  }
  return { formatting, other: Math.max(0, scripts - formatting) };
}
