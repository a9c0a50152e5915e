import { formWords } from "./form-words.ts";

/** Text as XML can hold it: what people paste may carry control characters, halves of pairs, and marks of pictures left behind. */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 forbids are taken out
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffc\ufffe\uffff]/g, "");

/** A label for finding it again: letters and digits alone, whatever their width. */
export const labelOf = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/**
 * A text as the form carries it: a word processor keeps neither spaces at the ends of lines nor runs of them, and the
 * words for "not filled in" mean that nothing is written.
 */
export function carried(text: string): string {
  const lines = printable(text)
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.replace(/[\s\u200b\ufeff]+/g, " ").trim());
  // By hand: a pattern for the lines at the end would try each of many blank lines anew.
  let [from, to] = [0, lines.length];
  while (from < to && lines[from] === "") from++;
  while (to > from && lines[to - 1] === "") to--;
  const whole = lines.slice(from, to).join("\n");
  return Object.values(formWords.empty).includes(whole) ? "" : whole;
}

/** For telling a change of words from one of width, spaces or breaks of lines. */
export const wording = (text: string): string =>
  carried(text)
    .normalize("NFKC")
    .replace(/\s+/g, " ")
    .replace(/ ?([^\p{ASCII}]) ?/gu, "$1")
    .trim();
