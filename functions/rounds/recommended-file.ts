import {
  mostRecommended,
  type ProposedList,
  RecommendedValue,
} from "../../shared/contract/recommended-list.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import { codeOf, plainOf } from "../../shared/files/table-cells.ts";
import { tableIn } from "../../shared/files/table-file.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { Uscc, usccFault } from "../../shared/kernel/uscc.ts";
import type { RecommendationSource, RecommendedListRule } from "../../shared/programme/recommended.ts";
import { registerFault } from "./register-faults.ts";

type Of<K extends ProposedList["how"]> = Extract<ProposedList, { how: K }>["societies"][number];

/** A society of the file with its line, and what the file gives of it: values, or the sources that put it on the list. */
export type RecommendedLine = { line: number } & Of<"computed"> & Of<"imported">;

/** The rows of a file that are sound by themselves, and every fault. */
export interface RecommendedFile {
  how: ProposedList["how"] | null;
  rows: RecommendedLine[];
  faults: TableFault[];
}

const columns = { code: "学会编码", uscc: "统一社会信用代码", sources: "依据" } as const;

/** A source as people write it, or by its own code. */
const sourceWords: Readonly<Record<string, RecommendationSource>> = {
  年检: "annual-inspection",
  统计年鉴: "statistical-yearbook",
  部门评价: "department-evaluation",
  公开数据: "public-data",
};
const sources = new Set<string>(Object.values(sourceWords));

/** The sources that a cell names, parted by marks; what is none of them is left as it stands. */
const sourcesIn = (cell: string): string[] =>
  plainOf(cell)
    .split(/[;,、\s]+/)
    .filter((one) => one !== "")
    .map((one) => sourceWords[one] ?? one.toLowerCase());

/**
 * 三、申报资格, the recommended list from a CSV or the first sheet of an .xlsx: columns by key or Chinese name, in any order.
 * With a column of sources it is a list as it was made elsewhere; else its other columns are the rule's indicators, and an
 * empty cell is a missing value, never zero.
 * @param file the text of a CSV, or the bytes of either
 */
export function recommendedFile(
  file: string | Uint8Array,
  rule: Pick<RecommendedListRule, "indicators"> | null,
): RecommendedFile {
  const table = tableIn(file);
  const failed = (...faults: TableFault[]): RecommendedFile => ({ how: null, rows: [], faults });
  if (!Array.isArray(table)) return failed(table);
  const [heading, ...body] = table;
  if (!heading || body.length === 0) return failed(registerFault(1, null, ["no-rows"]));
  if (body.length > mostRecommended)
    return failed(registerFault(1, null, ["too-many-rows", `${mostRecommended} / ${body.length}`]));
  const indicators = rule?.indicators ?? [];
  const keys = heading.record.map((cell) => keyOf(plainOf(cell), indicators));
  const how = keys.includes("sources") ? "imported" : "computed";
  const wrong = headingFaults(heading.record, keys, { how, indicators });
  if (wrong.length > 0) return failed(...wrong);
  const read = body.map(({ line, record }) =>
    record.length === keys.length
      ? rowIn(line, new Map(keys.map((key, at) => [key ?? "", record[at] ?? ""])), { how, indicators })
      : { faults: [registerFault(line, null, ["cells-differ", `${record.length} / ${keys.length}`])] },
  );
  return {
    how,
    rows: read.flatMap((one) => ("row" in one ? one.row : [])),
    faults: read.flatMap((one) => ("faults" in one ? one.faults : [])),
  };
}

type Indicators = RecommendedListRule["indicators"];

/** The column that a heading names. */
function keyOf(name: string, indicators: Indicators): string | undefined {
  const own = Object.entries(columns).find(([key, zh]) => key === name.toLowerCase() || zh === name);
  return own?.[0] ?? indicators.find(({ id, name: { zh } }) => id === name || zh === name)?.id;
}

function headingFaults(
  heading: readonly string[],
  keys: readonly (string | undefined)[],
  { how, indicators }: { how: ProposedList["how"]; indicators: Indicators },
): TableFault[] {
  const wanted: [string, string][] = [
    ["code", columns.code],
    ["uscc", columns.uscc],
    ...(how === "imported" || indicators.length === 0
      ? ([["sources", columns.sources]] as [string, string][])
      : indicators.map(({ id, name }): [string, string] => [id, name.zh])),
  ];
  return [
    ...heading.flatMap((name, at) =>
      keys[at] === undefined || (how === "imported" && !wanted.some(([key]) => key === keys[at]))
        ? [registerFault(1, null, ["column-unknown", name])]
        : [],
    ),
    ...keys.flatMap((key, at) =>
      key !== undefined && keys.indexOf(key) < at ? [registerFault(1, key, ["column-repeated", key])] : [],
    ),
    ...wanted
      .filter(([key]) => !keys.includes(key))
      .map(([key, zh]) => registerFault(1, key, ["column-missing", zh])),
  ];
}

function rowIn(
  line: number,
  cells: ReadonlyMap<string, string>,
  { how, indicators }: { how: ProposedList["how"]; indicators: Indicators },
): { row: RecommendedLine } | { faults: TableFault[] } {
  const cell = (key: string) => cells.get(key) ?? "";
  const code = SocietyCode.safeParse(codeOf(cell("code")));
  const text = codeOf(cell("uscc"));
  const uscc = Uscc.safeParse(text);
  const shape = usccFault(text);
  const named = how === "imported" ? [...new Set(sourcesIn(cell("sources")))] : [];
  const unknown = named.filter((one) => !sources.has(one));
  const values = indicators
    .map(({ id }) => [id, plainOf(cell(id))] as const)
    .filter(([, value]) => how === "computed" && value !== "");
  const bad = values.filter(([, value]) => !RecommendedValue.safeParse(value).success);
  const faults = [
    ...(code.success ? [] : [registerFault(line, "code", ["bad-code", codeOf(cell("code"))])]),
    ...(text === "" ? [registerFault(line, "uscc", ["required"])] : []),
    ...(text !== "" && shape !== null ? [registerFault(line, "uscc", [`uscc-${shape}`, text])] : []),
    ...(how === "imported" && named.length === 0 ? [registerFault(line, "sources", ["required"])] : []),
    ...unknown.map((one) => registerFault(line, "sources", ["unknown-word", one])),
    ...bad.map(([id, value]) => registerFault(line, id, ["bad-value", value])),
  ];
  if (faults.length > 0 || !code.success || !uscc.success) return { faults };
  const row = { line, code: code.data, uscc: uscc.data, values: Object.fromEntries(values) };
  return { row: { ...row, sources: named as RecommendationSource[] } };
}
