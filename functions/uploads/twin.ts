import type { TwinComparison, TwinFacts, TwinFinding } from "../../shared/contract/twins.ts";
import type { DocumentText } from "./inspection.ts";
import { spansOf } from "./page-kinds.ts";
import { gapsBetween } from "./twin-align.ts";
import { factFindings } from "./twin-facts.ts";
import { lettersOf } from "./twin-letters.ts";
import { isOfPrinting, passageOf } from "./twin-passages.ts";
import { withoutRunning } from "./twin-running.ts";
import { similarityOf } from "./twin-similarity.ts";

export const twinRules = {
  /** Letters of one file; a form of 300 pages has some 250,000. */
  letters: 600_000,
  /** Below, the texts are not the same document, though no place alone could be named. */
  similarity: 0.9,
  /** Differing places that a person is shown; who sees so many reads both files. */
  passages: 20,
  /** A Word form in Chinese whose PDF shows hardly any has a PDF whose letters can't be read. */
  hanShare: { word: 0.3, pdf: 0.05 },
};

const hanShare = (text: string) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) / Math.max(1, text.length);

const doubt = (
  code: TwinFinding["code"],
  file: TwinFinding["file"],
  detail: string | null = null,
): TwinFinding => ({
  code,
  file,
  detail,
});

const unread = (findings: TwinFinding[]): TwinComparison => ({
  verdict: findings.some(({ code }) => code !== "not-checkable" && code !== "too-long")
    ? "doubt"
    : "not-checkable",
  similarity: null,
  findings,
  passages: [],
  omitted: 0,
});

/**
 * Compares a Word form with the PDF that should say the same, and both with what is recorded. Every doubt is a finding for a
 * person; scans and recognised text are never guessed at.
 * @param texts what inspection read of the files; null where it could read nothing
 */
export function compareTwins(
  texts: { word: DocumentText | null; pdf: DocumentText | null },
  facts: TwinFacts,
): TwinComparison {
  const word = texts.word?.kind === "word" ? texts.word : null;
  const pages = texts.pdf?.kind === "pdf" ? texts.pdf.pages : [];
  const wordRaw = word?.paragraphs.join("\n") ?? "";
  const inWord = lettersOf(wordRaw);
  const whole = word && inWord.text !== "" ? word : null;
  const ofWord = whole
    ? factFindings("word", [wordRaw, ...whole.margins].join("\n"), { facts, isWhole: true })
    : [doubt("not-checkable", "word")];
  const on = pages.flatMap(({ kind }, at) => (kind === "scan" || kind === "recognised" ? [at + 1] : []));
  const readable = pages.map(({ text, kind }) => (kind === "text" ? text : ""));
  if (readable.every((text) => text === "")) return unread([...ofWord, doubt("not-checkable", "pdf")]);

  const body = withoutRunning(readable, whole?.margins ?? []);
  const inPdf = lettersOf(body.join("\n"));
  const isGarbled =
    hanShare(inWord.text) > twinRules.hanShare.word && hanShare(inPdf.text) < twinRules.hanShare.pdf;
  if (isGarbled) return unread([...ofWord, doubt("not-checkable", "pdf")]);
  const isWhole = on.length === 0;
  const findings = [
    ...ofWord,
    ...factFindings("pdf", readable.join("\n"), { facts, isWhole }),
    ...(isWhole ? [] : [doubt("partly-checkable", "pdf", spansOf(on).slice(0, 200))]),
  ];
  if (!whole) return unread(findings);
  if (Math.max(inWord.text.length, inPdf.text.length) > twinRules.letters) {
    return unread([...findings, doubt("too-long", inWord.text.length > twinRules.letters ? "word" : "pdf")]);
  }

  const similarity = similarityOf(inWord.text, inPdf.text, !isWhole);
  const gaps = gapsBetween(inWord.text, inPdf.text).filter(
    // What only the Word form has may stand on a page that could not be read.
    (gap) => !isOfPrinting(inWord, inPdf, gap) && (isWhole || gap.b[1] > gap.b[0]),
  );
  let end = 0;
  const starts = body.map((page) => {
    const start = end;
    end += page.length + 1;
    return start;
  });
  const differs = gaps.length > 0 || (similarity !== null && similarity < twinRules.similarity);
  if (differs) findings.push(doubt("text-differs", null));
  return {
    verdict: findings.length > 0 ? "doubt" : "alike",
    similarity,
    findings,
    passages: gaps.slice(0, twinRules.passages).map((gap) => passageOf(inWord, inPdf, gap, starts)),
    omitted: Math.max(0, gaps.length - twinRules.passages),
  };
}
