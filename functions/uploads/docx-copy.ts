import { zipSync } from "fflate";
import type { Removed } from "../../shared/contract/safe-copies.ts";
import type { Relation } from "../../shared/files/relations.ts";
import { readXml } from "../../shared/files/xml.ts";
import { PartUnreadable } from "../../shared/files/zip.ts";
import { embeddedIn, inspectDocx, macrosIn } from "./docx.ts";
import { isXmlPart, openPackage, type Package } from "./docx-package.ts";
import type { InspectionLimits } from "./inspection.ts";
import { withoutLinks } from "./xml-copy.ts";

export interface DocxCopy {
  bytes: Uint8Array;
  removed: Removed[];
}

// The earliest instant that a ZIP entry can hold: the same file gives the same copy.
const madeAt = "1980-01-01T00:00:00";

/** Elements that are nothing without what their relationship leads to. */
const elements = new Set([
  ...["OLEObject", "control", "altChunk", "attachedTemplate", "subDoc", "externalData", "movie"],
]);

/** Relationships that go whatever they lead to. */
const kinds: Readonly<Record<string, Removed>> = {
  vbaproject: "macros",
  wordvbadata: "macros",
  keymapcustomizations: "macros",
  attachedtemplate: "external-links",
  oleobject: "embedded-objects",
  package: "embedded-objects",
  afchunk: "embedded-objects",
  control: "embedded-objects",
  activexcontrolbinary: "embedded-objects",
  "core-properties": "metadata",
  "extended-properties": "metadata",
  "custom-properties": "metadata",
  thumbnail: "metadata",
};

const isWebLink = ({ kind, target }: Relation) =>
  kind === "hyperlink" && /^(https?:\/\/|mailto:)/i.test(target);

/** Parts that a copy has no more, in small letters, with what they were. */
function lostParts(opened: Package): Map<string, Removed> {
  const { parts } = opened;
  const isActive = (folded: string) =>
    /(^|\/)activex\//.test(folded) || /activeX/i.test(opened.typeOf(folded));
  const lost = new Map<string, Removed>();
  for (const folded of parts.keys()) {
    if (isActive(folded)) lost.set(folded, "embedded-objects");
    if (/^docprops\//.test(folded)) lost.set(folded, "metadata");
  }
  for (const folded of embeddedIn(opened).embedded) lost.set(folded, "embedded-objects");
  for (const { where } of macrosIn(opened)) lost.set((where ?? "").toLowerCase(), "macros");
  return lost;
}

/** What is lost with a relationship; undefined when it stays. */
function lostWith(relation: Relation, lostPart: Removed | undefined): Removed | undefined {
  if (Object.hasOwn(kinds, relation.kind)) return kinds[relation.kind];
  if (relation.isExternal) return isWebLink(relation) ? undefined : "external-links";
  return lostPart;
}

/** The text of a part that is to be changed. @throws PartUnreadable when it is in another encoding than UTF-8 */
function textOf(content: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new PartUnreadable("malformed-xml", name);
  }
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const attributesOf = (given: Record<string, string>, names: readonly string[]) =>
  names.flatMap((name) => (given[name] === undefined ? [] : [` ${name}="${escaped(given[name])}"`])).join("");

/** A list of XML elements of one kind, written anew with those that stay. */
function relisted(
  content: Uint8Array,
  limits: InspectionLimits,
  {
    root,
    space,
    staying,
  }: { root: string; space: string; staying: (tag: string, of: Record<string, string>) => string },
): Uint8Array {
  let kept = "";
  readXml(content, limits, {
    open: (tag, of) => {
      if (tag !== root) kept += staying(tag, of);
    },
  });
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return Buffer.from(`${head}<${root} xmlns="${space}">${kept}</${root}>`);
}

const packages = "http://schemas.openxmlformats.org/package/2006";

function copied(opened: Package, limits: InspectionLimits): DocxCopy {
  const { parts, relations, read, typeOf } = opened;
  const lost = lostParts(opened);
  const removed = new Set(lost.values());
  const idsOf = new Map<string, Set<string>>();
  const written: Record<string, Uint8Array> = {};

  for (const { listedIn, relation, target } of relations) {
    const why = lostWith(relation, lost.get(target));
    if (!why) continue;
    removed.add(why);
    idsOf.set(listedIn, (idsOf.get(listedIn) ?? new Set()).add(relation.id));
  }
  const relationsOf = (folded: string) => folded.replace(/([^/]*)$/, "_rels/$1.rels");

  for (const [folded, entry] of parts) {
    if (lost.has(folded) || lost.has(folded.replace(/_rels\/([^/]*)\.rels$/, "$1"))) continue;
    const content = read(entry);
    if (folded.endsWith(".rels")) {
      const gone = idsOf.get(folded);
      written[entry.name] = relisted(content, limits, {
        root: "Relationships",
        space: `${packages}/relationships`,
        staying: (tag, of) =>
          gone?.has(of.Id ?? "")
            ? ""
            : `<${tag}${attributesOf(of, ["Id", "Type", "Target", "TargetMode"])}/>`,
      });
    } else if (folded === "[content_types].xml") {
      written[entry.name] = relisted(content, limits, {
        root: "Types",
        space: `${packages}/content-types`,
        staying: (tag, of) =>
          lost.has((of.PartName ?? "").replace(/^\//, "").toLowerCase())
            ? ""
            : `<${tag}${attributesOf(of, ["PartName", "Extension", "ContentType"])}/>`,
      });
    } else {
      const ids = idsOf.get(relationsOf(folded));
      const isChanged = ids !== undefined && isXmlPart(entry.name, typeOf(folded));
      written[entry.name] = isChanged
        ? Buffer.from(withoutLinks(textOf(content, entry.name), { ids, elements }))
        : content;
    }
  }
  return { bytes: zipSync(written, { mtime: madeAt, level: 6 }), removed: [...removed].toSorted() };
}

/**
 * A copy of a Word document for those who only read it: the same text and pictures, without macros, embedded objects and
 * references to anything elsewhere but pages of the web. It is looked at as an upload is, and none is given where the look
 * finds anything or the text is no longer the same.
 * @returns null when there can be no such copy
 */
export function copyDocx(bytes: Uint8Array, { limits }: { limits: InspectionLimits }): DocxCopy | null {
  try {
    const opened = openPackage(bytes, limits);
    if ("because" in opened) return null;
    const copy = copied(opened, limits);
    const [before, after] = [inspectDocx(bytes, limits), inspectDocx(copy.bytes, limits)];
    const isSame =
      before.characters === after.characters && after.reasons.every(({ code }) => code === "empty");
    return isSame ? copy : null;
  } catch (cause) {
    if (cause instanceof PartUnreadable) return null;
    throw cause;
  }
}
