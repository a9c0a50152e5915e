import { dateOf, nameOf, plainOf } from "../../shared/files/table-cells.ts";
import { branchEnding } from "../../shared/kernel/branch.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type { RegisterReader } from "./register-faults.ts";
import type { Ground, Registered } from "./register-held.ts";
import { correctionWords } from "./register-kinds.ts";

type Against = Pick<Ground, "today"> & { held: Registered | undefined };

/** Names that the file lists as borne before: `name|from|until`, several joined by a semicolon; `from` may be empty. */
function formerNamesIn({ cell, fail }: RegisterReader, today: LocalDate) {
  const text = nameOf(cell("former_names"));
  if (text === "") return [];
  return text.split(/[;；]/).map((entry) => {
    const [zh = "", first = "", last = "", ...more] = entry.split(/[|｜]/).map(nameOf);
    const from = first === "" ? null : dateOf(plainOf(first));
    const until = dateOf(plainOf(last));
    const isWhole = zh !== "" && from !== undefined && until !== undefined && more.length === 0;
    if (!isWhole || (from !== null && from >= until)) return fail("former_names", "bad-former-name", entry);
    if (until > today) return fail("former_names", "future-date", until);
    return { zh, en: null, from, until };
  });
}

/** Since when the society bears its name, as a day or as a correction; null when the file does not say. */
function nameSinceIn(read: RegisterReader, today: LocalDate) {
  const text = read.plain("name_since");
  if (text === "") return null;
  if (correctionWords.some((word) => word === text.toLowerCase())) return "correction" as const;
  return read.day("name_since", text, today);
}

/**
 * The names of a line. A society that the register holds under another Chinese name has changed it only if the file says
 * since when, or that the register's name was wrong: a name that merely differs is a fault, for the row may be another
 * society's or mistyped. The English name is a translation and may change by itself.
 */
export function statedNames(read: RegisterReader, { held, today }: Against) {
  const zh = read.name("name_zh");
  const ending = zh === undefined ? null : branchEnding(zh);
  if (ending !== null) read.fail("name_zh", "branch-body", ending);
  const nameSince = nameSinceIn(read, today);
  if (held !== undefined && zh !== undefined && zh !== held.names.zh) {
    if (read.plain("name_since") === "") read.fail("name_zh", "name-changed", held.names.zh);
    const isDay = nameSince && nameSince !== "correction";
    if (isDay && held.nameSince !== null && nameSince <= held.nameSince)
      read.fail("name_since", "older-than-held", held.nameSince);
  }
  return {
    names: { zh, en: read.name("name_en") },
    nameSince,
    formerNames: formerNamesIn(read, today),
  };
}
