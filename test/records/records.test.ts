import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type Declared, records } from "../../.ci/docs/declared.ts";

const folder = new URL("./", import.meta.url);
const all = await records();

/** The folder of a record's fixtures: `identity-person`; where two kinds share a prefix, with the sort key. */
function nameOf({ declared: { prefix, key } }: Declared): string {
  const name = prefix.replace("#", "-");
  const isShared = all.filter(({ declared }) => declared.prefix === prefix).length > 1;
  return isShared ? `${name}-${key({}).sort}` : name;
}

type Item = Record<string, unknown>;
const fixture = async (name: string, version: number): Promise<Item> =>
  JSON.parse(await readFile(new URL(`${name}/v${version}.json`, folder), "utf8"));

describe.each(all.map((record) => ({ name: nameOf(record), record })))(
  "a stored $name",
  ({ name, record }) => {
    const { declared, read } = record;
    const versions = Array.from({ length: declared.schemaVersion }, (_, at) => at + 1);

    it.each(versions)("of schema version %i still reads", async (version) => {
      const item = await fixture(name, version);
      expect(item.schemaVersion).toBe(version);
      expect(() => read(item)).not.toThrow();
    });

    it("of the present version comes back whole, and lies where its key says", async () => {
      const { pk, sk, ipk, isk, schemaVersion, ...fields } = await fixture(name, declared.schemaVersion);
      const kept = read({ schemaVersion, ...fields }) as Item;
      expect(kept).toEqual(fields);
      const { of, sort } = declared.key(kept);
      expect([pk, sk]).toEqual([`${declared.prefix}#${of}`, sort]);
      const isListed = declared.isListed?.(kept) ?? true;
      const entry = isListed ? declared.index?.(kept) : undefined;
      expect([ipk, isk]).toEqual(
        entry ? [`${declared.prefix}#${entry.of}`, entry.sort] : [undefined, undefined],
      );
    });
  },
);

describe("the fixtures", () => {
  it("are of records that the product knows", async () => {
    const folders = (await readdir(folder, { withFileTypes: true })).filter((one) => one.isDirectory());
    expect(folders.map((one) => one.name).toSorted()).toEqual(all.map(nameOf).toSorted());
  });
});
