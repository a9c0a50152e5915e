interface PageAsk<Entry> {
  /** In the order of the answer. */
  entries: readonly Entry[];
  keyOf: (entry: Entry) => string;
  prefix: string;
  delimiter: string;
  max: number;
}

interface Page<Entry> {
  entries: Entry[];
  prefixes: string[];
  /** Where the next page goes on after, if there is one. */
  last: Entry | undefined;
}

/** The part of a key that a delimiter rolls up, or undefined. */
function rolledUp(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === "") return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

/** One page of a listing: keys and common prefixes together count towards `max`. */
export function pageOf<Entry>({ entries, keyOf, prefix, delimiter, max }: PageAsk<Entry>): Page<Entry> {
  const page: Page<Entry> = { entries: [], prefixes: [], last: undefined };
  let last: Entry | undefined;
  for (const entry of entries) {
    const key = keyOf(entry);
    if (!key.startsWith(prefix)) continue;
    const common = rolledUp(key, prefix, delimiter);
    if (common !== undefined && common === page.prefixes.at(-1)) {
      last = entry;
      continue;
    }
    if (page.entries.length + page.prefixes.length >= max)
      return { ...page, last: max === 0 ? undefined : last };
    if (common === undefined) page.entries.push(entry);
    else page.prefixes.push(common);
    last = entry;
  }
  return page;
}
