/** What stands in the file and not in the document: where a text was moved from, and what older readers are shown instead. */
const apart = new Set(["moveFrom", "Fallback"]);

/** White space that is an element of its own. */
const blanks: Record<string, string> = { tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "-" };

/** Gathers the paragraphs of a part, in their order, as a printed page would show them; cells of a table are paragraphs. */
export function textWatcher(into: string[]) {
  let hidden = 0;
  const add = (text: string) => {
    if (hidden > 0) return;
    if (into.length === 0) into.push("");
    into[into.length - 1] += text;
  };
  return {
    open(tag: string): void {
      if (apart.has(tag)) hidden++;
      if (tag === "p" && hidden === 0) into.push("");
      const blank = blanks[tag];
      if (blank !== undefined) add(blank);
    },
    close(tag: string): void {
      if (apart.has(tag)) hidden--;
    },
    text(text: string, inside: string): void {
      if (inside === "t") add(text);
    },
  };
}
