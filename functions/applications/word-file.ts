import { type ArchiveLimits, archiveLimits } from "../../shared/files/limits.ts";
import { relationOf, targetPart } from "../../shared/files/relations.ts";
import { readXml } from "../../shared/files/xml.ts";
import { type Entry, PartUnreadable, readDirectory, unpacker } from "../../shared/files/zip.ts";
import { readBlocks, type WordBlock } from "./word-blocks.ts";

/** A form without pictures inflates to some hundred kilobytes; what is larger is no form, and is not read. */
export const formLimits: ArchiveLimits = { ...archiveLimits, partBytes: 20_000_000 };

/** Paragraphs and tables of a form are some hundreds; each is held against every heading. */
const mostBlocks = 50_000;

export interface WordFile {
  blocks: WordBlock[];
  /** The texts of the feet of its pages. */
  feet: string[];
}

/** Styles may build on each other; nobody stacks more. */
const deepestStyle = 8;

/** The level of a heading by the id of its style: ids are the writer's own (`1` in Chinese Word), the names are not. */
function levelsOf(xml: Uint8Array | undefined, depth: number): (style: string) => number | null {
  const levels = new Map<string, number>();
  const basedOn = new Map<string, string>();
  let id = "";
  const open = (tag: string, { styleId = "", val = "" }: Record<string, string>) => {
    if (tag === "style") id = styleId;
    if (tag === "basedOn") basedOn.set(id, val);
    const named = tag === "name" ? /^(?:heading|标题) ?([1-9])$/i.exec(val)?.[1] : undefined;
    if (named !== undefined) levels.set(id, Number(named));
    if (tag === "outlineLvl" && /^[0-8]$/.test(val)) levels.set(id, Number(val) + 1);
  };
  if (xml) readXml(xml, { depth }, { open });
  return (style) => {
    let at: string | undefined = style;
    for (let step = 0; at !== undefined && step < deepestStyle; step++) {
      const level = levels.get(at);
      if (level !== undefined) return level;
      at = basedOn.get(at);
    }
    return null;
  };
}

function mainPart(relations: Uint8Array | undefined, depth: number): string {
  let main = "word/document.xml";
  const open = (tag: string, attributes: Record<string, string>) => {
    if (tag !== "Relationship") return;
    const relation = relationOf(attributes);
    if (relation.kind === "officedocument") main = targetPart("_rels/.rels", relation);
  };
  if (relations) readXml(relations, { depth }, { open });
  return main;
}

function footOf(xml: Uint8Array, limits: ArchiveLimits): string {
  const blocks = readBlocks(xml, { depth: limits.depth, levelOf: () => null }) ?? [];
  return blocks
    .map((block) => (block.kind === "paragraph" ? block.text : block.rows.flat().join("\n")))
    .join("\n");
}

/**
 * What a .docx says, within its limits, whatever wrote it.
 * @returns null when it can't be read
 */
export function readWord(bytes: Uint8Array, limits: ArchiveLimits = formLimits): WordFile | null {
  const directory = readDirectory(bytes, limits);
  if ("because" in directory) return null;
  const parts = new Map(directory.entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const unpack = unpacker(bytes, limits);
  const part = (name: string) => {
    const entry: Entry | undefined = parts.get(name);
    return entry && unpack(entry);
  };
  try {
    const main = part(mainPart(part("_rels/.rels"), limits.depth));
    if (!main) return null;
    const levelOf = levelsOf(part("word/styles.xml"), limits.depth);
    const blocks = readBlocks(main, { depth: limits.depth, levelOf });
    if (blocks && blocks.length > mostBlocks) return null;
    const feet = [...parts.keys()].filter((name) => /^word\/footer\d*\.xml$/.test(name));
    return blocks && { blocks, feet: feet.map((name) => footOf(part(name) ?? new Uint8Array(), limits)) };
  } catch (cause) {
    if (cause instanceof PartUnreadable) return null;
    throw cause;
  }
}
