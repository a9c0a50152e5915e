import type { ImagePart, ImageRead } from "./png.ts";

/** ISO/IEC 10918-1, table B.1: markers that stand alone: TEM and the restarts. */
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Start of frame: it says how large the picture is. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Applications' own data and comments; of the former two say how colours are meant (JFIF, Adobe). */
const isWords = (marker: number) =>
  marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && marker !== 0xe0 && marker !== 0xee);

/** Where the data of a scan ends: at the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0x00 && next !== 0xff && !standsAlone(next)) return at;
  }
  return bytes.length;
}

/** The segments of a JPEG (ISO/IEC 10918-1, B.1): from its first marker to the end of image, with which the file ends. */
export function jpegParts(bytes: Uint8Array): ImageRead {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return "other";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: ImagePart[] = [{ from: 0, to: 2, isPicture: true }];
  let pixels = 0;
  let hasScan = false;
  let at = 2;
  while (at + 2 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0x00) return "damaged";
    if (marker === 0xff) {
      parts.push({ from: at, to: at + 1, isPicture: true });
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      parts.push({ from: at, to: at + 2, isPicture: true });
      return hasScan && at + 2 === bytes.length ? { parts, pixels } : "damaged";
    }
    const isAlone = standsAlone(marker);
    if (!isAlone && at + 4 > bytes.length) return "damaged";
    const ends = isAlone ? at + 2 : at + 2 + view.getUint16(at + 2);
    if (ends > bytes.length || (!isAlone && ends < at + 4)) return "damaged";
    if (isFrame(marker) && ends >= at + 9) pixels = view.getUint16(at + 5) * view.getUint16(at + 7);
    const to = marker === 0xda ? endOfScan(bytes, ends) : ends;
    hasScan ||= marker === 0xda;
    parts.push({ from: at, to, isPicture: !isWords(marker) });
    at = to;
  }
  return "damaged";
}
