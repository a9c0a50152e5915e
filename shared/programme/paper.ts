import type { Copies, Tally } from "../contract/paper.ts";
import type { PaperCopies } from "./documents.ts";

type Counted = Pick<Copies, "due" | "printings" | "sets">;

/** Whether a set says what the submission that stands says: printed of it, or of an earlier one with the very same sections. */
function isOfStanding({ printings }: Pick<Counted, "printings">, receiptNumber: string): boolean {
  const standing = printings.at(-1);
  const own = printings.find((one) => one.receiptNumber === receiptNumber);
  if (!standing || !own) return false;
  return own === standing || (own.formCode !== null && own.formCode === standing.formCode);
}

/**
 * 四、申报程序（一）“一式15份”: each set counts once, and only if it says what the submission that stands says.
 * Pure; sets in the order of their numbers.
 */
export function tallyOf(copies: Counted): Tally {
  const counted = copies.sets.filter(({ receiptNumber }) => isOfStanding(copies, receiptNumber));
  const received = counted.map(({ number }) => number).toSorted((a, b) => a - b);
  const late = counted.filter(({ isLate }) => isLate).map(({ number }) => number);
  const held = new Set(received);
  const missing = Array.from({ length: copies.due }, (_, at) => at + 1).filter((number) => !held.has(number));
  return {
    due: copies.due,
    received,
    late: late.toSorted((a, b) => a - b),
    missing,
    outdated: copies.sets
      .filter(({ receiptNumber }) => !isOfStanding(copies, receiptNumber))
      .map(({ number }) => number)
      .toSorted((a, b) => a - b),
    isShort: missing.length > 0 || late.length > 0,
  };
}

/**
 * What a shortage stands in the way of, by the programme's setting (`documents.paper.blocks`); where the setting leaves
 * it to an officer, only what one decided.
 */
export function blockedByPaper(
  { blocks }: Pick<PaperCopies, "blocks">,
  copies: Counted & Pick<Copies, "state" | "decision">,
): "nothing" | "defence" | "award" {
  if (copies.state === "DROPPED" || !tallyOf(copies).isShort) return "nothing";
  if (blocks !== "officer-decides") return blocks;
  return copies.decision?.outcome === "barred" ? "award" : "nothing";
}
