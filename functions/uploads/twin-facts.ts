import type { TwinFacts, TwinFinding } from "../../shared/contract/twins.ts";
import { amountUnits } from "../../shared/kernel/amount.ts";
import { readChineseAmount } from "../../shared/kernel/amount-capitals.ts";
import { readAmount } from "../../shared/kernel/amount-figures.ts";
import { lettersOf } from "./twin-letters.ts";

/** How far behind its label a total stands at most, in characters. */
const totalWithin = 80;

/** Amounts that are shown of a doubt. */
const shownMost = 5;

/** Text in one form that keeps punctuation, as an id and an amount need it. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[‐‑–—−]/g, "-")
    .replaceAll(/\s+/g, " ");

/** An id by itself, not as the beginning of a longer one; a print may break it at a blank. */
function holdsId(text: string, id: string): boolean {
  const pattern = [...plain(id).replaceAll(" ", "")]
    .map((one) => one.replace(/[^a-z0-9]/, "\\$&"))
    .join("\\s?");
  return new RegExp(`(?<![a-z0-9])${pattern}(?![a-z0-9])`).test(text);
}

/** Where another label begins, and all that stands behind it. */
const labels = /(合 ?计|总 ?计|总 ?额|大 ?写|\btotal\b|in words).*$/;

/**
 * Amounts behind a label as fen, each as yuan and as ten thousand yuan where it does not name the other: the first number, and
 * others that name their unit.
 */
function amountsIn(text: string): { shown: string; fen: number[] }[] {
  const numbers = [...text.matchAll(/(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,6})? ?(万元|万|元)?/g)];
  return numbers
    .filter(([, unit], at) => at === 0 || unit !== undefined)
    .map(([shown]) => ({
      shown: shown.trim(),
      fen: amountUnits.flatMap((unit) => {
        const read = readAmount(shown, unit);
        return "fen" in read ? [read.fen] : [];
      }),
    }));
}

const capitals = /[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{3,}/g;

/** What a text says of the total: nothing, the right thing, or something else. */
function totalIn(
  text: string,
  fen: number,
): { state: "missing" | "right" } | { state: "wrong"; shown: string[] } {
  const behind = (label: RegExp) =>
    [...text.matchAll(label)].map(({ index, 0: { length } }) =>
      text.slice(index + length, index + length + totalWithin).replace(labels, ""),
    );
  const figures = behind(/合 ?计(?! ?大)|总 ?计|总 ?额|\btotal\b(?! in words)/g).flatMap(amountsIn);
  const words = behind(/大 ?写|in words/g).flatMap((after) => after.match(capitals)?.[0] ?? []);
  const areFiguresWrong = figures.length > 0 && !figures.some((one) => one.fen.includes(fen));
  const areWordsWrong = words.length > 0 && !words.some((one) => readChineseAmount(one) === fen);
  if (areFiguresWrong || areWordsWrong) {
    const shown = [
      ...(areFiguresWrong ? figures.map((one) => one.shown) : []),
      ...(areWordsWrong ? words : []),
    ];
    return { state: "wrong", shown: [...new Set(shown)].slice(0, shownMost) };
  }
  return { state: figures.length > 0 || words.length > 0 ? "right" : "missing" };
}

/**
 * What one of the files does not say as it should.
 * @param isWhole false where a part of it could not be read: what is missing may stand there, and is no finding
 */
export function factFindings(
  file: "word" | "pdf",
  raw: string,
  { facts, isWhole }: { facts: TwinFacts; isWhole: boolean },
): TwinFinding[] {
  const text = plain(raw);
  const letters = lettersOf(raw).text;
  const holds = (wanted: string) => letters.includes(lettersOf(wanted).text);
  const total = facts.budgetTotalFen === null ? null : totalIn(text, facts.budgetTotalFen);
  const missing: TwinFinding["code"][] = [
    ...(facts.templateId !== null && !holdsId(text, facts.templateId) ? ["template-missing" as const] : []),
    ...(facts.title !== null && !holds(facts.title) ? ["title-missing" as const] : []),
    ...(facts.names.length > 0 && !facts.names.some(holds) ? ["name-missing" as const] : []),
    ...(total?.state === "missing" ? ["total-missing" as const] : []),
  ];
  const found: TwinFinding[] = isWhole ? missing.map((code) => ({ code, file, detail: null })) : [];
  const unnamed = (facts.partners ?? []).filter((name) => !holds(name));
  if (isWhole && unnamed.length > 0)
    found.push({ code: "partner-missing", file, detail: unnamed.join("; ").slice(0, 200) });
  if (total?.state === "wrong") {
    found.push({ code: "total-differs", file, detail: total.shown.join("; ").slice(0, 200) });
  }
  return found;
}
