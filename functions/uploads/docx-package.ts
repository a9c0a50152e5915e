import { type Relation, relationOf, relationReason, targetPart } from "../../shared/files/relations.ts";
import { readXml } from "../../shared/files/xml.ts";
import { type Entry, readDirectory, unpacker } from "../../shared/files/zip.ts";
import type { InspectionLimits, Reason } from "./inspection.ts";

const typesName = "[content_types].xml";

/** The package that a document is: parts with their types, and what leads to what. */
export interface Package {
  /** By their names in small letters, as names of parts know no case. */
  parts: ReadonlyMap<string, Entry>;
  typeOf: (name: string) => string;
  /** Relationships with the part that lists them. */
  relations: readonly { listedIn: string; relation: Relation; target: string }[];
  /** Reasons found on the way, in the lists of types and relationships. */
  reasons: Reason[];
  /** A part's content; all parts together are bounded. @throws PartUnreadable */
  read: (entry: Entry) => Uint8Array;
}

/** Opens a package. @throws PartUnreadable */
export function openPackage(
  bytes: Uint8Array,
  limits: InspectionLimits,
): Package | { because: Reason["code"]; part?: string } {
  const directory = readDirectory(bytes, limits);
  if ("because" in directory) return directory;
  const parts = new Map(directory.entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const listed = parts.get(typesName);
  if (!listed) return { because: "not-docx" };
  const read = unpacker(bytes, limits);
  const reasons: Reason[] = [];
  const add = (code: Reason["code"] | null, where: string) => {
    if (code) reasons.push({ code, where });
  };

  const byName = new Map<string, string>();
  const byEnding = new Map<string, string>();
  const openType = (
    tag: string,
    { PartName = "", Extension = "", ContentType = "" }: Record<string, string>,
  ) => {
    if (tag === "Override") byName.set(PartName.replace(/^\//, "").toLowerCase(), ContentType);
    if (tag === "Default") byEnding.set(Extension.toLowerCase(), ContentType);
  };
  add(readXml(read(listed), limits, { open: openType }), listed.name);
  const typeOf = (name: string) => {
    const folded = name.toLowerCase();
    return byName.get(folded) ?? byEnding.get(folded.slice(folded.lastIndexOf(".") + 1)) ?? "";
  };

  const relations: { listedIn: string; relation: Relation; target: string }[] = [];
  for (const [folded, entry] of parts) {
    if (!folded.endsWith(".rels")) continue;
    const open = (tag: string, attributes: Record<string, string>) => {
      if (tag !== "Relationship") return;
      const relation = relationOf(attributes);
      add(relationReason(relation), entry.name);
      relations.push({ listedIn: folded, relation, target: targetPart(folded, relation) });
    };
    add(readXml(read(entry), limits, { open }), entry.name);
  }
  return { parts, typeOf, relations, reasons, read };
}

/** Is a part read as XML by anybody? The web's pages are not: their readers know no entities of their own. */
export function isXmlPart(name: string, type: string): boolean {
  if (name.toLowerCase() === typesName || /\.rels$/i.test(name)) return false;
  return /\.(xml|vml|svg)$/i.test(name) || (/[+/]xml$/i.test(type) && !/xhtml/i.test(type));
}
