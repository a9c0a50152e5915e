import type { TwinPassage } from "../../shared/contract/twins.ts";
import type { Gap } from "./twin-align.ts";
import type { Letters } from "./twin-letters.ts";

/** A passage is shown with so many characters around it, and no longer than so many. */
const around = 8;
const longest = 120;

/** The number of a list, which Word makes when it prints and does not keep in its text. */
const listNumber = /^(第?[\d一二三四五六七八九十百]{1,4}[章节条]?|[a-z]{1,4})$/;

const lettersIn = ({ text }: Letters, [from, to]: Gap["a"]) => text.slice(from, to);
const rawFrom = ({ raw, at }: Letters, index: number) => at[index] ?? raw.length;
const rawTo = ({ at }: Letters, [from, to]: Gap["a"]) => (to > from ? (at[to - 1] ?? 0) + 1 : undefined);

function isListNumber(pdf: Letters, gap: Gap["b"]): boolean {
  if (!listNumber.test(lettersIn(pdf, gap))) return false;
  const before = pdf.raw.slice(0, rawFrom(pdf, gap[0])).match(/[^\s(（•·●■]?[\s(（•·●■]*$/)?.[0] ?? "";
  const isAtStart = rawFrom(pdf, gap[0]) === 0 || /\n|^[\s(（•·●■]*$/.test(before);
  return isAtStart && /^[.．、，,:：)）\s]/.test(pdf.raw.slice(rawTo(pdf, gap) ?? 0));
}

/** A blank date that was filled in by hand or before printing. */
function isFilledDate(word: Letters, { a }: Gap, inPdf: string): boolean {
  const isBlank = /^年?月?日?$/.test(lettersIn(word, a));
  const isInDate = word.text.slice(Math.max(0, a[0] - 3), a[1] + 3).includes("年月日");
  return isBlank && isInDate && /^(\d|年|月|日)+$/.test(inPdf);
}

/** Differences that printing makes, and no person. */
export function isOfPrinting(word: Letters, pdf: Letters, gap: Gap): boolean {
  const [inWord, inPdf] = [lettersIn(word, gap.a), lettersIn(pdf, gap.b)];
  if (inWord === "") {
    if (isListNumber(pdf, gap.b)) return true;
    // The head of a table on its next page, a seal with the society's name.
    if (inPdf.length >= (/\d/.test(inPdf) ? 8 : 4) && word.text.includes(inPdf)) return true;
  }
  // The cells of a table in another order.
  if (inPdf === "" && inWord.length >= 8 && pdf.text.includes(inWord)) return true;
  return isFilledDate(word, gap, inPdf);
}

function shown(letters: Letters, [from, to]: Gap["a"]): string {
  if (from === to) return "";
  const start = Math.max(0, rawFrom(letters, from) - around);
  const end = (rawTo(letters, [from, to]) ?? 0) + around;
  const text = letters.raw.slice(start, end).toWellFormed().replaceAll(/\s+/g, " ").trim();
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** Numbers are shown whole: of 19 and 190 nobody wants to see the zero alone. The letters around a gap are the same in both. */
function withNumbers({ text: a }: Letters, { text: b }: Letters, gap: Gap): Gap {
  const isOfNumber = (letter: string | undefined) => letter !== undefined && /[\d.%‰]/.test(letter);
  let [[aFrom, aTo], [bFrom, bTo]] = [gap.a, gap.b];
  while (aFrom > 0 && a[aFrom - 1] === b[bFrom - 1] && isOfNumber(a[aFrom - 1]))
    [aFrom, bFrom] = [aFrom - 1, bFrom - 1];
  while (aTo < a.length && a[aTo] === b[bTo] && isOfNumber(a[aTo])) [aTo, bTo] = [aTo + 1, bTo + 1];
  return { a: [aFrom, aTo], b: [bFrom, bTo] };
}

/** A difference as a person reads it. @param starts where each page begins in the PDF's text */
export function passageOf(word: Letters, pdf: Letters, gap: Gap, starts: readonly number[]): TwinPassage {
  const at = rawFrom(pdf, gap.b[0]);
  const page = Math.max(1, starts.filter((start) => start <= at).length);
  const whole = withNumbers(word, pdf, gap);
  return { word: shown(word, whole.a), pdf: shown(pdf, whole.b), page };
}
