import { Instant } from "../../shared/kernel/time.ts";

/** A value of ASN.1 as it is encoded (X.690): its tag byte, its content, and the bytes of the whole. */
export interface Der {
  tag: number;
  content: Uint8Array;
  whole: Uint8Array;
}

/** Signatures nest some twenty deep; nothing that goes deeper is one. */
const deepest = 40;

const isConstructed = (tag: number) => (tag & 0x20) !== 0;

/** Where an element begins that says no length: it ends with two zeros behind its last part. */
function openEnd(bytes: Uint8Array, from: number, depth: number): number | undefined {
  let at = from;
  while (at + 1 < bytes.length) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return at;
    const inner = elementAt(bytes, at, depth + 1);
    if (!inner) return undefined;
    at = inner.end;
  }
  return undefined;
}

function elementAt(bytes: Uint8Array, at: number, depth: number): (Der & { end: number }) | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || depth > deepest) return undefined;
  if (first === 0x80) {
    const end = isConstructed(tag) ? openEnd(bytes, at + 2, depth) : undefined;
    if (end === undefined) return undefined;
    return { tag, content: bytes.subarray(at + 2, end), whole: bytes.subarray(at, end + 2), end: end + 2 };
  }
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4) return undefined;
  let length = lengthBytes === 0 ? first : 0;
  for (let n = 0; n < lengthBytes; n++) length = length * 256 + (bytes[at + 2 + n] ?? 0);
  const from = at + 2 + lengthBytes;
  const end = from + length;
  if (end > bytes.length) return undefined;
  return { tag, content: bytes.subarray(from, end), whole: bytes.subarray(at, end), end };
}

/** The element that the bytes begin with; undefined when they begin with none. What follows it is not looked at. */
export const readDer = (bytes: Uint8Array): Der | undefined => elementAt(bytes, 0, 0);

/** The parts of an element, in their order; those before the first that makes no sense. */
export function partsOf(of: Der | undefined): Der[] {
  const parts: Der[] = [];
  if (!of || !isConstructed(of.tag)) return parts;
  for (let at = 0; at < of.content.length; ) {
    const part = elementAt(of.content, at, 0);
    if (!part) return parts;
    parts.push(part);
    at = part.end;
  }
  return parts;
}

/** An object identifier with dots; "" when the element is none. */
export function oidOf(of: Der | undefined): string {
  if (of?.tag !== 0x06) return "";
  const numbers: number[] = [];
  let value = 0;
  for (const byte of of.content) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = numbers;
  const arc = Math.min(2, Math.floor(first / 40));
  return [arc, first - 40 * arc, ...rest].join(".");
}

/** The bytes of an octet string, which may be written in pieces. */
export function octetsOf(of: Der | undefined): Uint8Array | undefined {
  if (of?.tag === 0x04) return of.content;
  if (of?.tag !== 0x24) return undefined;
  return Buffer.concat(partsOf(of).map(({ content }) => content));
}

/** The text of any of the kinds of string that names are written in. */
export function textOf(of: Der | undefined): string | undefined {
  const encodings: Record<number, string> = { 12: "utf-8", 19: "latin1", 20: "latin1", 22: "latin1" };
  const tag = of?.tag ?? 0;
  const encoding = tag === 30 ? "utf-16be" : encodings[tag];
  return of && encoding && new TextDecoder(encoding).decode(of.content);
}

/** UTCTime or GeneralizedTime in Zulu time. */
export function timeOf(of: Der | undefined): Instant | null {
  if (of?.tag !== 0x17 && of?.tag !== 0x18) return null;
  const text = Buffer.from(of.content).toString("latin1");
  const pattern = of.tag === 0x18 ? /^(\d{4})(\d{10})(?:\.\d+)?Z$/ : /^(\d\d)(\d{10})Z$/;
  const [, year = "", rest = ""] = pattern.exec(text) ?? [];
  // Two digits of a year are of 1950 to 2049.
  const full = year.length === 2 ? `${Number(year) < 50 ? 20 : 19}${year}` : year;
  return instantOfDigits(`${full}${rest}`);
}

/** `20211108020000` in Zulu time; null where the digits are no time. */
export function instantOfDigits(digits: string): Instant | null {
  const said = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1-$2-$3T$4:$5:$6.000Z");
  const parsed = Instant.safeParse(said);
  return parsed.success ? parsed.data : null;
}
