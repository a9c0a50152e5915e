import type { SectionContent } from "../contract/draft.ts";
import { canonicalJson } from "../kernel/canonical.ts";

/** Digits of a hash that are printed in each page's footer. */
const digits = 8;

/** What a page's footer shows of a hash: enough to tell versions of one application apart. */
export const checkCodeOf = (sha256: string): string => sha256.slice(0, digits);

/**
 * What a form is printed of before there is a receipt: the sections as they stand, in the order of their keys. Its hash
 * is the check code of a draft, and can be found again in whatever froze those sections.
 */
export const printedText = (
  sections: readonly { key: string; version: number; content: SectionContent }[],
): string =>
  canonicalJson(
    sections
      .map(({ key, version, content }) => ({ key, version, content }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  );
