import type { BookedSet, Copies, Printing } from "../../shared/contract/paper.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import { checkCodeOf } from "../../shared/programme/check-code.ts";
import { type CoverCode, coverCodeIn } from "./cover-code.ts";

/** A set in an officer's hands: its number or its scanned cover sheet, and the code in its footer. */
export type Handed = { checkCode: string } & ({ number: number } | { scanned: string });

export interface NamedSet {
  number: number;
  checkCode: string;
  /** The code on its cover sheet, where that was scanned. */
  coverCode: string | null;
}

interface BookingFault {
  path: string;
  code: "not-a-cover-sheet" | "of-another-application" | "no-such-set" | "named-twice";
}

/** The sets that were handed in, by number; or what is wrong with the naming of each. */
export function namedSets(
  handed: readonly Handed[],
  { applicationId, due }: { applicationId: ApplicationId; due: number },
): { sets: NamedSet[] } | { faults: BookingFault[] } {
  const faults: BookingFault[] = [];
  const sets: NamedSet[] = [];
  for (const [at, one] of handed.entries()) {
    const path = `sets[${at}]`;
    const cover: CoverCode | undefined = "scanned" in one ? coverCodeIn(one.scanned) : undefined;
    const number = "number" in one ? one.number : cover?.number;
    if (number === undefined) faults.push({ path, code: "not-a-cover-sheet" });
    else if (cover && cover.applicationId !== applicationId)
      faults.push({ path, code: "of-another-application" });
    else if (number > due) faults.push({ path, code: "no-such-set" });
    else if (sets.some((other) => other.number === number)) faults.push({ path, code: "named-twice" });
    else sets.push({ number, checkCode: one.checkCode, coverCode: cover?.checkCode ?? null });
  }
  return faults.length > 0 ? { faults } : { sets };
}

/** The submission that a footer's code was printed of: after it by its receipt, or before it from the same sections. */
export function printingOf(printings: readonly Printing[], checkCode: string): Printing | undefined {
  return printings.findLast(
    ({ sha256, formCode }) => checkCodeOf(sha256) === checkCode || formCode === checkCode,
  );
}

interface OtherVersion {
  number: number;
  checkCode: string;
  /** Null: of no submission; a draft of other words, or a code that was read wrongly. */
  printed: { receiptNumber: string; arrivedAt: string } | null;
}

/**
 * Sets whose footer is not of the submission that stands, each with what it was printed of. A cover sheet is judged like
 * its pages: one that was printed of another version was laid upon the wrong pages, or they are.
 */
export function otherVersions(
  { printings }: Pick<Copies, "printings">,
  sets: readonly NamedSet[],
): OtherVersion[] {
  const standing = printings.at(-1);
  return sets.flatMap(({ number, checkCode, coverCode }) => {
    const codes = [checkCode, ...(coverCode === null ? [] : [coverCode])];
    const wrong = codes.find((code) => printingOf(printings, code) !== standing);
    if (wrong === undefined) return [];
    const printed = printingOf(printings, wrong);
    const of = printed && { receiptNumber: printed.receiptNumber, arrivedAt: printed.arrivedAt };
    return [{ number, checkCode: wrong, printed: of ?? null }];
  });
}

/** Sets that lie there already; one of an outdated version gives way to its new print. */
export const bookedBefore = (
  held: readonly BookedSet[],
  { sets, outdated }: { sets: readonly NamedSet[]; outdated: readonly number[] },
): BookedSet[] =>
  held.filter(({ number }) => sets.some((one) => one.number === number) && !outdated.includes(number));
