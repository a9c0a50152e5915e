/** A mail with an application has some ten parts; one with hundreds is made to keep a reader busy. */
const mostParts = 200;

const partMark = /^content-type:/gim;

/** Has the mail more parts than anybody writes? Seen before it is parsed. */
export const hasTooManyParts = (raw: string): boolean => (raw.match(partMark) ?? []).length > mostParts;

const base64Mark = /^content-transfer-encoding:[ \t]*base64[ \t]*\r?$/gim;

/** The lines of a part's body from the end of its head to its boundary. */
function bodyFrom(raw: string, from: number): string {
  const head = /\r?\n\r?\n/g;
  head.lastIndex = from;
  const blank = head.exec(raw);
  if (!blank) return "";
  const start = blank.index + blank[0].length;
  // No line of base64 begins with a dash.
  const boundary = raw.indexOf("\n--", start - 1);
  return raw.slice(start, boundary < 0 ? undefined : boundary);
}

/**
 * Is there a part in base64 that no decoder would read as it was written? Parsers skip what they don't know and give other
 * bytes without a word, so it is seen in the text itself (`raw`: one character for each byte).
 */
export function hasBrokenBase64(raw: string): boolean {
  for (const { index } of raw.matchAll(base64Mark)) {
    const body = bodyFrom(raw, index).replaceAll(/[\r\n \t]+/g, "");
    if (body.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(body)) return true;
  }
  return false;
}
