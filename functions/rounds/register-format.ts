import type { RegisterRow } from "../../shared/contract/register.ts";
import { inspectionColumns, registerColumns } from "../../shared/contract/register-columns.ts";
import type { InspectionConclusion } from "../../shared/programme/eligibility.ts";
import { columnOf } from "./merge-facts.ts";
import { conclusionWords, correctionWords, inspectionColumn, withdrawnWords } from "./register-kinds.ts";

const conclusionOf = new Map<InspectionConclusion, string>(
  Object.entries(conclusionWords).map(([zh, code]) => [code, zh]),
);
const yesOrNo = (is: boolean) => (is ? "是" : "否");
const earlierWords = { none: "无", completed: "已完成", "not-completed": "未完成" } as const;

type Sourced = { source: string; on: string } | null;

/** The three cells of a fact; all empty when nothing is known. */
const factCells = <T extends Sourced>(key: string, fact: T, value: (known: NonNullable<T>) => string) =>
  fact === null || fact === undefined
    ? []
    : ([
        [key, value(fact)],
        [`${key}_source`, fact.source],
        [`${key}_on`, fact.on],
      ] as const);

function cellsOf({ facts, ...row }: RegisterRow): Map<string, string> {
  return new Map([
    ["code", row.code],
    ["name_zh", row.names.zh],
    ["name_en", row.names.en],
    ["category", row.category],
    ["uscc", row.uscc],
    ["recommended", yesOrNo(row.isRecommended)],
    ["filler_name", row.filler?.name ?? ""],
    ["filler_mail", row.filler?.mail ?? ""],
    ["approver_name", row.approver?.name ?? ""],
    ["approver_mail", row.approver?.mail ?? ""],
    ["filler_phone", row.filler?.phone ?? ""],
    ["approver_phone", row.approver?.phone ?? ""],
    ["name_since", row.nameSince === "correction" ? correctionWords[0] : (row.nameSince ?? "")],
    ["former_names", row.formerNames.map(({ zh, from, until }) => `${zh}|${from ?? ""}|${until}`).join(";")],
    ...facts.inspections.flatMap((fact) =>
      factCells(inspectionColumn(fact.year), fact, ({ conclusion }) => conclusionOf.get(conclusion) ?? ""),
    ),
    ...factCells("party_organisation", facts.partyOrganisation, ({ state }) =>
      state === "complete" ? "健全" : "不健全",
    ),
    ...factCells("penalties", facts.penalties, ({ list }) =>
      list.length === 0
        ? "无"
        : list.map(({ decidedOn, authority, grounds }) => `${decidedOn}|${authority}|${grounds}`).join(";"),
    ),
    ...factCells("earlier_projects", facts.earlierProjects, ({ state }) => earlierWords[state]),
    ...factCells("supplier_registered", facts.supplier, ({ isRegistered }) => yesOrNo(isRegistered)),
    ...row.withdrawn.flatMap((one) => factCells(columnOf(one), one, () => withdrawnWords[0])),
  ]);
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Rows as the CSV that `parseRegister` reads, with the BOM by which spreadsheets know UTF-8. */
export function formatRegister(rows: readonly RegisterRow[]): string {
  const years = new Set(
    rows.flatMap(({ facts, withdrawn }) =>
      [...facts.inspections, ...withdrawn].flatMap(({ year }) => year ?? []),
    ),
  );
  const inspections = [...years].sort((a, b) => a - b).flatMap(inspectionColumns);
  const keys = [...registerColumns.slice(0, 10), ...inspections, ...registerColumns.slice(10)].map(
    ({ key }) => key,
  );
  const lines = rows.map((row) => {
    const cells = cellsOf(row);
    return keys.map((key) => quoted(cells.get(key) ?? "")).join(",");
  });
  return `\ufeff${[keys.join(","), ...lines].join("\r\n")}\r\n`;
}
