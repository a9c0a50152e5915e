import { isCompound, isRunName } from "../../shared/files/content-marks.ts";
import { readXml } from "../../shared/files/xml.ts";
import { PartUnreadable } from "../../shared/files/zip.ts";
import { hasMacros, isEncrypted, readCompound } from "./compound.ts";
import { embeddedIn, macrosIn } from "./docx.ts";
import { embeddedReason, isWindowsProgram } from "./docx-embedded.ts";
import { isXmlPart, openPackage, type Package } from "./docx-package.ts";
import type { Found, InspectionLimits, Reason } from "./inspection.ts";

const mainType = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
const slideType = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml";

const stopped = (code: Reason["code"], where: string | null = null): Found => ({
  kind: "pptx",
  // A package is opened by one reader for all kinds, which knows one by its first name.
  reasons: [{ code: code === "not-docx" ? "not-pptx" : code, where }],
  pages: null,
  characters: null,
  text: null,
});

/** A presentation, part by part: what each part is, what it points to, what a click on it would do. */
export function inspectPptx(bytes: Uint8Array, limits: InspectionLimits): Found {
  if (isCompound(bytes)) {
    const compound = readCompound(bytes);
    if (isEncrypted(compound)) return stopped("pptx-encrypted");
    return stopped(hasMacros(compound) ? "macro" : "not-pptx");
  }
  try {
    const opened = openPackage(bytes, limits);
    if (!("because" in opened)) return inspectParts(opened, limits);
    return stopped(opened.because === "encrypted" ? "pptx-encrypted" : opened.because, opened.part);
  } catch (cause) {
    if (cause instanceof PartUnreadable) return stopped(cause.code, cause.part);
    throw cause;
  }
}

/** A click that runs a program or a macro; [MS-OE376] lists the verbs of `ppaction`. */
function actionReason({ action = "" }: Record<string, string>): Reason["code"] | null {
  const [, verb] = /^\s*ppaction:\/\/(\w+)/i.exec(action) ?? [];
  if (verb === undefined) return null;
  if (/^macro$/i.test(verb)) return "macro";
  return /^(program|ole)$/i.test(verb) ? "ole-package" : null;
}

/** What the screen would load from elsewhere, be it a picture: a deck shows what is in it, and tells nobody that it was opened. */
const loaded = ({ relations }: Package): Reason[] =>
  relations
    .filter(({ relation }) => relation.isExternal && relation.kind !== "hyperlink")
    .map(({ listedIn }) => ({ code: "external-link", where: listedIn }));

function inspectParts(opened: Package, limits: InspectionLimits): Found {
  const { parts, typeOf, relations, read } = opened;
  const macros = macrosIn(opened);
  const reasons: Reason[] = [
    ...opened.reasons.filter(({ code }) => code !== "image-link"),
    ...macros,
    ...loaded(opened),
  ];
  const add = (code: Reason["code"] | null, where: string | null) => {
    if (code) reasons.push({ code, where });
  };
  const main = relations.find(
    ({ listedIn, relation }) => listedIn === "_rels/.rels" && relation.kind === "officedocument",
  )?.target;
  const slides = new Set([...parts.keys()].filter((folded) => typeOf(folded) === slideType));
  const isDeck = main !== undefined && parts.has(main) && typeOf(main) === mainType && slides.size > 0;
  // One with macros is told so, not that it is no presentation.
  if (!isDeck && macros.length === 0) add("not-pptx", null);

  const { embedded, isOfChart } = embeddedIn(opened);
  let characters = 0;
  for (const [folded, entry] of parts) {
    const { name } = entry;
    if (folded.endsWith(".rels") || folded === "[content_types].xml") continue;
    const content = read(entry);
    if (embedded.has(folded)) {
      add(embeddedReason(name, content, { isOfChart: isOfChart(folded), limits }), name);
    } else if (isXmlPart(name, typeOf(folded))) {
      const because = readXml(content, limits, {
        open: (_, attributes) => add(actionReason(attributes), name),
        text: (text, inside) => {
          if (inside === "t" && slides.has(folded)) characters += text.replaceAll(/\s/g, "").length;
        },
      });
      add(because, name);
    } else if (isWindowsProgram(content) || isRunName(name)) add("ole-package", name);
    if (/activeX/i.test(typeOf(folded))) add("ole-object", name);
  }
  if (characters === 0) add("empty", null);
  if (slides.size > limits.pages) add("many-pages", null);
  return { kind: "pptx", reasons, pages: slides.size, characters, text: null };
}
