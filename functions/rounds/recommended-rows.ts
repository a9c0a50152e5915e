import type { Society } from "../../shared/contract/rounds.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import { registerFault } from "./register-faults.ts";

interface Row {
  code: string;
  uscc: string;
  /** Where it stands in a file. */
  line?: number;
  /** The indicators of which it has values, where it has any. */
  values?: Readonly<Record<string, string>>;
}

/**
 * What is wrong with the societies of a proposed list, all at once; line 1 is the first. A society is known by code and
 * credit code together, never by a name.
 */
export function recommendedFaults(
  rows: readonly Row[],
  {
    registered,
    indicators,
  }: { registered: readonly Pick<Society, "code" | "uscc">[]; indicators: readonly string[] },
): TableFault[] {
  const held = new Map<string, string>(registered.map(({ code, uscc }) => [code, uscc]));
  const first = new Map<string, number>();
  return rows.flatMap(({ code, uscc, values = {}, ...row }, at) => {
    const line = row.line ?? at + 1;
    const before = first.get(code);
    first.set(code, before ?? line);
    const known = held.get(code);
    const unknown = Object.keys(values).filter((id) => !indicators.includes(id));
    return [
      ...(before === undefined ? [] : [registerFault(line, "code", ["duplicate-code", String(before)])]),
      ...(known === undefined ? [registerFault(line, "code", ["not-registered", code])] : []),
      ...(known === undefined || known === uscc
        ? []
        : [registerFault(line, "uscc", ["uscc-differs", known])]),
      ...unknown.map((id) => registerFault(line, id, ["column-unknown", id])),
    ];
  });
}
