import type { Removed } from "../../shared/contract/safe-copies.ts";
import type { Found } from "./inspection.ts";
import { jpegParts } from "./jpeg.ts";
import { type ImagePart, pngParts } from "./png.ts";

/** More pixels than any scanner or telephone takes; an image of more is there to fill a memory. */
const mostPixels = 120_000_000;

const verdict = (reasons: Found["reasons"]): Found => ({
  ...{ kind: "image", reasons, pages: null, characters: null, text: null },
});

/** A picture: sound from its first byte to its last, and nothing behind it. What it shows is for a person to see. */
export function inspectImage(bytes: Uint8Array, expected: "png" | "jpeg"): Found {
  const read = expected === "png" ? pngParts(bytes) : jpegParts(bytes);
  if (read === "other") return verdict([{ code: "not-image", where: null }]);
  const isSound = read !== "damaged" && read.pixels > 0 && read.pixels <= mostPixels;
  return verdict(isSound ? [] : [{ code: "image-damaged", where: null }]);
}

/** The picture without what it says beside its pixels: place, device, comments. Null of what is no sound picture. */
export function copyImage(bytes: Uint8Array): { bytes: Uint8Array; removed: Removed[] } | null {
  const png = pngParts(bytes);
  const read = png === "other" ? jpegParts(bytes) : png;
  if (read === "other" || read === "damaged") return null;
  const kept = read.parts.filter(({ isPicture }) => isPicture);
  const pieces = kept.map(({ from, to }: ImagePart) => bytes.subarray(from, to));
  return {
    bytes: new Uint8Array(Buffer.concat(pieces)),
    removed: kept.length < read.parts.length ? ["metadata"] : [],
  };
}
