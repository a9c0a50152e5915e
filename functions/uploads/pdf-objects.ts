import { constants, inflateSync } from "node:zlib";
import type { InspectionLimits } from "./inspection.ts";

/** One object: its dictionary as text with names unescaped, and where its stream's bytes lie. */
export interface PdfObject {
  number: number;
  text: string;
  stream: { from: number; to: number } | null;
}

/** Raised when a stream grows beyond its limit. */
export class StreamTooLarge extends Error {}

/** `/J#61vaScript` is `/JavaScript` to every reader. */
const unescaped = (text: string) =>
  text.replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const objectStart = /(\d{1,10})\s+\d{1,5}\s+obj\b/g;

/** Every object written in the bytes, in whatever state the cross-reference table is; later ones replace earlier ones. */
export function scanObjects(latin1: string): PdfObject[] {
  const found: PdfObject[] = [];
  objectStart.lastIndex = 0;
  for (let match = objectStart.exec(latin1); match; match = objectStart.exec(latin1)) {
    const from = objectStart.lastIndex;
    const ends = latin1.indexOf("endobj", from);
    const to = ends < 0 ? latin1.length : ends;
    const streamAt = latin1.slice(from, Math.min(to, from + 200_000)).search(/\bstream\r?\n/);
    if (streamAt < 0) {
      found.push({ number: Number(match[1]), text: unescaped(latin1.slice(from, to)), stream: null });
      objectStart.lastIndex = to;
      continue;
    }
    const begin = latin1.indexOf("\n", from + streamAt) + 1;
    const stop = latin1.indexOf("endstream", begin);
    const end = stop < 0 ? latin1.length : stop;
    found.push({
      number: Number(match[1]),
      text: unescaped(latin1.slice(from, from + streamAt)),
      stream: { from: begin, to: end },
    });
    objectStart.lastIndex = end;
  }
  return found;
}

const filtersOf = (text: string): string[] => {
  const list = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(text)?.[1] ?? "";
  return [...list.matchAll(/\/(\w+)/g)].map((one) => one[1] ?? "");
};

function inflated(bytes: Uint8Array, most: number): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (cause) {
    const isLarge =
      cause instanceof RangeError ||
      (cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE");
    if (isLarge) throw new StreamTooLarge();
    return new Uint8Array();
  }
}

function fromHex(bytes: Uint8Array): Uint8Array {
  return Buffer.from(
    Buffer.from(bytes)
      .toString("latin1")
      .replaceAll(/[^0-9a-fA-F]/g, ""),
    "hex",
  );
}

/**
 * The content of a stream as far as its filters are ours to undo; what an image decoder would read is left alone.
 * @throws StreamTooLarge
 */
export function streamContent(
  bytes: Uint8Array,
  { text, stream }: PdfObject,
  limits: InspectionLimits,
): Uint8Array {
  if (!stream) return new Uint8Array();
  let content: Uint8Array = bytes.subarray(stream.from, stream.to);
  for (const filter of filtersOf(text)) {
    if (filter === "FlateDecode" || filter === "Fl") content = inflated(content, limits.partBytes);
    else if (filter === "ASCIIHexDecode" || filter === "AHx") content = fromHex(content);
    else return content;
  }
  return content;
}

/** The objects inside an object stream: their numbers and texts. */
export function unpackObjects(content: Uint8Array, text: string): PdfObject[] {
  const count = Number(/\/N\s+(\d+)/.exec(text)?.[1] ?? 0);
  const first = Number(/\/First\s+(\d+)/.exec(text)?.[1] ?? 0);
  const latin1 = Buffer.from(content).toString("latin1");
  const heads = latin1.slice(0, first).trim().split(/\s+/).map(Number);
  return Array.from({ length: Math.min(count, Math.floor(heads.length / 2)) }, (_, n) => {
    const from = first + (heads[2 * n + 1] ?? 0);
    const next = n + 1 < count ? first + (heads[2 * n + 3] ?? 0) : latin1.length;
    return { number: heads[2 * n] ?? 0, text: unescaped(latin1.slice(from, next)), stream: null };
  });
}
