/** A stretch of an image's bytes, and whether the picture hangs on it. */
export interface ImagePart {
  from: number;
  to: number;
  isPicture: boolean;
}

/** An image, piece by piece without a gap; "other": it does not even begin as one. */
export type ImageRead = { parts: ImagePart[]; pixels: number } | "other" | "damaged";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** ISO/IEC 15948, 11: chunks that say how the picture looks; all others are words about it. */
const ofPicture = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"],
]);

/** The chunks of a PNG, the signature first (ISO/IEC 15948, 5.3): from IHDR to IEND, with which the file ends. */
export function pngParts(bytes: Uint8Array): ImageRead {
  if (!signature.every((byte, at) => bytes[at] === byte)) return "other";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: ImagePart[] = [{ from: 0, to: signature.length, isPicture: true }];
  const types: string[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
    const to = at + 12 + view.getUint32(at);
    if (to > bytes.length) return "damaged";
    parts.push({ from: at, to, isPicture: ofPicture.has(type) });
    types.push(type);
    at = to;
    if (type === "IEND") break;
  }
  const isWhole = types[0] === "IHDR" && types.at(-1) === "IEND" && types.includes("IDAT");
  const header = parts[1];
  if (!isWhole || at !== bytes.length || !header || header.to - header.from !== 25) return "damaged";
  return { parts, pixels: view.getUint32(header.from + 8) * view.getUint32(header.from + 12) };
}
