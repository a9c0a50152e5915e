import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
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

/** The workbook with the mark in its document properties: it stays with the file when the row is deleted. */
export function withProperties(workbook: Uint8Array, mark: WorkbookMark): Uint8Array {
  const parts = unzipSync(workbook);
  const inserted = (name: string, xml: string, end: string) => {
    const part = parts[name];
    if (!part) throw new Error(`the workbook has no ${name}`);
    return strToU8(strFromU8(part).replace(end, `${xml}${end}`));
  };
  return zipSync({
    ...parts,
    "[Content_Types].xml": inserted("[Content_Types].xml", override, "</Types>"),
    "_rels/.rels": inserted("_rels/.rels", relationship, "</Relationships>"),
    [place]: strToU8(core(mark)),
  });
}
