import type { Removed } from "../../shared/contract/safe-copies.ts";
import { pdfStart } from "../../shared/files/content-marks.ts";
import type { InspectionLimits } from "./inspection.ts";
import type { Means } from "./pdf.ts";
import { unlockWith } from "./pdf-cipher.ts";
import { CannotCopy, entryLostAs, isLocalAddress, lostAs } from "./pdf-copy-rules.ts";
import { openPdf, type PdfFile } from "./pdf-file.ts";
import { StreamTooLarge } from "./pdf-filters.ts";
import { type Dictionary, isDictionary, isRef, isStream, nameOf, type PdfValue } from "./pdf-syntax.ts";
import { pagesOf } from "./pdf-tree.ts";
import { walk } from "./pdf-walk.ts";

export interface PdfCopy {
  bytes: Uint8Array;
  removed: Removed[];
}

/** Objects that were packed take more room when each is written by itself; nothing grows beyond this. */
const growth = { times: 3, bytes: 50_000_000 };

const written = (name: string) =>
  `/${name.replaceAll(/[^!-~]|[#()<>[\]{}/%]/g, (one) => `#${one.charCodeAt(0).toString(16).padStart(2, "0")}`)}`;

function writtenNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return Math.abs(value) < 1e15 ? value.toFixed(6).replace(/\.?0+$/, "") : "0";
}

/** Writes everything that a document's root leads to, object by object, without what a copy never has. */
function writer(file: PdfFile, most: number) {
  const numbers = new Map<number, number>();
  const waiting: { number: number; as: number }[] = [];
  const removed = new Set<Removed>();
  const chunks: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;

  function push(chunk: Uint8Array): void {
    length += chunk.length;
    if (length > most) throw new CannotCopy();
    chunks.push(chunk);
  }
  const put = (text: string) => push(Buffer.from(text, "latin1"));

  function isLost(value: PdfValue): boolean {
    const lost =
      lostAs(file, value) ?? (isDictionary(value) && isLocalAddress(value, file) ? "actions" : undefined);
    if (lost) removed.add(lost);
    return lost !== undefined;
  }

  function numberOf(number: number): number {
    const known = numbers.get(number);
    if (known !== undefined) return known;
    const as = numbers.size + 1;
    numbers.set(number, as);
    waiting.push({ number, as });
    return as;
  }

  /** A value as it is written in the copy of object `within`; undefined when it is left out. */
  function value(of: PdfValue, within: number): string | undefined {
    if (isRef(of)) {
      const target = file.resolve(of);
      return target === null || isLost(target) ? undefined : `${numberOf(of.number)} 0 R`;
    }
    if (Array.isArray(of)) {
      const parts = of.map((one) => value(one, within) ?? (isLostItem(one) ? "" : "null"));
      return `[${parts.join(" ")}]`;
    }
    if (of === null || typeof of === "boolean") return String(of);
    if (typeof of === "number") return writtenNumber(of);
    if (of.kind === "name") return written(of.name);
    if (of.kind === "text")
      return `<${Buffer.from(file.plainText(of.text, within), "latin1").toString("hex")}>`;
    if (isDictionary(of))
      return isLost(of) ? undefined : `<<${entriesOf(of, { within, isOfStream: false })}>>`;
    return undefined;
  }

  /** What leads to nothing is written as nothing; what was taken out leaves no gap. */
  const isLostItem = (one: PdfValue) => {
    const target = file.resolve(one);
    return target !== null && lostAs(file, target) !== undefined;
  };

  function entriesOf(
    of: Dictionary,
    { within, isOfStream }: { within: number; isOfStream: boolean },
  ): string {
    let text = "";
    for (const [key, one] of of.entries) {
      if (isOfStream && key === "Length") continue;
      const lost = entryLostAs(file, { key, value: one, isOfStream });
      if (lost) removed.add(lost);
      const kept = lost ? undefined : value(one, within);
      if (kept !== undefined) text += `${written(key)} ${kept}\n`;
    }
    return text;
  }

  function object({ number, as }: { number: number; as: number }): void {
    const of = file.resolve({ kind: "ref", number, generation: 0 });
    offsets[as] = length;
    put(`${as} 0 obj\n`);
    if (isStream(of)) {
      if (file.filterNames(of.dictionary).includes("Crypt")) throw new CannotCopy();
      const raw = file.rawOf(of);
      put(
        `<<${entriesOf(of.dictionary, { within: number, isOfStream: true })}/Length ${raw.length}>>\nstream\n`,
      );
      push(raw);
      put("\nendstream\nendobj\n");
    } else put(`${value(of, number) ?? "null"}\nendobj\n`);
  }

  return {
    removed,
    whole(root: number): Uint8Array {
      put("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
      const first = numberOf(root);
      for (let next = waiting.pop(); next; next = waiting.pop()) object(next);
      const start = length;
      const places = offsets.slice(1).map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
      put(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join("")}`);
      put(`trailer\n<</Size ${places.length + 1}/Root ${first} 0 R>>\nstartxref\n${start}\n%%EOF\n`);
      return Buffer.concat(chunks);
    },
  };
}

function open(
  bytes: Uint8Array,
  limits: InspectionLimits,
  { ciphers }: Pick<Means, "ciphers">,
): PdfFile | undefined {
  const how = { unlock: unlockWith(ciphers), mostBytes: limits.partBytes };
  for (const by of ["cross-reference", "search"] as const) {
    const file = openPdf(bytes, { ...how, by });
    if (file && !file.damages.has("lost") && pagesOf(file).pages.length > 0) return file;
  }
  return undefined;
}

/** Texts in another cipher than streams can't be read here. */
function hasOwnTextCipher(file: PdfFile): boolean {
  const encrypt = file.entry(file.trailer, "Encrypt");
  if (!isDictionary(encrypt)) return false;
  return nameOf(file.entry(encrypt, "StmF")) !== nameOf(file.entry(encrypt, "StrF"));
}

/**
 * A copy of a PDF for those who only read it: the same pages, written anew without scripts, actions, attachments, multimedia
 * and what programs say of themselves. Digital signatures are lost with it, for they are of other bytes. It is looked at as
 * an upload is, and none is given where the look finds anything.
 * @returns null when there can be no such copy
 */
export function copyPdf(
  bytes: Uint8Array,
  { limits, means }: { limits: InspectionLimits; means: Pick<Means, "ciphers"> },
): PdfCopy | null {
  try {
    const file = open(bytes.subarray(pdfStart(bytes) ?? 0), limits, means);
    const root = file?.trailer.entries.get("Root");
    if (!file || !isRef(root) || hasOwnTextCipher(file)) return null;
    const copy = writer(file, growth.times * bytes.length + growth.bytes);
    const made = copy.whole(root.number);
    const seen = openPdf(made, {
      by: "cross-reference",
      unlock: unlockWith(means.ciphers),
      mostBytes: limits.partBytes,
    });
    if (!seen || seen.damages.size > 0) return null;
    const { pages } = pagesOf(seen);
    const isSame = pages.length === pagesOf(file).pages.length && walk(seen, pages, limits).length === 0;
    return isSame ? { bytes: made, removed: [...copy.removed].toSorted() } : null;
  } catch (cause) {
    if (cause instanceof CannotCopy || cause instanceof StreamTooLarge) return null;
    throw cause;
  }
}
