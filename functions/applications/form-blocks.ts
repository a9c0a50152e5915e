import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import { printable } from "./form-text.ts";

// Fonts by name: every Chinese office suite has them, and none is shipped with the file.
const song = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "宋体", hint: "eastAsia" };
const hei = { ...song, ascii: "Arial", hAnsi: "Arial", eastAsia: "黑体" };

/** A4 within its margins, in twentieths of a point. */
const textWidth = 11906 - 2 * 1440;

interface RunStyle {
  isBold?: boolean;
  isHei?: boolean;
  /** Half points: 24 is 12 pt, the usual 小四. */
  size?: number;
}

export const run = (text: string, { isBold = false, isHei = false, size = 24 }: RunStyle = {}): TextRun =>
  new TextRun({ text: printable(text), font: isHei ? hei : song, bold: isBold, size });

/** One paragraph per line of the text. */
export const paragraphs = (
  text: string,
  style: RunStyle = {},
  options: IParagraphOptions = {},
): Paragraph[] =>
  text
    .split(/\r?\n/)
    .map((line) => new Paragraph({ spacing: { line: 360 }, ...options, children: [run(line, style)] }));

/** Running text: justified, with the two characters that open a Chinese paragraph. */
export const prose = (text: string): Paragraph[] =>
  paragraphs(text, {}, { alignment: AlignmentType.BOTH, indent: { firstLine: 480 } });

export const title = (text: string): Paragraph[] =>
  paragraphs(
    text,
    { isHei: true, size: 44 },
    { alignment: AlignmentType.CENTER, spacing: { before: 240, after: 240 } },
  );

/** A chapter (level 1) or a part of it (level 2). */
export const heading = (text: string, level: 1 | 2): Paragraph =>
  new Paragraph({
    heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
    spacing: { before: 240, after: 120 },
    keepNext: true,
    children: [run(text, { isHei: true, size: level === 1 ? 32 : 28 })],
  });

interface Cell {
  text: string;
  isHead?: boolean;
  align?: "left" | "right" | "center";
  span?: number;
}

const border = { style: BorderStyle.SINGLE, size: 4, color: "000000" };

/** A ruled table; `widths` are shares of the text's width. Heading rows repeat on each page. */
export function table(rows: readonly (readonly Cell[])[], widths: readonly number[], headRows = 0): Table {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const twips = widths.map((width) => Math.floor((textWidth * width) / total));
  const cellOf = ({ text, isHead = false, align = "left", span = 1 }: Cell, width: number) =>
    new TableCell({
      verticalAlign: VerticalAlign.CENTER,
      columnSpan: span,
      width: { size: width, type: WidthType.DXA },
      margins: { left: 80, right: 80, top: 40, bottom: 40 },
      children: paragraphs(text, { isBold: isHead, size: 21 }, { alignment: align, spacing: { line: 300 } }),
    });
  return new Table({
    columnWidths: twips,
    width: { size: textWidth, type: WidthType.DXA },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: rows.map((cells, at) => {
      let column = 0;
      return new TableRow({
        tableHeader: at < headRows,
        children: cells.map((cell) => {
          const from = column;
          column += cell.span ?? 1;
          return cellOf(
            cell,
            twips.slice(from, column).reduce((sum, width) => sum + width, 0),
          );
        }),
      });
    }),
  });
}

/** Names on the left, what was written on the right. */
export const pairs = (rows: readonly (readonly [string, string])[]): Table =>
  table(
    rows.map(([name, text]) => [{ text: name, isHead: true }, { text }]),
    [1, 3],
  );
