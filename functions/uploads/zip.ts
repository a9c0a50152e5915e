import { constants, inflateRawSync } from "node:zlib";
import type { InspectionLimits, Reason } from "./inspection.ts";

/** One entry of the central directory. */
export interface Entry {
  name: string;
  method: number;
  flags: number;
  compressed: number;
  size: number;
  offset: number;
}

export type Directory = { entries: Entry[] } | { because: Reason["code"] };

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

/** Some writers pad the end with a few blank bytes; more could be another file. */
const padding = 16;

/** The end record, where exactly one must be: nothing before the first entry, nothing after the comment. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 65_557; at--) {
    if (view.getUint32(at, true) === endMark && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
      return at;
  }
  return -1;
}

const isEvil = (name: string) =>
  name.startsWith("/") ||
  name.startsWith("\\") ||
  /(^|[\\/])\.\.([\\/]|$)/.test(name) ||
  /^[a-z]:/i.test(name) ||
  name.includes("\0");

/** The directory of an archive, read strictly: what two readers would read differently is refused. */
export function readDirectory(bytes: Uint8Array, limits: InspectionLimits): Directory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endOf(view);
  if (end < 0) return { because: "truncated" };
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const trailing = bytes.subarray(end + 22 + view.getUint16(end + 20, true));
  if (trailing.length > padding || trailing.some((byte) => byte > 0x20)) return { because: "polyglot" };
  if (count > limits.entries) return { because: "zip-bomb" };
  if (start + size > end) return { because: "zip-damaged" };
  if (start + size !== end) return { because: "polyglot" };
  const entries: Entry[] = [];
  const names = new Set<string>();
  let at = start;
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || view.getUint32(at, true) !== entryMark) return { because: "zip-damaged" };
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return { because: "zip-damaged" };
    const name = Buffer.from(bytes.buffer, bytes.byteOffset + at + 46, nameLength).toString("utf8");
    const entry = {
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if (isEvil(name)) return { because: "zip-path" };
    if (entry.flags & 1) return { because: "encrypted" };
    const folded = name.toLowerCase();
    if (names.has(folded)) return { because: "duplicate-entry" };
    names.add(folded);
    if (entry.offset + 30 > start) return { because: "zip-damaged" };
    entries.push(entry);
    at = next;
  }
  if (at !== end) return { because: "zip-damaged" };
  const first = Math.min(...entries.map(({ offset }) => offset));
  if (entries.length > 0 && first !== 0) return { because: "polyglot" };
  return { entries };
}

/** Raised when a part can't be read within its limit. */
export class PartUnreadable extends Error {
  readonly code: Reason["code"];
  constructor(code: Reason["code"]) {
    super(code);
    this.code = code;
  }
}

/** The content of an entry; what it says of its own size counts for nothing. @throws PartUnreadable */
export function contentOf(bytes: Uint8Array, entry: Entry, most: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(entry.offset, true) !== localMark) throw new PartUnreadable("zip-damaged");
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const end = start + entry.compressed;
  if (end > bytes.length) throw new PartUnreadable("truncated");
  const packed = bytes.subarray(start, end);
  if (entry.method === 0) {
    if (packed.length > most) throw new PartUnreadable("zip-bomb");
    return packed;
  }
  if (entry.method !== 8) throw new PartUnreadable("zip-damaged");
  try {
    return inflateRawSync(packed, { maxOutputLength: most, finishFlush: constants.Z_FINISH });
  } catch (cause) {
    const isTooLarge =
      cause instanceof RangeError ||
      (cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE");
    throw new PartUnreadable(isTooLarge ? "zip-bomb" : "zip-damaged");
  }
}
