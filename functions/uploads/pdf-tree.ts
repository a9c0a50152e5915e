import type { PdfObject } from "./pdf-objects.ts";

/** Deeper than any writer nests its page tree. */
const deepest = 64;

/** Does a page tree lead back to itself? Readers disagree on such a file: some hang, some count two pages. */
export function hasPageLoop(objects: ReadonlyMap<number, PdfObject>): boolean {
  const kidsOf = (text: string): number[] => {
    const list = /\/Kids\s*\[([^\]]*)\]/.exec(text)?.[1] ?? "";
    return [...list.matchAll(/(\d+)\s+\d+\s+R/g)].map((one) => Number(one[1]));
  };
  const isLoop = (number: number, above: readonly number[]): boolean => {
    if (above.includes(number) || above.length > deepest) return true;
    const text = objects.get(number)?.text ?? "";
    return kidsOf(text).some((kid) => isLoop(kid, [...above, number]));
  };
  const catalogue = [...objects.values()].filter(({ text }) => /\/Type\s*\/Catalog\b/.test(text));
  return catalogue.some(({ text }) => {
    const root = /\/Pages\s+(\d+)\s+\d+\s+R/.exec(text)?.[1];
    return root !== undefined && isLoop(Number(root), []);
  });
}
