/**
 * A value as canonical JSON in the manner of RFC 8785: keys in the order of their UTF-16 units, no white space, one
 * spelling for every string. The same value gives the same bytes on every machine, so that a hash of it is a proof.
 * Only what survives exactly is taken: null, booleans, well-formed strings, safe integers, arrays and plain objects.
 * Throws a TypeError that names the place of anything else (undefined and fractions among them).
 */
export function canonicalJson(value: unknown): string {
  return write(value, "$");
}

function write(value: unknown, place: string): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string" && value.isWellFormed()) return JSON.stringify(value);
  if (typeof value === "number" && Number.isSafeInteger(value))
    return Object.is(value, -0) ? "0" : String(value);
  if (Array.isArray(value)) {
    return `[${Array.from(value, (entry, index) => write(entry, `${place}[${index}]`)).join(",")}]`;
  }
  if (isPlain(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${write(key, place)}:${write(value[key], `${place}.${key}`)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`no canonical form for the value at ${place}`);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
