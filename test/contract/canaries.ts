import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Declared, records } from "../../.ci/docs/declared.ts";
import { documents, tableName } from "../../shared/store/table.ts";
import { items } from "./table.ts";

type Item = Record<string, unknown>;
type Path = readonly (string | number)[];

/** A text that stands nowhere else, planted in one field of one stored record. */
export interface Canary {
  text: string;
  /** `reviews#sheet draft.opinion`: the kind of record and the field, places of a list as `[]`. */
  of: string;
  /** The record it was planted in. */
  pk: string;
  item: Item;
}

/** What the platform finds its files and its records by: with another text there they would be gone. */
const needed = /(^|\.)(pk|sk|ipk|isk|key|[a-z]+Key|versionId|[a-z]+VersionId|etag|token[A-Za-z]*)$/i;

/** Every text in a value, with the way to it. */
function* texts(value: unknown, path: Path = []): Generator<{ path: Path; text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* texts(one, [...path, at]);
  else if (typeof value === "object" && value !== null)
    for (const [key, one] of Object.entries(value)) yield* texts(one, [...path, key]);
}

function withText(value: unknown, [step, ...rest]: Path, text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) return value.map((one, at) => (at === step ? withText(one, rest, text) : one));
  return { ...(value as Item), [step]: withText((value as Item)[step], rest, text) };
}

const nameOf = (path: Path) =>
  path.map((step, at) => (typeof step === "number" ? "[]" : at === 0 ? step : `.${step}`)).join("");

/** The kind of record that lies under these keys. */
const kindOf = (all: readonly Declared[], { pk, sk }: Item) => {
  const fitting = all.filter(({ declared: { prefix } }) => String(pk).startsWith(`${prefix}#`));
  const [first, ...others] = fitting.toSorted((a, b) => b.declared.prefix.length - a.declared.prefix.length);
  if (!first) return undefined;
  const rivals = [first, ...others].filter(({ declared }) => declared.prefix === first.declared.prefix);
  return rivals.length === 1 ? first : rivals.find(({ declared }) => declared.key({}).sort === sk);
};

/** Does it still read, under the same keys and in the same list? */
function stands({ declared, read }: Declared, { pk, sk, ipk, isk, ...fields }: Item): boolean {
  try {
    const kept = read(fields) as Item;
    const { of, sort } = declared.key(kept);
    const entry = (declared.isListed?.(kept) ?? true) ? declared.index?.(kept) : undefined;
    const inIndex = entry ? [`${declared.prefix}#${entry.of}`, entry.sort] : [undefined, undefined];
    return pk === `${declared.prefix}#${of}` && sk === sort && ipk === inIndex[0] && isk === inIndex[1];
  } catch {
    return false;
  }
}

/**
 * Plants a canary in every text of every record that its schema leaves free: ids, hashes, instants, states and addresses are
 * not. What is planted where, for whoever looks for it.
 */
export async function plantCanaries(nonce: string): Promise<Canary[]> {
  const all = await records();
  const planted: Canary[] = [];
  for (const item of await items()) {
    const kind = item.kind === undefined ? kindOf(all, item) : undefined;
    if (!kind || !stands(kind, item)) continue;
    let changed = item;
    for (const { path } of texts(item)) {
      const name = nameOf(path);
      if (needed.test(name)) continue;
      const text = `${nonce}${planted.length.toString(36).padStart(5, "0")}z`;
      const next = withText(changed, path, text) as Item;
      if (!stands(kind, next)) continue;
      changed = next;
      planted.push({ text, of: `${kind.declared.prefix} ${name}`, pk: String(item.pk), item });
    }
    if (changed !== item) await documents.send(new PutCommand({ TableName: tableName(), Item: changed }));
  }
  return planted;
}
