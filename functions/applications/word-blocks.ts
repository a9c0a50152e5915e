import { readXml } from "../../shared/files/xml.ts";

/** What a draft's text can't hold: a picture, a symbol of a font of its own, a footnote. */
export const notText = "\ufffc";

export interface WordParagraph {
  kind: "paragraph";
  text: string;
  /** Of a heading, from 1; null for running text, and where the styles were dropped. */
  level: number | null;
}

/** A table by its rows; a cell's paragraphs are lines of one text. */
export interface WordTable {
  kind: "table";
  rows: string[][];
}

export type WordBlock = WordParagraph | WordTable;

/** What is kept in the file and not shown: moved or deleted text, drawn text, what older readers are shown, readings above characters. */
const unseen = new Set(["moveFrom", "del", "Fallback", "txbxContent", "rt"]);
const blanks: Record<string, string> = { tab: "\t", ptab: "\t", br: "\n", cr: "\n", noBreakHyphen: "-" };
const strange = new Set(["drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference"]);
const properties = new Set(["pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"]);
/** In the properties of a paragraph's mark or of a row: it is gone once the tracked changes are accepted. */
const gone = new Set(["del", "moveFrom"]);

interface Held {
  name: string;
  isUnseen: boolean;
}
interface OpenTable {
  rows: string[][];
  row: string[];
  cell: string[];
  isRowGone: boolean;
}

/**
 * The body of a Word document as it reads with all tracked changes accepted. Runs may be split anywhere, content controls
 * may be there or not, prefixes are the writer's own.
 * @param levelOf of a style, by its id
 * @returns null where the XML can't be read
 */
export function readBlocks(
  xml: Uint8Array,
  { depth, levelOf }: { depth: number; levelOf: (style: string) => number | null },
): WordBlock[] | null {
  const blocks: WordBlock[] = [];
  const held: Held[] = [];
  const tables: OpenTable[] = [];
  let hidden = 0;
  let inProperties = 0;
  let text = "";
  let level: number | null = null;
  let isJoined = false;
  let wasStrange = false;

  const endParagraph = () => {
    // The mark was deleted: what follows goes on in the same paragraph.
    if (isJoined) {
      isJoined = false;
      return;
    }
    const table = tables.at(-1);
    if (table) table.cell.push(text);
    else blocks.push({ kind: "paragraph", text, level });
    text = "";
    level = null;
  };
  const endTable = () => {
    const table = tables.pop();
    if (!table) return;
    const outer = tables.at(-1);
    // A table inside a cell is read as lines of the cell.
    if (outer) outer.cell.push(...table.rows.map((row) => row.join("\t")));
    else blocks.push({ kind: "table", rows: table.rows });
  };
  const endRow = (table: OpenTable) => {
    if (!table.isRowGone) table.rows.push(table.row);
    [table.row, table.isRowGone] = [[], false];
  };

  function markProperty(tag: string, { val = "" }: Record<string, string>): void {
    const [above, inside] = [held.at(-2)?.name, held.at(-1)?.name];
    if (tag === "pStyle") level ??= levelOf(val);
    if (tag === "outlineLvl" && inside === "pPr" && /^[0-8]$/.test(val)) level = Number(val) + 1;
    if (!gone.has(tag)) return;
    if (inside === "rPr" && above === "pPr") isJoined = true;
    const table = tables.at(-1);
    if (inside === "trPr" && table) table.isRowGone = true;
  }

  const because = readXml(
    xml,
    { depth },
    {
      open: (tag, attributes) => {
        const isUnseen = inProperties === 0 && unseen.has(tag);
        if (hidden === 0 && inProperties > 0) markProperty(tag, attributes);
        held.push({ name: tag, isUnseen });
        if (properties.has(tag)) inProperties++;
        if (isUnseen) {
          hidden++;
          return;
        }
        if (hidden > 0 || inProperties > 0) return;
        if (tag === "tbl") tables.push({ rows: [], row: [], cell: [], isRowGone: false });
        const blank = blanks[tag];
        if (blank !== undefined && attributes.type !== "page") text += blank;
        // A picture may be drawn in two ways for two kinds of readers: it counts once.
        if (strange.has(tag) && !wasStrange) text += notText;
        if (strange.has(tag)) wasStrange = true;
      },
      close: (tag) => {
        const closed = held.pop();
        if (properties.has(tag)) inProperties--;
        if (closed?.isUnseen) hidden--;
        if (hidden > 0 || inProperties > 0 || closed?.isUnseen) return;
        if (tag === "r") wasStrange = false;
        if (tag === "p") endParagraph();
        const table = tables.at(-1);
        if (tag === "tc" && table) {
          table.row.push(table.cell.join("\n"));
          table.cell = [];
        }
        if (tag === "tr" && table) endRow(table);
        if (tag === "tbl") endTable();
      },
      text: (some, inside) => {
        if (inside === "t" && hidden === 0) text += some.replaceAll(notText, "");
      },
    },
  );
  return because === null ? blocks : null;
}
