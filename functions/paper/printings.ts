import type { Printing } from "../../shared/contract/paper.ts";

/** The forms that may lie on paper with one more, in the order of their submissions; one that is known is not added again. */
export function withPrinting(known: readonly Printing[], more: Printing): Printing[] {
  if (known.some(({ sha256 }) => sha256 === more.sha256)) return [...known];
  return [...known, more].toSorted((a, b) =>
    a.arrivedAt < b.arrivedAt ? -1 : a.arrivedAt > b.arrivedAt ? 1 : 0,
  );
}

/** Does the submission that stands say something else than the one that stood before? What can't be told apart is taken to. */
export function haveOtherWords(before: readonly Printing[], after: readonly Printing[]): boolean {
  const [stood, stands] = [before.at(-1), after.at(-1)];
  if (stood?.sha256 === stands?.sha256) return false;
  return stands?.formCode == null || stands.formCode !== stood?.formCode;
}
