import type { NotFound } from "../../shared/contract/form-reading.ts";
import { labelOf } from "./form-text.ts";
import type { WordBlock } from "./word-blocks.ts";

/** A heading to be found: several names where it may be written in several ways. */
export interface Heading {
  key: string;
  name: string;
  /** It is printed only at times: its absence says nothing of its neighbours. */
  isOptional: boolean;
}

/** Blocks from behind its heading up to the next one, or why nobody can say where it stands. */
export type Range = { from: number; to: number } | { because: NotFound };

/** The number that a chapter is printed with; a word processor may have renumbered it. */
const numbered = /^\s*(?:第?[一二三四五六七八九十百]{1,5}[章节]?|\d{1,2})[、.．,，)）\s]+/;

/** Paragraphs that may be the heading, by its number or without. */
function candidates(blocks: readonly WordBlock[], name: string): number[] {
  const wanted = labelOf(name);
  return blocks.flatMap((block, at) => {
    if (block.kind !== "paragraph" || block.text.length > 4 * name.length + 20) return [];
    const isIt = labelOf(block.text) === wanted || labelOf(block.text.replace(numbered, "")) === wanted;
    return isIt ? [at] : [];
  });
}

/**
 * Finds headings, each only where it stands once and the next one follows it: a text between two headings of which one
 * may be wrong is not found, rather than taken for another's. Where any heading kept its style, those without are text.
 */
export function rangesOf(blocks: readonly WordBlock[], headings: readonly Heading[]): Map<string, Range> {
  const all = headings.map((heading) => ({ ...heading, at: candidates(blocks, heading.name) }));
  const isStyled = (at: number) => {
    const block = blocks[at];
    return block?.kind === "paragraph" && block.level !== null;
  };
  const hasStyles = all.some(({ at }) => at.some(isStyled));
  const placed = all
    .map((heading) => ({ ...heading, at: hasStyles ? heading.at.filter(isStyled) : heading.at }))
    .filter(({ at, isOptional }) => at.length > 0 || !isOptional);
  return new Map(
    placed.map(({ key, at }, index): [string, Range] => {
      const [from, again] = at;
      if (from === undefined) return [key, { because: "missing" }];
      const next = placed[index + 1];
      const to = next ? next.at[0] : blocks.length;
      const isSure = again === undefined && to !== undefined && to > from && (next?.at.length ?? 1) === 1;
      const isCrossed = placed.some((other) =>
        other.at.some((one) => other.key !== key && one > from && one < (to ?? from)),
      );
      return [key, isSure && !isCrossed ? { from: from + 1, to } : { because: "ambiguous" }];
    }),
  );
}
