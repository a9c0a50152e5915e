import { readXml } from "../../shared/files/xml.ts";
import { PartUnreadable } from "../../shared/files/zip.ts";
import { embeddedReason, isWindowsProgram } from "./docx-embedded.ts";
import { fieldWatcher } from "./docx-fields.ts";
import { isXmlPart, openPackage, type Package } from "./docx-package.ts";
import { textWatcher } from "./docx-text.ts";
import type { Found, InspectionLimits, Reason } from "./inspection.ts";

const mainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

const stopped = (code: Reason["code"], where: string | null = null): Found => ({
  kind: "docx",
  reasons: [{ code, where }],
  pages: null,
  characters: null,
  text: null,
});

/** A Word document, part by part: what each part is, what it points to, what it would do. */
export function inspectDocx(bytes: Uint8Array, limits: InspectionLimits): Found {
  try {
    const opened = openPackage(bytes, limits);
    return "because" in opened ? stopped(opened.because, opened.part) : inspectParts(opened, limits);
  } catch (cause) {
    if (cause instanceof PartUnreadable) return stopped(cause.code, cause.part);
    throw cause;
  }
}

/** Macros by any sign: the part's name, its type, or the relationship that leads to it. */
export function macrosIn({ parts, typeOf, relations }: Package): Reason[] {
  const byRelation = new Set(
    relations
      .filter(({ relation }) => /^(vbaproject|wordvbadata)$/.test(relation.kind))
      .map(({ target }) => target),
  );
  const isMacro = (folded: string) =>
    /(^|\/)vba(project\.bin|data\.xml)$/.test(folded) ||
    /vbaProject|vbaData/i.test(typeOf(folded)) ||
    byRelation.has(folded);
  return [...parts]
    .filter(([folded]) => isMacro(folded))
    .map(([, { name }]) => ({ code: "macro", where: name }));
}

/** An OLE object by what it says it is; a link or a package is refused, formulas and drawings are looked at. */
function objectReason({ ProgID = "", Type = "" }: Record<string, string>): Reason["code"] {
  return /^package/i.test(ProgID) || /^link$/i.test(Type) ? "ole-package" : "ole-object";
}

/** Parts that are files of their own, and those among them that only a chart leads to. */
export function embeddedIn({ parts, typeOf, relations }: Package) {
  const kinds = new Set(["package", "oleobject", "afchunk"]);
  const leading = relations.filter(({ relation }) => kinds.has(relation.kind) && !relation.isExternal);
  const targets = new Set(leading.map(({ target }) => target));
  const isEmbedded = (folded: string) =>
    targets.has(folded) || folded.includes("/embeddings/") || /oleObject$/i.test(typeOf(folded));
  const isOfChart = (folded: string) => {
    const from = leading.filter(({ target }) => target === folded);
    return from.length > 0 && from.every(({ listedIn }) => /\/charts\/_rels\//.test(listedIn));
  };
  const chunks = new Set(
    leading.filter(({ relation }) => relation.kind === "afchunk").map(({ target }) => target),
  );
  return { embedded: new Set([...parts.keys()].filter(isEmbedded)), isOfChart, chunks };
}

function inspectParts(opened: Package, limits: InspectionLimits): Found {
  const { parts, typeOf, relations, read } = opened;
  const macros = macrosIn(opened);
  const reasons: Reason[] = [...opened.reasons, ...macros];
  const add = (code: Reason["code"] | null, where: string | null) => {
    if (code) reasons.push({ code, where });
  };
  const main = relations.find(
    ({ listedIn, relation }) => listedIn === "_rels/.rels" && relation.kind === "officedocument",
  )?.target;
  const isWord = main !== undefined && parts.has(main) && typeOf(main) === mainType;
  // A document with macros is told so, not that it is no document.
  if (!isWord && macros.length === 0) add("not-docx", null);

  const { embedded, isOfChart, chunks } = embeddedIn(opened);
  let characters = 0;
  const paragraphs: string[] = [];
  const margins: string[] = [];
  for (const [folded, entry] of parts) {
    const { name } = entry;
    if (folded.endsWith(".rels") || folded === "[content_types].xml") continue;
    const content = read(entry);
    if (chunks.has(folded)) {
      const inside = embeddedReason(name, content, { isOfChart: false, limits });
      add(inside === "macro" || inside === "zip-bomb" ? inside : "altchunk", name);
    } else if (embedded.has(folded)) {
      add(embeddedReason(name, content, { isOfChart: isOfChart(folded), limits }), name);
    } else if (isXmlPart(name, typeOf(folded))) {
      const fields = fieldWatcher();
      const isMargin = /\.(header|footer)\+xml$/.test(typeOf(folded));
      const into = folded === main ? paragraphs : isMargin ? margins : undefined;
      const said = into && textWatcher(into);
      const because = readXml(content, limits, {
        open: (tag, attributes) => {
          if (tag === "OLEObject") add(objectReason(attributes), name);
          if (tag === "altChunk") add("altchunk", name);
          fields.open(tag, attributes);
          said?.open(tag);
        },
        text: (text, inside) => {
          if (inside === "t" && folded === main) characters += text.replaceAll(/\s/g, "").length;
          fields.text(text, inside);
          said?.text(text, inside);
        },
        close: (tag) => said?.close(tag),
      });
      add(because, name);
      for (const code of fields.reasons()) add(code, name);
    } else if (isWindowsProgram(content)) add("ole-package", name);
    if (/activeX/i.test(typeOf(folded))) add("ole-object", name);
  }
  if (characters === 0) add("empty", null);
  return { kind: "docx", reasons, pages: null, characters, text: { kind: "word", paragraphs, margins } };
}
