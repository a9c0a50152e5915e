import type { RegisterRow } from "../../shared/contract/register.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";

/** The row as it stands in a record, without what the record adds. */
function rowOf({ code, names, category, uscc, isRecommended, filler, approver, facts }: RegisterRow): string {
  return canonicalJson({ code, names, category, uscc, isRecommended, filler, approver, facts });
}

/** The rows that say something else than what is held; the others need no new version and no event. */
export function changedRows(
  rows: readonly RegisterRow[],
  held: ReadonlyMap<string, RegisterRow>,
): RegisterRow[] {
  return rows.filter((row) => {
    const before = held.get(row.code);
    return !before || rowOf(before) !== rowOf(row);
  });
}
