/** What is taken out of a part: elements that are nothing without what they lead to, and attributes that lead there. */
export interface TakenOut {
  /** Ids of relationships that a copy has no more. */
  ids: ReadonlySet<string>;
  /** Elements, by local name, that go with such an id. */
  elements: ReadonlySet<string>;
}

const tags =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g;
const attributes = /\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g;

/** Attributes that name a relationship; those of Word's own text never do. */
const leads = /^(?!w\d*:)[^:]+:(id|embed|link|pict|href|relid|dm|lo|qs|cs)$/;

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

/**
 * Well-formed XML without what leads to removed relationships. Everything else keeps its letters.
 * @param text of a part that was read as XML before
 */
export function withoutLinks(text: string, { ids, elements }: TakenOut): string {
  const kept: string[] = [];
  let from = 0;
  /** Open elements inside of one that is taken out; 0 outside of any. */
  let depth = 0;
  for (const { 0: tag, 1: slash, 2: name, 3: rest = "", index } of text.matchAll(tags)) {
    const isOpen = name !== undefined && slash === "" && !rest.endsWith("/");
    const isClose = slash === "/";
    if (depth > 0) {
      depth += isOpen ? 1 : isClose ? -1 : 0;
      from = index + tag.length;
      continue;
    }
    if (name === undefined || isClose) continue;
    const links = [...rest.matchAll(attributes)].filter(
      ([, attribute = "", value = ""]) => leads.test(attribute) && ids.has(value.slice(1, -1)),
    );
    if (links.length === 0) continue;
    kept.push(text.slice(from, index));
    from = index + tag.length;
    if (elements.has(localName(name))) depth = isOpen ? 1 : 0;
    else kept.push(links.reduce((left, [link]) => left.replace(link, ""), tag));
  }
  kept.push(text.slice(from));
  return kept.join("");
}
