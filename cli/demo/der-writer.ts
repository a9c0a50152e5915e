/** An element of ASN.1 in its distinguished encoding (X.690). */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Uint8Array.of(tag, length), content]);
  const hex = length.toString(16);
  const digits = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Uint8Array.of(tag, 0x80 | digits.length), digits, content]);
}

export const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]) => der(0x31, ...parts);
/** A part with a number in place of its own kind. */
export const numbered = (number: number, ...parts: readonly Uint8Array[]) => der(0xa0 | number, ...parts);
export const integer = (value: number) => der(0x02, Uint8Array.of(value));
export const octets = (bytes: Uint8Array) => der(0x04, bytes);
export const bits = (bytes: Uint8Array) => der(0x03, Uint8Array.of(0), bytes);
export const utf8 = (text: string) => der(0x0c, Buffer.from(text));
export const nothing = der(0x05);

/** `2021-11-08T02:00:00.000Z` as UTCTime. */
export const utcTime = (instant: string) =>
  der(0x17, Buffer.from(`${instant.replaceAll(/[-:T]/g, "").slice(2, 14)}Z`));

/** An object identifier, written with dots. */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = [40 * first + second, ...rest].flatMap((number) => {
    const groups = [number & 0x7f];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Uint8Array.from(bytes));
}
