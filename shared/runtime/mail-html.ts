import { escaped } from "../kernel/html.ts";
import type { Language } from "../kernel/text.ts";

/** A line that is an address of the web and nothing else. */
const address = /^https?:\/\/\S+$/;

const lineOf = (line: string) =>
  address.test(line) ? `<a href="${escaped(line)}">${escaped(line)}</a>` : escaped(line);

const paragraphOf = (text: string) =>
  `<p style="margin:0 0 1em">${text.split("\n").map(lineOf).join("<br>")}</p>`;

/** A letter's text as simple HTML that every mail program shows: paragraphs, no pictures, nothing loaded from anywhere. */
export function htmlOf(subject: string, text: string, language: Language): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font:16px/1.7 sans-serif;color:#1f1f1f;max-width:40em">',
    ...text.split("\n\n").map(paragraphOf),
    "</body></html>",
  ].join("\n");
}
