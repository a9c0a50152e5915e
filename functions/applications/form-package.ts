import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";

// The earliest instant that a ZIP entry can hold; a form says by its version and check code when it was made.
const madeAt = "1980-01-01T00:00:00Z";

/** The same package with every date fixed, so that the same form is the same bytes whenever it is made. */
export function withFixedDates(docx: Uint8Array): Uint8Array {
  const parts: Zippable = {};
  for (const [name, bytes] of Object.entries(unzipSync(docx))) {
    const isCore = name === "docProps/core.xml";
    parts[name] = isCore
      ? strToU8(strFromU8(bytes).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${madeAt}`))
      : bytes;
  }
  return zipSync(parts, { mtime: "1980-01-01T00:00:00", level: 6 });
}
