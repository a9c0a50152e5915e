import { constants, crc32, inflateRawSync } from "node:zlib";
import type { ReasonCode } from "../contract/reasons.ts";
import type { ArchiveLimits } from "./limits.ts";

/** One entry of the central directory. */
export interface Entry {
  name: string;
  method: number;
  flags: number;
  crc: number;
  compressed: number;
  size: number;
  offset: number;
}

/** The entries, or why the archive can't stand and, where one entry is to blame, its name. */
export type Directory = { entries: Entry[] } | { because: ReasonCode; part?: string };

const endMark = 0x06054b50;
const wideEndMark = 0x06064b50;
const locatorMark = 0x07064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

/** The value of a field that is too narrow: the real one stands in the wide record. */
const inWideRecord = 0xffffffff;

/** Some writers pad the end with a few blank bytes; more could be another file. */
const padding = 16;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const wideAt = (view: DataView, at: number) => Number(view.getBigUint64(at, true));

/** The last end record whose comment fits into the file. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 65_557; at--) {
    if (view.getUint32(at, true) === endMark && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
      return at;
  }
  return -1;
}

/** Where the directory lies, how many entries it has, and where it must end. */
interface Extent {
  count: number;
  start: number;
  size: number;
  end: number;
}

function extentOf(view: DataView, end: number): Extent | undefined {
  const narrow = {
    count: view.getUint16(end + 10, true),
    size: view.getUint32(end + 12, true),
    start: view.getUint32(end + 16, true),
    end,
  };
  if (end < 20 || view.getUint32(end - 20, true) !== locatorMark) return narrow;
  const wide = wideAt(view, end - 12);
  if (wide + 56 > end || view.getUint32(wide, true) !== wideEndMark) return undefined;
  return {
    count: wideAt(view, wide + 32),
    size: wideAt(view, wide + 40),
    start: wideAt(view, wide + 48),
    end: wide,
  };
}

const isEvil = (name: string) =>
  name.startsWith("/") ||
  name.startsWith("\\") ||
  /(^|[\\/])\.\.([\\/]|$)/.test(name) ||
  /^[a-z]:/i.test(name) ||
  name.includes("\0");

/** Sizes and offset that an entry's extra field says in 64 bits, in this order, each only where the narrow one is full. */
function widened(view: DataView, entry: Entry, from: number, to: number): Entry {
  const wide = { ...entry };
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    for (const field of ["size", "compressed", "offset"] as const) {
      if (entry[field] !== inWideRecord || next + 8 > to) continue;
      wide[field] = wideAt(view, next);
      next += 8;
    }
  }
  return wide;
}

/** Two entries that share bytes unpack to more than any file could hold. */
function hasOverlap(entries: readonly Entry[], start: number): boolean {
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset);
  return inOrder.some(({ offset, compressed }, at) => {
    const next = inOrder[at + 1]?.offset ?? start;
    return offset + 30 + compressed > next;
  });
}

/** The directory of an archive, read strictly: what two readers would read differently is refused. */
export function readDirectory(bytes: Uint8Array, limits: ArchiveLimits): Directory {
  const view = viewOf(bytes);
  const record = endOf(view);
  if (record < 0) return { because: "truncated" };
  const extent = extentOf(view, record);
  if (!extent) return { because: "zip-damaged" };
  const { count, size, start, end } = extent;
  const trailing = bytes.subarray(record + 22 + view.getUint16(record + 20, true));
  if (trailing.length > padding || trailing.some((byte) => byte > 0x20)) return { because: "polyglot" };
  if (count > limits.entries) return { because: "zip-bomb" };
  if (start + size > end) return { because: "zip-damaged" };
  if (start + size !== end) return { because: "polyglot" };
  const entries: Entry[] = [];
  const names = new Set<string>();
  let at = start;
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || view.getUint32(at, true) !== entryMark) return { because: "zip-damaged" };
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > end) return { because: "zip-damaged" };
    const name = Buffer.from(bytes.subarray(at + 46, nameEnd)).toString("utf8");
    const narrow = {
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    const entry = widened(view, narrow, nameEnd, extraEnd);
    if (isEvil(name)) return { because: "zip-path", part: name };
    if (entry.flags & 1) return { because: "encrypted", part: name };
    const folded = name.toLowerCase();
    if (names.has(folded)) return { because: "duplicate-entry", part: name };
    names.add(folded);
    if (entry.offset + 30 > start) return { because: "zip-damaged" };
    entries.push(entry);
    at = next;
  }
  if (at !== end) return { because: "zip-damaged" };
  if (hasOverlap(entries, start)) return { because: "zip-bomb" };
  const first = entries.reduce((least, { offset }) => Math.min(least, offset), Number.POSITIVE_INFINITY);
  if (entries.length > 0 && first !== 0) return { because: "polyglot" };
  return { entries };
}

/** Raised when a part can't be read within its limit. */
export class PartUnreadable extends Error {
  readonly code: ReasonCode;
  /** The name of the part, where it is one. */
  readonly part: string | null;
  constructor(code: ReasonCode, part: string | null = null) {
    super(code);
    this.code = code;
    this.part = part;
  }
}

/** The packed bytes of an entry, when its own header says what the directory says. @throws PartUnreadable */
function packedOf(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = viewOf(bytes);
  if (view.getUint32(entry.offset, true) !== localMark) throw new PartUnreadable("zip-damaged", entry.name);
  const nameEnd = entry.offset + 30 + view.getUint16(entry.offset + 26, true);
  const start = nameEnd + view.getUint16(entry.offset + 28, true);
  const end = start + entry.compressed;
  if (end > bytes.length) throw new PartUnreadable("truncated", entry.name);
  const name = Buffer.from(bytes.subarray(entry.offset + 30, nameEnd)).toString("utf8");
  const isSame = name === entry.name && view.getUint16(entry.offset + 8, true) === entry.method;
  if (!isSame) throw new PartUnreadable("zip-damaged", entry.name);
  return bytes.subarray(start, end);
}

function unpacked(packed: Uint8Array, { method, name }: Entry, most: number): Uint8Array {
  if (method === 0) {
    if (packed.length > most) throw new PartUnreadable("zip-bomb", name);
    return packed;
  }
  if (method !== 8) throw new PartUnreadable("zip-damaged", name);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most), finishFlush: constants.Z_FINISH });
  } catch (cause) {
    const isTooLarge =
      cause instanceof RangeError ||
      (cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE");
    throw new PartUnreadable(isTooLarge ? "zip-bomb" : "zip-damaged", name);
  }
}

/** The content of an entry; its limit holds whatever it says of its own size. @throws PartUnreadable */
function contentOf(bytes: Uint8Array, entry: Entry, most: number): Uint8Array {
  const content = unpacked(packedOf(bytes, entry), entry, most);
  if (content.length !== entry.size || crc32(content) !== entry.crc)
    throw new PartUnreadable("zip-damaged", entry.name);
  return content;
}

/** Reads entries of an archive; all that it unpacks together is bounded. @throws PartUnreadable */
export function unpacker(bytes: Uint8Array, limits: ArchiveLimits): (entry: Entry) => Uint8Array {
  let left = limits.inflatedBytes;
  return (entry) => {
    const content = contentOf(bytes, entry, Math.min(left, limits.partBytes));
    left -= content.length;
    return content;
  };
}
