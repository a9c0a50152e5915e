import {
  type Dictionary,
  isDictionary,
  isStream,
  NotPdfSyntax,
  nameOf,
  type PdfStream,
  type PdfValue,
  type Reader,
  readObject,
  readValue,
  readWord,
  skipSpace,
  type Written,
} from "./pdf-syntax.ts";

/** Where an object lies: in the file, or packed in a stream of objects; free: it was deleted. */
export type Place =
  | { kind: "at"; offset: number; generation: number }
  | { kind: "in"; stream: number; index: number }
  | { kind: "free" };

/** Where every object lies, as the file says or as a search found it. */
export interface Places {
  places: Map<number, Place>;
  trailer: Dictionary;
  /** Every object as written, older versions too, when a search found them. */
  written: Written[];
  /** Something in it is no PDF, and readers guess what was meant. */
  isOdd: boolean;
}

/** A search gives up after so many objects without an end: each took reading the rest of the file. */
const unendedMost = 50;

type ContentOf = (stream: PdfStream) => Uint8Array;

/** Readers look for the last words of a file so far from its end. */
const endWithin = 1054;

/** More objects than any file of the allowed size holds. */
const numbersMost = 8_388_607;

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

const integer = (value: PdfValue | undefined) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;

/** One section: the places that it names, and the dictionary at its end. */
interface Section {
  places: Map<number, Place>;
  trailer: Dictionary;
  isOdd: boolean;
}

function tableAt(bytes: Uint8Array, reader: Reader): Section | undefined {
  const places = new Map<number, Place>();
  const word = () => {
    skipSpace(bytes, reader);
    return readWord(bytes, reader);
  };
  for (let first = word(); first !== "trailer"; first = word()) {
    const from = Number(first);
    const count = Number(word());
    if (first === "" || !Number.isInteger(from) || !Number.isInteger(count)) return undefined;
    for (let number = from; number < from + count; number++) {
      const [offset, generation, use] = [Number(word()), Number(word()), word()];
      if (!Number.isInteger(offset) || !Number.isInteger(generation) || number > numbersMost)
        return undefined;
      if (use === "n") places.set(number, { kind: "at", offset, generation });
      else if (use === "f") places.set(number, { kind: "free" });
      else return undefined;
    }
  }
  const trailer = readValue(bytes, reader);
  return isDictionary(trailer) ? { places, trailer, isOdd: reader.isOdd === true } : undefined;
}

function bigEndian(bytes: Uint8Array, from: number, width: number): number {
  let value = 0;
  for (let n = 0; n < width; n++) value = value * 256 + (bytes[from + n] ?? 0);
  return value;
}

function streamSection(stream: PdfStream, contentOf: ContentOf): Section | undefined {
  const { entries } = stream.dictionary;
  const widths = entries.get("W");
  const size = integer(entries.get("Size"));
  if (!Array.isArray(widths) || size === undefined) return undefined;
  const [kindWidth, first, second] = [0, 1, 2].map((at) => Math.min(integer(widths[at]) ?? 0, 8)) as [
    number,
    number,
    number,
  ];
  const ranges = entries.get("Index") ?? [0, size];
  if (!Array.isArray(ranges)) return undefined;
  const content = contentOf(stream);
  const width = kindWidth + first + second;
  const places = new Map<number, Place>();
  let at = 0;
  for (let n = 0; n + 1 < ranges.length; n += 2) {
    const from = integer(ranges[n]) ?? 0;
    const count = integer(ranges[n + 1]) ?? 0;
    for (let number = from; number < from + count; number++, at += width) {
      if (at + width > content.length || number > numbersMost) return undefined;
      const kind = kindWidth === 0 ? 1 : bigEndian(content, at, kindWidth);
      const a = bigEndian(content, at + kindWidth, first);
      const b = bigEndian(content, at + kindWidth + first, second);
      if (kind === 1) places.set(number, { kind: "at", offset: a, generation: b });
      else if (kind === 2) places.set(number, { kind: "in", stream: a, index: b });
      else places.set(number, { kind: "free" });
    }
  }
  return { places, trailer: stream.dictionary, isOdd: false };
}

function sectionAt(bytes: Uint8Array, offset: number, contentOf: ContentOf): Section | undefined {
  if (offset <= 0 || offset >= bytes.length) return undefined;
  const reader: Reader = { at: offset };
  skipSpace(bytes, reader);
  const at = reader.at;
  try {
    if (readWord(bytes, reader) === "xref") return tableAt(bytes, reader);
    const object = readObject(bytes, at);
    return object && isStream(object.value) ? streamSection(object.value, contentOf) : undefined;
  } catch (cause) {
    if (cause instanceof NotPdfSyntax) return undefined;
    throw cause;
  }
}

/** The places as the file's own cross-reference says; undefined when it can't be followed to its beginning. */
export function saidPlaces(bytes: Uint8Array, contentOf: ContentOf): Places | undefined {
  const tail = bytes.length - Math.min(bytes.length, endWithin);
  const said = latin1(bytes.subarray(tail)).lastIndexOf("startxref", undefined, "latin1");
  if (said < 0) return undefined;
  const reader: Reader = { at: tail + said + 9 };
  skipSpace(bytes, reader);
  const places = new Map<number, Place>();
  let trailer: Dictionary | undefined;
  let isOdd = false;
  const seen = new Set<number>();
  const waiting = [Number(readWord(bytes, reader))];
  for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
    if (seen.has(offset)) return undefined;
    seen.add(offset);
    const section = sectionAt(bytes, offset, contentOf);
    if (!section) return undefined;
    trailer ??= section.trailer;
    isOdd ||= section.isOdd;
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place);
    for (const key of ["XRefStm", "Prev"]) {
      const next = section.trailer.entries.get(key);
      if (next === undefined || next === null) continue;
      const at = integer(next);
      if (at === undefined) return undefined;
      waiting.push(at);
    }
  }
  return trailer && { places, trailer, written: [], isOdd };
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isSpace = (byte: number | undefined) => byte !== undefined && byte <= 0x20;

/** Where `12 0 obj` begins when its keyword stands at `keyword`. */
function beginOf(bytes: Uint8Array, keyword: number): number | undefined {
  let at = keyword - 1;
  for (let part = 0; part < 2; part++) {
    if (!isSpace(bytes[at])) return undefined;
    while (isSpace(bytes[at])) at--;
    if (!isDigit(bytes[at])) return undefined;
    while (isDigit(bytes[at])) at--;
  }
  return at + 1;
}

const saidLength = ({ dictionary }: PdfStream) => integer(dictionary.entries.get("Length"));

/** Where a stream's bytes end: where its length says, if its last word stands there, else where that word is found. */
export function streamEnd(
  bytes: Uint8Array,
  { from }: PdfStream,
  length: number | undefined,
): { end: number; isAsSaid: boolean } {
  if (length !== undefined && from + length <= bytes.length) {
    const reader: Reader = { at: from + length };
    while (isSpace(bytes[reader.at]) && reader.at < from + length + 4) reader.at++;
    if (readWord(bytes, reader) === "endstream") return { end: from + length, isAsSaid: true };
  }
  const found = latin1(bytes).indexOf("endstream", from, "latin1");
  return { end: found < 0 ? bytes.length : found, isAsSaid: false };
}

/** Every object that stands in the bytes, whatever the cross-reference says, in the order of the file. */
function search(bytes: Uint8Array): Written[] {
  const buffer = latin1(bytes);
  const found: Written[] = [];
  let unended = 0;
  const onUnended = () => {
    unended += 1;
  };
  for (let at = buffer.indexOf("obj"); at >= 0 && unended < unendedMost; ) {
    const begin = beginOf(bytes, at);
    const object = begin === undefined ? undefined : readObject(bytes, begin, onUnended);
    if (object) found.push(object);
    const end =
      object && isStream(object.value)
        ? streamEnd(bytes, object.value, saidLength(object.value)).end
        : object?.end;
    at = buffer.indexOf("obj", Math.max(at + 3, end ?? 0));
  }
  return found;
}

function trailersIn(bytes: Uint8Array): Dictionary[] {
  const buffer = latin1(bytes);
  const found: Dictionary[] = [];
  for (let at = buffer.indexOf("trailer"); at >= 0; at = buffer.indexOf("trailer", at + 7)) {
    try {
      const value = readValue(bytes, { at: at + 7 });
      if (isDictionary(value)) found.push(value);
    } catch (cause) {
      if (!(cause instanceof NotPdfSyntax)) throw cause;
    }
  }
  return found;
}

/**
 * The places as a search through the bytes finds them, as readers do when the cross-reference is broken; undefined when
 * nothing says which object is the root.
 * @param places of what stands in the file; what is packed in streams is found by the caller, who can open them
 */
export function foundPlaces(bytes: Uint8Array): Places | undefined {
  const written = search(bytes);
  const places = new Map<number, Place>();
  const streams: Dictionary[] = [];
  for (const { number, generation, value, start } of written) {
    places.set(number, { kind: "at", offset: start, generation });
    if (isStream(value) && nameOf(value.dictionary.entries.get("Type")) === "XRef")
      streams.push(value.dictionary);
  }
  const trailer = [...streams, ...trailersIn(bytes)].findLast(({ entries }) => entries.has("Root"));
  return trailer && { places, trailer, written, isOdd: true };
}
