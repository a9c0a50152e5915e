import type { InspectionLimits, Reason } from "./inspection.ts";
import { attachmentReason } from "./pdf-attachment.ts";
import type { PdfFile } from "./pdf-file.ts";
import { StreamTooLarge } from "./pdf-filters.ts";
import {
  type Dictionary,
  isDictionary,
  isRef,
  isStream,
  isText,
  nameOf,
  type PdfStream,
  type PdfValue,
  shownText,
} from "./pdf-syntax.ts";

/** A value on the way, and what led to it. */
interface Step {
  value: PdfValue;
  where: string | null;
  /** Reached as an action of a form field that only formats, checks or computes what is typed. */
  isFieldAction: boolean;
}

const isPage = (where: string | null) => where?.startsWith("page ") === true;

/** Keys that lead from a page to what is not its own. */
const away = new Set(["Parent", "P", "Pg", "Dest", "D", "StructParent", "Popup", "B", "Threads"]);

/** Keystroke, format, validate, calculate. */
const fieldActions = new Set(["K", "F", "V", "C"]);

const isField = ({ entries }: Dictionary) =>
  entries.has("FT") ||
  nameOf(entries.get("Subtype")) === "Widget" ||
  (entries.has("T") && entries.has("Kids"));

const mediaActions = new Set(["Rendition", "Movie", "Sound", "GoTo3DView", "RichMediaExecute"]);
const mediaAnnotations = new Set(["RichMedia", "Movie", "Screen", "Sound", "3D"]);

/** A bitmap of more points than any scanner makes of a page: a metre square at 600 dpi. */
const pointsMost = 600_000_000;

/** What one dictionary would do to its reader. */
function reasonsOf(file: PdfFile, of: Dictionary, isFieldAction: boolean): Reason["code"][] {
  const { entries } = of;
  const found: Reason["code"][] = [];
  const action = nameOf(file.entry(of, "S"));
  if (action === "JavaScript" || entries.has("JS")) {
    found.push(isFieldAction ? "pdf-form-script" : "pdf-javascript");
  }
  if (action === "Launch") found.push("pdf-launch");
  const isAnnotation = entries.has("Rect") || nameOf(entries.get("Type")) === "Annot";
  const isMedia =
    (action !== undefined && mediaActions.has(action) && nameOf(entries.get("Type")) !== "StructElem") ||
    (isAnnotation && mediaAnnotations.has(nameOf(file.entry(of, "Subtype")) ?? ""));
  if (isMedia) found.push("pdf-multimedia");
  if (entries.has("XFA") && file.entry(of, "XFA") !== null) found.push("pdf-xfa");
  return found;
}

const namesOf = (file: PdfFile, of: Dictionary): string[] =>
  ["F", "UF", "Unix", "DOS", "Mac"].flatMap((key) => {
    const value = file.entry(of, key);
    return isText(value) ? [shownText(value.text)] : [];
  });

/** The files that a file specification carries. */
function carriedBy(file: PdfFile, of: Dictionary): PdfValue[] {
  const embedded = file.entry(of, "EF");
  return isDictionary(embedded) ? [...embedded.entries.keys()].map((key) => file.entry(embedded, key)) : [];
}

const judged = (file: PdfFile, carried: PdfValue, names: readonly string[]): Reason["code"] =>
  isStream(carried) ? attachmentReason(file.contentOf(carried).content, names) : "pdf-attachment";

/** How much a stream unpacks to; a picture's own compression is left to readers, but not its size. @throws StreamTooLarge */
function sizeOf(file: PdfFile, stream: PdfStream): number {
  const { dictionary } = stream;
  if (nameOf(file.entry(dictionary, "Subtype")) !== "Image") return file.contentOf(stream).content.length;
  const points = Number(file.entry(dictionary, "Width")) * Number(file.entry(dictionary, "Height"));
  if (points > pointsMost) throw new StreamTooLarge();
  return file.filterNames(dictionary).length > 1 ? file.contentOf(stream).content.length : 0;
}

/**
 * Walks over everything that a reader could reach, page by page first, and says what it would do and on which page.
 * @throws StreamTooLarge when there is more than a file may unpack to
 */
export function walk(file: PdfFile, pages: readonly Dictionary[], limits: InspectionLimits): Reason[] {
  const reasons: Reason[] = [];
  const seen = new Set<string>();
  const named = new Set<PdfValue>();
  const nameless: { stream: PdfStream; where: string | null }[] = [];
  let left = limits.unpackedBytes;
  const atStart = (value: PdfValue, where: string | null): Step => ({ value, where, isFieldAction: false });
  const pageOf = new Map(pages.map((page, at) => [page, `page ${at + 1}`]));
  const waiting = pages.map((page) => atStart(page, null)).reverse();
  // What is on no page comes last: an object is named by the page that shows it.
  const later = [file.trailer, ...file.strays].map((value) => atStart(value, null));

  function enter(dictionary: Dictionary, { where: from, isFieldAction }: Step): void {
    const where = pageOf.get(dictionary) ?? from;
    for (const code of reasonsOf(file, dictionary, isFieldAction)) reasons.push({ code, where });
    for (const carried of carriedBy(file, dictionary)) {
      named.add(carried);
      reasons.push({ code: judged(file, carried, namesOf(file, dictionary)), where });
    }
    for (const [key, value] of dictionary.entries) {
      const actions = key === "AA" && isField(dictionary) ? file.resolve(value) : null;
      if (isDictionary(actions)) {
        for (const [name, action] of actions.entries) {
          waiting.push({ value: action, where, isFieldAction: fieldActions.has(name) });
        }
      } else if (away.has(key)) later.push(atStart(value, null));
      else waiting.push(atStart(value, where));
    }
  }

  const next = () => waiting.pop() ?? later.pop();
  for (let step = next(); step !== undefined; step = next()) {
    const { value } = step;
    if (isRef(value)) {
      const key = `${value.number} ${step.isFieldAction}`;
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push({
        ...step,
        value: file.resolve(value),
        where: isPage(step.where) ? step.where : `object ${value.number}`,
      });
    } else if (Array.isArray(value)) {
      for (const one of value) waiting.push({ ...step, value: one });
    } else if (isStream(value)) {
      left -= sizeOf(file, value);
      if (left < 0) throw new StreamTooLarge();
      enter(value.dictionary, step);
      if (nameOf(value.dictionary.entries.get("Type")) === "EmbeddedFile") {
        nameless.push({ stream: value, where: step.where });
      }
    } else if (isDictionary(value)) enter(value, step);
  }
  for (const { stream, where } of nameless) {
    if (!named.has(stream)) reasons.push({ code: judged(file, stream, []), where });
  }
  return reasons;
}
