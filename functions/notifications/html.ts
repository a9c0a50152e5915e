import type { Language } from "../../shared/kernel/text.ts";

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** A letter's text as simple HTML that every mail program shows: paragraphs, no pictures, nothing loaded from anywhere. */
export function htmlOf(subject: string, text: string, language: Language): string {
  const paragraphs = text
    .split("\n\n")
    .map((one) => `<p style="margin:0 0 1em">${escaped(one).replaceAll("\n", "<br>")}</p>`);
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font:16px/1.7 sans-serif;color:#1f1f1f;max-width:40em">',
    ...paragraphs,
    "</body></html>",
  ].join("\n");
}

/** The greeting and the closing line around a letter's words. */
export function addressed(name: string, text: string, language: Language): string {
  return language === "zh-CN"
    ? `${name}，您好：\n\n${text}\n\n本邮件由系统发出，请勿直接回复。`
    : `Dear ${name},\n\n${text}\n\nThis mail was sent by the system; please do not reply.`;
}
