import type { Blob } from "node:buffer";
import type Stream from "node:stream";
import type { Feature } from "write-excel-file/node";
import { escaped } from "../../shared/kernel/html.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/** Who took a workbook out, when (UTC), and what for. */
export interface WorkbookMark {
  who: string;
  at: Instant;
  purpose: string;
}

/** The mark as it stands in the first row, for whoever opens or prints the sheet. */
export const markLine = ({ who, at, purpose }: WorkbookMark): string =>
  `导出 Export · ${who} · ${at} · ${purpose}`;

const core = ({ who, at, purpose }: WorkbookMark): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>${escaped(who)}</dc:creator><dc:description>${escaped(markLine({ who, at, purpose }))}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`;

const place = "docProps/core.xml";
const override = `<Override PartName="/${place}" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`;
const relationship = `<Relationship Id="rId-core-1" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="${place}"/>`;

/** Puts the mark into a workbook's document properties: it stays with the file when the row is deleted. */
export const withMark = (mark: WorkbookMark): Feature<Stream | Buffer | Blob> => ({
  files: {
    transform: {
      "[Content_Types].xml": { insert: () => override },
      "_rels/.rels": { insert: () => relationship },
    },
    write: { files: () => ({ [place]: core(mark) }) },
  },
});
