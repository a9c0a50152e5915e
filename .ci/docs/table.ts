import { services } from "../../infra/services.ts";
import type { FunctionManifest } from "../../shared/kernel/manifest.ts";
import { publishedPrefixes } from "../../shared/kernel/published.ts";
import { type Declared, records } from "./declared.ts";
import { both, code, codes, page, table } from "./markdown.ts";

/** A record whose every field reads as its own name in braces: what a key is made of shows in the key. */
const named = new Proxy<Record<string, unknown>>({}, { get: (_, name) => `{${String(name)}}` });

const functions = services.flatMap(({ name, functions: own }) =>
  Object.entries<FunctionManifest>(own).map(([file, manifest]) => ({ service: name, file, manifest })),
);

/** Who of another service may read such rows: only what its owner publishes. */
function readersOf({ declared: { prefix } }: Declared): string {
  const published = Object.entries(publishedPrefixes).find(([, one]) => one === `${prefix}#`)?.[0];
  if (published === undefined) return "-";
  const readers = functions.filter(({ manifest: { reads = {} } }) => published in reads);
  return codes(readers.map(({ service, file }) => `${service}/${file}`));
}

function row(record: Declared): string[] {
  const { prefix, schemaVersion, key, index, lists, isListed } = record.declared;
  const { of, sort } = key(named);
  const entry = index?.(named);
  if (entry && !lists) throw new Error(`${prefix} has an index entry and does not say what it answers`);
  return [
    code(`${prefix}#${of}`),
    code(sort),
    entry ? code(`${prefix}#${entry.of}`) : "-",
    entry ? code(entry.sort) : "-",
    lists ? `${both(lists)}${isListed ? " (no others)" : ""}` : "-",
    String(schemaVersion),
    readersOf(record),
  ];
}

const columns = ["pk", "sk", "ipk", "isk", "索引回答 / The index lists", "Version", "Also read by"];

/** docs/table.md */
export async function tablePage(): Promise<string> {
  const all = await records();
  const owners = [...new Set(all.map(({ declared }) => declared.prefix.split("#")[0] ?? ""))];
  const acts = functions.filter(({ manifest }) => manifest.own);
  return page(
    "数据表 / The table",
    "One table and one index. Each kind of record has its own key prefix, `<service>#<kind>`; a function's grant carries the prefixes that it needs (`dynamodb:LeadingKeys`), and nobody has Scan. Beside the records lie, under their service's prefix: answers kept under their Idempotency-Key (`<service>#once#`), the marks of events heard (`<service>#heard#`), and each fact as an outbox item (`event#<version>`) with its aggregate. An older schema version still reads (`test/records/`).",
    [
      ...owners.map(
        (owner) =>
          `## ${owner}\n\n${table(columns, all.filter(({ declared }) => declared.prefix.startsWith(`${owner}#`)).map(row))}`,
      ),
      `## 访问方式 / Access\n\n${table(
        ["Function", "On its own rows", "Reads of others"],
        acts.map(({ service, file, manifest }) => [
          code(`${service}/${file}`),
          (manifest.own ?? []).join(", "),
          Object.entries(manifest.reads ?? {})
            .map(([name, how]) => `${code(name)} (${how.join(", ")})`)
            .join(", "),
        ]),
      )}`,
    ],
  );
}
