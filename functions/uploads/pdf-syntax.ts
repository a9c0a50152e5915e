/** A value of a PDF as it is written; a text keeps its bytes, one character each. */
export type PdfValue = null | boolean | number | Name | Ref | Text | Dictionary | PdfStream | PdfValue[];
export interface Name {
  kind: "name";
  name: string;
}
export interface Ref {
  kind: "ref";
  number: number;
  generation: number;
}
export interface Text {
  kind: "text";
  text: string;
}
export interface Dictionary {
  kind: "dictionary";
  entries: Map<string, PdfValue>;
}
/** A stream's dictionary and where its bytes begin; how long they are is said elsewhere. Its id is part of its cipher's key. */
export interface PdfStream {
  kind: "stream";
  dictionary: Dictionary;
  from: number;
  number: number;
  generation: number;
}

/** Readers recurse; no writer nests values so deep. */
const deepest = 200;

/** Raised where the bytes are no value. */
export class NotPdfSyntax extends Error {
  /** The bytes were read to their very end before that was clear. */
  readonly isUnended: boolean;
  constructor(message: string, isUnended = false) {
    super(message);
    this.isUnended = isUnended;
  }
}

const isSpace = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0x00;
const delimiters = new Set([..."()<>[]{}/%"].map((one) => one.charCodeAt(0)));
const isRegular = (byte: number | undefined): byte is number =>
  byte !== undefined && !isSpace(byte) && !delimiters.has(byte);
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** Reads values from `at` on. `at` moves behind what was read. */
export interface Reader {
  at: number;
  /** Set where what is written is no PDF, and readers guess what was meant. */
  isOdd?: boolean;
}

export function skipSpace(bytes: Uint8Array, reader: Reader): void {
  for (; reader.at < bytes.length; reader.at++) {
    if (bytes[reader.at] === 0x25) {
      while (reader.at < bytes.length && bytes[reader.at] !== 0x0a && bytes[reader.at] !== 0x0d) reader.at++;
    } else if (!isSpace(bytes[reader.at])) return;
  }
}

/** The run of regular characters here, such as a number or a keyword. */
export function readWord(bytes: Uint8Array, reader: Reader): string {
  let word = "";
  for (let byte = bytes[reader.at]; isRegular(byte); byte = bytes[++reader.at]) {
    word += String.fromCharCode(byte);
  }
  return word;
}

/** `/J#61vaScript` is `/JavaScript` to every reader. */
function readName(bytes: Uint8Array, reader: Reader): Name {
  reader.at++;
  const name = readWord(bytes, reader);
  return {
    kind: "name",
    name: name.replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  };
}

function readLiteral(bytes: Uint8Array, reader: Reader): Text {
  let text = "";
  let open = 1;
  for (reader.at++; reader.at < bytes.length; reader.at++) {
    const one = String.fromCharCode(bytes[reader.at] ?? 0);
    if (one === "\\") {
      const next = String.fromCharCode(bytes[++reader.at] ?? 0);
      if (next >= "0" && next <= "7") {
        let octal = next;
        for (let n = 0; n < 2 && /[0-7]/.test(String.fromCharCode(bytes[reader.at + 1] ?? 0)); n++) {
          octal += String.fromCharCode(bytes[++reader.at] ?? 0);
        }
        text += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      } else if (next === "\r") {
        if (bytes[reader.at + 1] === 0x0a) reader.at++;
      } else if (next !== "\n") text += escapes[next] ?? next;
      continue;
    }
    if (one === "(") open++;
    if (one === ")" && --open === 0) {
      reader.at++;
      return { kind: "text", text };
    }
    text += one;
  }
  throw new NotPdfSyntax("a text has no end", true);
}

function readHex(bytes: Uint8Array, reader: Reader): Text {
  const end = bytes.indexOf(0x3e, reader.at);
  if (end < 0) throw new NotPdfSyntax("a hexadecimal text has no end", true);
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset + reader.at + 1, end - reader.at - 1)
    .toString("latin1")
    .replaceAll(/\s|\0/g, "");
  reader.at = end + 1;
  return {
    kind: "text",
    text: Buffer.from(digits.length % 2 ? `${digits}0` : digits, "hex").toString("latin1"),
  };
}

/** `12 0 R`, or the number that it begins with. */
function readNumber(bytes: Uint8Array, reader: Reader): number | Ref {
  const word = readWord(bytes, reader);
  const number = Number(word);
  if (!/^\d{1,10}$/.test(word)) return Number.isNaN(number) ? 0 : number;
  const ahead: Reader = { at: reader.at };
  skipSpace(bytes, ahead);
  if (!isDigit(bytes[ahead.at])) return number;
  const generation = readWord(bytes, ahead);
  if (!/^\d{1,5}$/.test(generation)) return number;
  skipSpace(bytes, ahead);
  if (bytes[ahead.at] !== 0x52 || isRegular(bytes[ahead.at + 1])) return number;
  reader.at = ahead.at + 1;
  return { kind: "ref", number, generation: Number(generation) };
}

/** Passes over what has no place here. */
function skipOdd(bytes: Uint8Array, reader: Reader, depth: number): void {
  reader.isOdd = true;
  const { at } = reader;
  readValue(bytes, reader, depth + 1);
  if (reader.at === at) throw new NotPdfSyntax("nothing can be read here");
}

function readDictionary(bytes: Uint8Array, reader: Reader, depth: number): Dictionary {
  const entries = new Map<string, PdfValue>();
  reader.at += 2;
  for (;;) {
    skipSpace(bytes, reader);
    if (bytes[reader.at] === 0x3e && bytes[reader.at + 1] === 0x3e) {
      reader.at += 2;
      return { kind: "dictionary", entries };
    }
    if (bytes[reader.at] !== 0x2f) {
      skipOdd(bytes, reader, depth);
      continue;
    }
    const { name } = readName(bytes, reader);
    skipSpace(bytes, reader);
    // Which of two a reader takes is its own choice.
    if (entries.has(name)) reader.isOdd = true;
    const isMissing = bytes[reader.at] === 0x3e && bytes[reader.at + 1] === 0x3e;
    entries.set(name, isMissing ? null : readValue(bytes, reader, depth + 1));
  }
}

function readArray(bytes: Uint8Array, reader: Reader, depth: number): PdfValue[] {
  const values: PdfValue[] = [];
  reader.at++;
  for (;;) {
    skipSpace(bytes, reader);
    if (bytes[reader.at] === 0x5d) {
      reader.at++;
      return values;
    }
    values.push(readValue(bytes, reader, depth + 1));
  }
}

const constants = new Map<string, PdfValue>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Where an object ends, whatever is still open in it. */
const endWords = new Set(["endobj", "endstream", "startxref", "xref", "trailer", "obj"]);

/** The value that begins here; null where readers pass over what is written. @throws NotPdfSyntax */
export function readValue(bytes: Uint8Array, reader: Reader, depth = 0): PdfValue {
  skipSpace(bytes, reader);
  if (depth > deepest) throw new NotPdfSyntax("values are nested too deeply");
  const byte = bytes[reader.at];
  if (byte === 0x2f) return readName(bytes, reader);
  if (byte === 0x28) return readLiteral(bytes, reader);
  if (byte === 0x5b) return readArray(bytes, reader, depth);
  if (byte === 0x3c) {
    return bytes[reader.at + 1] === 0x3c ? readDictionary(bytes, reader, depth) : readHex(bytes, reader);
  }
  if (isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e) return readNumber(bytes, reader);
  const word = readWord(bytes, reader);
  const constant = constants.get(word);
  if (constant !== undefined) return constant;
  if (reader.at >= bytes.length || endWords.has(word))
    throw new NotPdfSyntax("the value has no end", reader.at >= bytes.length);
  if (word === "") reader.at++;
  reader.isOdd = true;
  return null;
}

/** An object as it is written: `7 0 obj ... endobj`. */
export interface Written {
  number: number;
  generation: number;
  value: PdfValue;
  start: number;
  isOdd: boolean;
  /** Behind the value, or behind the keyword `stream` and its end of line. */
  end: number;
}

/**
 * The object that begins at `at`, or undefined when none does.
 * @param onUnended told when that took reading to the end of the bytes
 */
export function readObject(bytes: Uint8Array, at: number, onUnended?: () => void): Written | undefined {
  const reader: Reader = { at };
  skipSpace(bytes, reader);
  const number = readWord(bytes, reader);
  skipSpace(bytes, reader);
  const generation = readWord(bytes, reader);
  skipSpace(bytes, reader);
  // `obj<<` and `obj[` are common; a number may even follow the keyword at once.
  const isObject =
    bytes[reader.at] === 0x6f && bytes[reader.at + 1] === 0x62 && bytes[reader.at + 2] === 0x6a;
  if (!/^\d{1,10}$/.test(number) || !/^\d{1,5}$/.test(generation) || !isObject) return undefined;
  reader.at += 3;
  const of = { number: Number(number), generation: Number(generation) };
  const start = at;
  try {
    const value = readValue(bytes, reader);
    const behind: Reader = { at: reader.at };
    skipSpace(bytes, behind);
    const next = readWord(bytes, behind);
    const isOdd = reader.isOdd === true || (next !== "endobj" && next !== "stream");
    if (!isDictionary(value) || next !== "stream") return { ...of, value, start, isOdd, end: reader.at };
    if (bytes[behind.at] === 0x20) while (bytes[behind.at] === 0x20) behind.at++;
    if (bytes[behind.at] === 0x0d) behind.at++;
    if (bytes[behind.at] === 0x0a) behind.at++;
    return {
      ...of,
      value: { kind: "stream", dictionary: value, from: behind.at, ...of },
      start,
      isOdd,
      end: behind.at,
    };
  } catch (cause) {
    if (!(cause instanceof NotPdfSyntax)) throw cause;
    if (cause.isUnended) onUnended?.();
    return undefined;
  }
}

export const isDictionary = (value: PdfValue | undefined): value is Dictionary =>
  kindOf(value) === "dictionary";
export const isStream = (value: PdfValue | undefined): value is PdfStream => kindOf(value) === "stream";
export const isRef = (value: PdfValue | undefined): value is Ref => kindOf(value) === "ref";
export const isText = (value: PdfValue | undefined): value is Text => kindOf(value) === "text";

function kindOf(value: PdfValue | undefined): string | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value.kind : undefined;
}

/** What a name says, or undefined when the value is none. */
export function nameOf(value: PdfValue | undefined): string | undefined {
  return kindOf(value) === "name" ? (value as Name).name : undefined;
}

/** What a text says: it is in Latin letters, or in UTF-16 after its mark. */
export const shownText = (text: string): string =>
  text.startsWith("\xfe\xff")
    ? new TextDecoder("utf-16be").decode(Buffer.from(text.slice(2), "latin1"))
    : text;
