/** How much work an Office file (a zip of XML parts) may cause; beyond it is a bomb, whatever it says of itself. */
export const archiveLimits = {
  /** A form of 200 pages with pictures inflates to some 60 MB. */
  inflatedBytes: 150_000_000,
  /** One part; the largest real document.xml seen is below 20 MB. */
  partBytes: 60_000_000,
  /** Word writes some dozens of parts, a document full of pictures some hundreds. */
  entries: 4000,
  /** Word nests tables and controls some tens deep; readers recurse. */
  depth: 256,
};
export type ArchiveLimits = typeof archiveLimits;

/** An upload may take an hour: 200 MB on an office line of 500 kbit/s. */
export const uploadSeconds = 3600;
