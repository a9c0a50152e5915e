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

/** A download link is for now, not for passing on. */
export const downloadSeconds = 300;

/** What landed and has no verdict for so long is looked at by the sweep of whoever waits for it. */
export const sweepAfterSeconds = 300;

/** Nothing landed while the link was valid, twice over: it is given up. */
export const abandonAfterSeconds = 2 * uploadSeconds;

/** The second reading that dies of time or memory is the last: a person looks at the file then. */
export const attemptsAtMost = 2;
