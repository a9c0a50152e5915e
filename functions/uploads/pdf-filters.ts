import { constants, inflateRawSync, inflateSync } from "node:zlib";

/** One filter of a stream with the numbers among its parameters. */
export interface Filter {
  name: string;
  parameters: ReadonlyMap<string, number>;
}

/** What came out; not whole where the bytes ended early or made no sense from some place on. */
export interface Decoded {
  content: Uint8Array;
  isWhole: boolean;
}

/** Raised when a stream grows beyond its limit. */
export class StreamTooLarge extends Error {}

type Decoder = (bytes: Uint8Array, filter: Filter, most: number) => Decoded;

const isTooLarge = (cause: unknown) =>
  cause instanceof RangeError ||
  (cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE");

/** A stream that ends early, or whose checksum is wrong, is read all the same: some writers leave both out. */
function flate(bytes: Uint8Array, _: Filter, most: number): Decoded {
  const untilEnd = { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH };
  const ways = [() => inflateSync(bytes, untilEnd), () => inflateRawSync(bytes.subarray(2), untilEnd)];
  for (const inflate of ways) {
    try {
      return { content: inflate(), isWhole: true };
    } catch (cause) {
      if (isTooLarge(cause)) throw new StreamTooLarge();
    }
  }
  return { content: new Uint8Array(), isWhole: false };
}

function hex(bytes: Uint8Array): Decoded {
  const [digits = ""] = Buffer.from(bytes)
    .toString("latin1")
    .replaceAll(/[\s\0]/g, "")
    .split(">");
  const even = digits.length % 2 ? `${digits}0` : digits;
  return { content: Buffer.from(even, "hex"), isWhole: /^[0-9a-fA-F]*$/.test(digits) };
}

function ascii85(bytes: Uint8Array): Decoded {
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replaceAll(/[\s\0]/g, "");
  const end = text.indexOf("~");
  const digits = (end < 0 ? text : text.slice(0, end)).replace(/^<~/, "").replaceAll("z", "!!!!!");
  const content = Buffer.alloc(Math.ceil(digits.length / 5) * 4);
  let isWhole = true;
  for (let at = 0; at < digits.length; at += 5) {
    const group = digits.slice(at, at + 5).padEnd(5, "u");
    let value = 0;
    for (const digit of group) {
      if (digit < "!" || digit > "u") isWhole = false;
      value = value * 85 + digit.charCodeAt(0) - 33;
    }
    content.writeUInt32BE(value >>> 0, (at / 5) * 4);
  }
  const missing = (5 - (digits.length % 5)) % 5;
  return { content: content.subarray(0, content.length - missing), isWhole };
}

/** Output that grows, up to its limit. */
function growing(most: number) {
  let buffer = Buffer.alloc(1 << 16);
  let length = 0;
  return {
    push(bytes: Uint8Array): void {
      if (length + bytes.length > most) throw new StreamTooLarge();
      if (length + bytes.length > buffer.length) {
        buffer = Buffer.concat([buffer, Buffer.alloc(Math.max(buffer.length, bytes.length))]);
      }
      buffer.set(bytes, length);
      length += bytes.length;
    },
    content: () => buffer.subarray(0, length),
  };
}

function runLength(bytes: Uint8Array, _: Filter, most: number): Decoded {
  const output = growing(most);
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? 128;
    if (length === 128) return { content: output.content(), isWhole: true };
    if (length < 128) output.push(bytes.subarray(at + 1, at + 2 + length));
    else output.push(Buffer.alloc(257 - length, bytes[at + 1] ?? 0));
    at += length < 128 ? length + 2 : 2;
  }
  return { content: output.content(), isWhole: false };
}

const [clear, endOfData, firstCode, widest] = [256, 257, 258, 4096];

function lzw(bytes: Uint8Array, { parameters }: Filter, most: number): Decoded {
  const early = parameters.get("EarlyChange") ?? 1;
  const output = growing(most);
  const singles = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  let table: Uint8Array[] = [];
  let [last, width, held, bits]: [Uint8Array | undefined, number, number, number] = [undefined, 9, 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === endOfData) return { content: output.content(), isWhole: true };
    if (code === clear) {
      [table, last, width] = [[], undefined, 9];
      continue;
    }
    const known: Uint8Array | undefined = singles[code] ?? table[code - firstCode];
    const next: Uint8Array | undefined = known ?? (last && Buffer.concat([last, last.subarray(0, 1)]));
    if (next === undefined || code > firstCode + table.length) break;
    output.push(next);
    if (last && table.length < widest - firstCode) table.push(Buffer.concat([last, next.subarray(0, 1)]));
    last = next;
    const size = firstCode + table.length + early;
    width = size >= 2048 ? 12 : size >= 1024 ? 11 : size >= 512 ? 10 : 9;
  }
  return { content: output.content(), isWhole: false };
}

const decoders: Record<string, Decoder> = {
  FlateDecode: flate,
  Fl: flate,
  LZWDecode: lzw,
  LZW: lzw,
  ASCIIHexDecode: hex,
  AHx: hex,
  ASCII85Decode: ascii85,
  A85: ascii85,
  RunLengthDecode: runLength,
  RL: runLength,
};

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** Undoes the prediction of TIFF, for whole bytes: each is the difference to the one before it. */
function undifferenced(content: Uint8Array, width: number, step: number): Uint8Array {
  const plain = Uint8Array.from(content);
  for (let at = 0; at < plain.length; at++) {
    if (at % width >= step) plain[at] = (plain[at] ?? 0) + (plain[at - step] ?? 0);
  }
  return plain;
}

/** Undoes the prediction of PNG, row by row; object streams and cross-reference streams are mostly written with it. */
function unpredicted(content: Uint8Array, parameters: Filter["parameters"]): Uint8Array {
  const kind = parameters.get("Predictor") ?? 1;
  if (kind < 2) return content;
  const bits = (parameters.get("Colors") ?? 1) * (parameters.get("BitsPerComponent") ?? 8);
  const step = Math.max(1, bits >> 3);
  const width = Math.ceil((bits * (parameters.get("Columns") ?? 1)) / 8);
  if (!(width > 0) || width > content.length) return content;
  if (kind < 10) return undifferenced(content, width, step);
  const rows = Math.floor(content.length / (width + 1));
  const plain = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const from = row * (width + 1);
    const at = row * width;
    for (let n = 0; n < width; n++) {
      const left = n >= step ? (plain[at + n - step] ?? 0) : 0;
      const above = row > 0 ? (plain[at + n - width] ?? 0) : 0;
      const corner = n >= step && row > 0 ? (plain[at + n - width - step] ?? 0) : 0;
      const guess =
        [0, left, above, (left + above) >> 1, paeth(left, above, corner)][content[from] ?? 0] ?? 0;
      plain[at + n] = ((content[from + 1 + n] ?? 0) + guess) & 0xff;
    }
  }
  return plain;
}

/**
 * Undoes the filters of a stream, the first first, up to one that only a picture's decoder knows.
 * @param most bytes that any step may give
 * @throws StreamTooLarge
 */
export function decoded(bytes: Uint8Array, filters: readonly Filter[], most: number): Decoded {
  let content = bytes;
  let isWhole = true;
  for (const filter of filters) {
    if (filter.name === "Crypt") continue;
    const decode = decoders[filter.name];
    if (decode === undefined) break;
    const step = decode(content, filter, most);
    isWhole &&= step.isWhole;
    content = unpredicted(step.content, filter.parameters);
  }
  return { content, isWhole };
}
