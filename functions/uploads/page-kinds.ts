import * as z from "zod";

/** What makes a page a picture of paper. */
export const pageRules = {
  /** A scan fills the sheet but for a margin; a letterhead, a photo or a seal leaves more than half of the page free. */
  imageShare: 0.5,
  /** Scanners' apps and seals print a name, a date or a number over a picture; a page of a form has more than one full line. */
  visibleCharacters: 40,
};

/** One page: what a program reads of it, and what a person sees on it. */
export interface PageSeen {
  /** Characters that can be read, without white space. */
  characters: number;
  /** Share of them that is drawn invisibly or behind a picture of the page, 0 to 1. */
  hiddenShare: number;
  /** Share of the page that pictures cover, 0 to 1. */
  imageShare: number;
}

/** `recognised`: a picture with a layer of text that nobody sees, as a program for recognition (OCR) adds it. */
export const PageKind = z.enum(["text", "scan", "recognised", "blank"]);
export type PageKind = z.infer<typeof PageKind>;

export function kindOfPage({ characters, hiddenShare, imageShare }: PageSeen): PageKind {
  const hidden = Math.round(characters * hiddenShare);
  const visible = characters - hidden;
  const isPicture = imageShare >= pageRules.imageShare && visible < pageRules.visibleCharacters;
  if (hidden > visible && (isPicture || visible === 0)) return "recognised";
  if (isPicture) return "scan";
  if (characters > 0) return "text";
  return imageShare > 0 ? "scan" : "blank";
}

/** Numbers of pages in a row as one span: "1-3,7". */
export function spansOf(numbers: readonly number[]): string {
  const spans: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last?.to === number - 1) last.to = number;
    else spans.push({ from: number, to: number });
  }
  return spans.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

/** What a document of such pages is flagged for, and on which pages. */
export function pageReasons(
  kinds: readonly PageKind[],
): { code: "no-text" | "part-scan" | "doubtful-text"; where: string | null }[] {
  const on = (kind: PageKind) => kinds.flatMap((one, at) => (one === kind ? [at + 1] : []));
  const named = (numbers: readonly number[]) =>
    `${numbers.length === 1 ? "page" : "pages"} ${spansOf(numbers)}`;
  const [scans, recognised] = [on("scan"), on("recognised")];
  if (!kinds.includes("text") && recognised.length === 0) return [{ code: "no-text", where: null }];
  return [
    ...(scans.length > 0 ? [{ code: "part-scan" as const, where: named(scans) }] : []),
    ...(recognised.length > 0 ? [{ code: "doubtful-text" as const, where: named(recognised) }] : []),
  ];
}
