import type { Watch } from "./recusal.ts";

interface Listed {
  items: unknown[];
  cursor: string | null;
}

const isListed = (value: unknown): value is Listed =>
  typeof value === "object" &&
  value !== null &&
  "items" in value &&
  Array.isArray(value.items) &&
  "cursor" in value;

/**
 * What a watched caller is shown. A page from which something was left out is filled up from the next ones: neither its
 * length nor its cursor tells that there was something.
 * @param ask the handler with another query
 */
export async function filled(
  answer: unknown,
  { watch, query, ask }: { watch: Watch; query: unknown; ask: (query: unknown) => Promise<unknown> },
): Promise<unknown> {
  const first = watch.show(answer);
  if (!isListed(answer) || !isListed(first)) return first;
  let shown = first;
  let missing = answer.items.length - shown.items.length;
  while (missing > 0 && shown.cursor !== null) {
    const given = { ...(query as object), limit: missing, cursor: shown.cursor };
    const next = watch.show(await ask(given));
    if (!isListed(next)) break;
    shown = { ...shown, items: [...shown.items, ...next.items], cursor: next.cursor };
    missing -= next.items.length;
  }
  return shown;
}
