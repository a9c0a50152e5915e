import type { Expert, Tie } from "../../shared/contract/experts.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { ExpertRow } from "./expert-row.ts";

/** An expert's next version, and the columns in which it differs from the one before. */
export interface ExpertChange {
  next: Expert;
  what: "new" | "changed";
  columns: string[];
}

const cellsOf = ({ institution, parentInstitution, department, fields, loadCap, ties }: Expert) => ({
  institution,
  parent_institution: parentInstitution,
  department,
  fields,
  load_cap: loadCap,
  ties,
});

/** Ties are added or told anew; none is dropped by a file that is silent on it. */
function tiesAfter(held: readonly Tie[], stated: readonly Tie[]): Tie[] {
  const of = ({ kind, societyCode }: Tie) => `${kind}#${societyCode}`;
  return [...new Map([...held, ...stated].map((tie) => [of(tie), tie])).values()];
}

/** What a row does to the expert who is held under its address; null when it says nothing new. */
export function expertChange(
  row: ExpertRow,
  held: Expert | undefined,
  { id, now }: { id: Expert["id"]; now: Instant },
): ExpertChange | null {
  const next: Expert = {
    id: held?.id ?? id,
    name: held?.name ?? row.name,
    mail: row.mail,
    institution: row.institution ?? held?.institution ?? "",
    parentInstitution: row.parentInstitution ?? held?.parentInstitution ?? null,
    department: row.department ?? held?.department ?? null,
    fields: row.fields.length > 0 ? row.fields : (held?.fields ?? []),
    ties: tiesAfter(held?.ties ?? [], row.ties),
    loadCap: row.loadCap ?? held?.loadCap ?? null,
    cleared: held?.cleared ?? null,
    createdAt: held?.createdAt ?? now,
    version: (held?.version ?? 0) + 1,
  };
  if (held === undefined) return { next, what: "new", columns: [] };
  const [before, after] = [cellsOf(held), cellsOf(next)];
  const keys = Object.keys(before) as (keyof typeof before)[];
  const columns = keys.filter((key) => canonicalJson(before[key]) !== canonicalJson(after[key]));
  return columns.length === 0 ? null : { next, what: "changed", columns };
}

/** Is it known who the expert is: where he or she works, and at what? An officer may have cleared who isn't. */
export const isIdentified = ({ institution, fields, cleared }: Expert): boolean =>
  cleared !== null || (institution !== "" && fields.length > 0);
