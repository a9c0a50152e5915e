import type { PdfFile } from "./pdf-file.ts";
import { StreamTooLarge } from "./pdf-filters.ts";
import { type Dictionary, isDictionary, isRef, isStream, type PdfValue } from "./pdf-syntax.ts";

/** More pages than a file of the allowed size could describe one by one. */
const pagesMost = 100_000;

export interface Pages {
  pages: Dictionary[];
  /** The tree leads back to itself: some readers hang on such a file, some count two pages. */
  hasLoop: boolean;
}

/** The pages of a document, in their order. @throws StreamTooLarge when branches are used so often that there is no end */
export function pagesOf(file: PdfFile): Pages {
  const pages: Dictionary[] = [];
  let hasLoop = false;
  const above = new Set<number>();

  function visit(value: PdfValue): void {
    const number = isRef(value) ? value.number : undefined;
    if (number !== undefined && above.has(number)) {
      hasLoop = true;
      return;
    }
    const node = file.resolve(value);
    if (!isDictionary(node)) return;
    const kids = file.entry(node, "Kids");
    if (!Array.isArray(kids)) {
      pages.push(node);
      if (pages.length > pagesMost) throw new StreamTooLarge();
      return;
    }
    if (number !== undefined) above.add(number);
    for (const kid of kids) visit(kid);
    if (number !== undefined) above.delete(number);
  }

  const root = file.entry(file.trailer, "Root");
  const tree = isDictionary(root) ? root.entries.get("Pages") : undefined;
  const top = file.resolve(tree);
  // Readers begin with the count: without one they show nothing, whatever the branches hold.
  const isTree =
    isDictionary(top) && Array.isArray(file.entry(top, "Kids")) && Number(file.entry(top, "Count")) > 0;
  if (tree !== undefined && isTree) visit(tree);
  return { pages, hasLoop };
}

/** Bytes that the content of one page unpacks to; a part named twice is drawn twice. @throws StreamTooLarge */
export function drawnBytes(file: PdfFile, page: Dictionary): number {
  const contents = file.entry(page, "Contents");
  const parts = (Array.isArray(contents) ? contents : [contents]).map(file.resolve).filter(isStream);
  const sizes = new Map([...new Set(parts)].map((part) => [part, file.contentOf(part).content.length]));
  return parts.reduce((sum, part) => sum + (sizes.get(part) ?? 0), 0);
}
