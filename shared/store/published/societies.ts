import { Society } from "../../contract/round-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by rounds: the register. */
export const societies = entity<Society, Pick<Society, "code">>({
  prefix: publishedPrefixes.societies.slice(0, -1),
  schema: Society,
  schemaVersion: 2,
  upgrade: withRecords,
  key: ({ code }) => ({ of: code, sort: "society" }),
  lists: { zh: "全部学会，按编码", en: "all societies by code" },
  index: (society) => ({ of: "all", sort: society.code }),
});

/** Version 1 knew one import for the whole society: the last one, by which at the latest each of its facts was recorded. */
function withRecords(old: Record<string, unknown>): Record<string, unknown> {
  const { importHash, importFile, importedBy, importedAt } = old;
  const recorded = { importHash, importFile, importedBy, importedAt };
  const facts = Object.entries(old.facts ?? {}).map(([field, fact]) => [
    field,
    Array.isArray(fact) ? fact.map((one) => ({ ...one, recorded })) : fact && { ...fact, recorded },
  ]);
  return {
    ...old,
    facts: Object.fromEntries(facts),
    nameSince: null,
    nameRecorded: recorded,
    formerNames: [],
  };
}
