import type { RegisterContact, RegisterRow } from "../../shared/contract/register.ts";
import type {
  ContactChange,
  EarlierFact,
  ImportRecord,
  RegisterChange,
} from "../../shared/contract/register-record.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { columnOf, entriesOf, mergedFacts } from "./merge-facts.ts";
import { mergedNames } from "./merge-names.ts";

/** A society's next version, what of the one before it is kept as history, and the columns that differ. */
export interface Change extends Pick<RegisterChange, "what" | "columns"> {
  next: Society;
  earlier: EarlierFact[];
  /** Null where the same people act. */
  contacts: ContactChange | null;
}

/** By what a row came; an act of an officer says why. */
type By = ImportRecord & { reason?: string };

/** What a society's record says, by the column that says it. */
function cellsOf(society: Society): Map<string, string> {
  const { names, category, isRecommended, filler, approver, nameSince, formerNames, facts } = society;
  const cells = {
    name_zh: names.zh,
    name_en: names.en,
    category,
    recommended: isRecommended,
    filler_name: filler?.name ?? null,
    filler_mail: filler?.mail ?? null,
    approver_name: approver?.name ?? null,
    approver_mail: approver?.mail ?? null,
    filler_phone: filler?.phone ?? null,
    approver_phone: approver?.phone ?? null,
    name_since: nameSince,
    former_names: formerNames,
  };
  const factCells = entriesOf(facts).map((entry) => [columnOf(entry), entry] as const);
  return new Map([...Object.entries(cells), ...factCells].map(([key, cell]) => [key, canonicalJson(cell)]));
}

/**
 * A file that names nobody, or does not say the phone of the same person, takes nothing away; a number is never kept for
 * somebody else.
 */
function contactAfter(stated: RegisterContact | null, held: RegisterContact | null): RegisterContact | null {
  if (stated === null) return held;
  return stated.phone === undefined && held?.phone !== undefined && held.mail === stated.mail
    ? { ...stated, phone: held.phone }
    : stated;
}

/**
 * What a row does to the society that is held under its code; null when it says nothing new, for then there is no new
 * version and no event. Nothing is lost: each fact or name that no longer stands becomes a record of its own.
 */
export function changeOf(row: RegisterRow, held: Society | undefined, { reason, ...by }: By): Change | null {
  const { code, category, uscc, isRecommended } = row;
  const filler = contactAfter(row.filler, held?.filler ?? null);
  const approver = contactAfter(row.approver, held?.approver ?? null);
  const { ended, ...naming } = mergedNames(row, held, by);
  const version = (held?.version ?? 0) + 1;
  const facts = mergedFacts(row, held?.facts, by);
  const next = { code, category, uscc, isRecommended, filler, approver, ...naming, facts, ...by, version };
  if (held === undefined) return { next, earlier: [], contacts: null, what: "new", columns: [] };
  const [before, after] = [cellsOf(held), cellsOf(next)];
  const columns = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => before.get(key) !== after.get(key),
  );
  if (columns.length === 0) return null;
  const gone = entriesOf(held.facts).filter((entry) => columns.includes(columnOf(entry)));
  const earlier = [...ended, ...gone].map((was, at) => ({
    societyCode: code,
    societyVersion: version,
    number: at + 1,
    was,
    ended: { ...by, withdrawal: row.withdrawn.find((one) => columnOf(one) === columnOf(was)) ?? null },
    version: 1,
  }));
  return {
    next,
    earlier,
    contacts: contactChange({ held, next, columns }, reason ?? null),
    what: "changed",
    columns,
  };
}

function contactChange(
  { held, next, columns }: { held: Society; next: Society; columns: readonly string[] },
  reason: string | null,
): ContactChange | null {
  if (!columns.some((column) => /^(filler|approver)_/.test(column))) return null;
  const { importHash, importFile, importedBy, importedAt } = next;
  return {
    ...{ societyCode: next.code, societyVersion: next.version },
    before: { filler: held.filler, approver: held.approver },
    after: { filler: next.filler, approver: next.approver },
    ...{ importHash, importFile, importedBy, importedAt, reason, version: 1 },
  };
}
