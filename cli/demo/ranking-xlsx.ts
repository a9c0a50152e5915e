import writeXlsxFile, { type Cell, type Row } from "write-excel-file/node";
import type { Decision } from "../../functions/selection/decision.ts";
import type { Snapshot } from "../../functions/selection/snapshot.ts";
import { type Cell as SheetCell, summarySheet } from "../../functions/selection/summary-sheet.ts";
import type { TierChange } from "../../shared/contract/tier-changes.ts";
import type { Language } from "../../shared/kernel/text.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { markLine, type WorkbookMark, withMark } from "./marked-xlsx.ts";

const widths = { words: 26, figure: 11 };

/** A figure is written as its exact decimal text: a spreadsheet's own number would round it. */
function cellOf(cell: SheetCell, language: Language): Cell {
  if (cell === null) return null;
  if ("words" in cell) return { value: wordsIn(cell.words, language), type: String, wrap: true };
  return {
    value: cell.figure,
    type: String,
    align: "right",
    ...(cell.isDropped && { textDecoration: { strikethrough: true }, textColor: "#777777" }),
  };
}

/** 评审汇总表 as a workbook: each expert's total, what was dropped, what decided a tie, the result; marked as every export is. */
export async function writeRanking(
  path: string,
  {
    decision,
    snapshot,
    tierChanges,
    mark,
  }: { decision: Decision; snapshot: Snapshot; tierChanges: readonly TierChange[]; mark: WorkbookMark },
  language: Language = "zh-CN",
): Promise<void> {
  const { title, columns, rows } = summarySheet(decision, snapshot, tierChanges);
  const heading: Row = columns.map(({ name }) => ({
    value: wordsIn(name, language),
    fontWeight: "bold",
    wrap: true,
  }));
  const lines = rows.map((row) => row.map((cell) => cellOf(cell, language)));
  const marked: Row = [{ value: markLine(mark), type: String, textColor: "#777777" }];
  const layout = {
    sheet: wordsIn(title, language),
    columns: columns.map(({ kind }) => ({ width: widths[kind] })),
    stickyRowsCount: 2,
    orientation: "landscape",
  } as const;
  const workbook = writeXlsxFile([marked, heading, ...lines], layout, { features: [withMark(mark)] });
  await workbook.toFile(path);
}
