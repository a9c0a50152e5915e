import { lettersOf } from "./twin-letters.ts";

/** Heads and feet are among so many lines at the edge of a page. */
const edge = 3;

/** A line for the comparison with other pages: the number of the page is the only thing that changes. */
const patternOf = (line: string) => lettersOf(line).text.replaceAll(/\d+/g, "0");
const wordsOf = (line: string) => lettersOf(line).text.replaceAll(/\d/g, "");

const isPageNumber = (pattern: string) => /^(第0页(共0页)?|page0(of0)?)$/.test(pattern);

/** Places of the lines at the top and at the foot that have letters. */
function edgesOf(lines: readonly string[]): number[] {
  const written = lines.flatMap((line, at) => (patternOf(line) === "" ? [] : [at]));
  return [...new Set([...written.slice(0, edge), ...written.slice(-edge)])];
}

/** A margin of fewer letters may be the beginning of any line. */
const surely = 12;

/** A line without the foot that it begins with: what stands behind it is a seal that was put over the foot. */
function withoutMargin(line: string, margins: readonly string[]): string {
  const { text, at } = lettersOf(line);
  for (const margin of margins.filter(({ length }) => length >= surely)) {
    let [read, found] = [0, 0];
    while (read < text.length && (/\d/.test(text[read] ?? "") || text[read] === margin[found])) {
      if (text[read] === margin[found]) found++;
      read++;
    }
    if (found === margin.length) return line.slice(at[read] ?? line.length);
  }
  return line;
}

/**
 * Takes running heads and feet off the pages: lines at an edge that most pages have in common, that the Word form keeps in its
 * own heads and feet, or that only number the page.
 */
export function withoutRunning(pages: readonly string[], margins: readonly string[]): string[] {
  const kept = margins.map(wordsOf);
  const split = pages.map((page) => page.split("\n").map((line) => withoutMargin(line, kept)));
  const counts = new Map<string, number>();
  for (const lines of split) {
    for (const pattern of new Set(edgesOf(lines).map((at) => patternOf(lines[at] ?? "")))) {
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    }
  }
  const common = Math.max(3, Math.ceil(pages.length / 2));
  const isRunning = (line: string) => {
    const pattern = patternOf(line);
    const words = wordsOf(line);
    const isOfMargin = words.length >= 4 && kept.some((margin) => margin.includes(words));
    return isOfMargin || isPageNumber(pattern) || (counts.get(pattern) ?? 0) >= common;
  };
  // A seal that is drawn last stands behind the foot: a line that says something is known wherever it stands.
  const isKnown = (line: string) => (counts.get(patternOf(line)) ?? 0) >= common && wordsOf(line).length >= 4;
  return split.map((lines) => {
    const atEdge = new Set(edgesOf(lines));
    return lines.filter((line, at) => !(isKnown(line) || (atEdge.has(at) && isRunning(line)))).join("\n");
  });
}
