import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { transact } from "../../shared/store/commit.ts";
import { entity, stillIn } from "../../shared/store/entity.ts";

const version = z.int().positive();
const Old = z.object({ id: z.string(), name: z.string(), version });
const New = z.object({ id: z.string(), names: z.object({ zh: z.string(), en: z.string() }), version });
type Id = { id: string };

const shape = { prefix: "rounds#thing", key: ({ id }: Id) => ({ of: id, sort: "thing" }) };
const before = entity<z.infer<typeof Old>, Id>({ ...shape, schema: Old, schemaVersion: 1 });
const after = entity<z.infer<typeof New>, Id>({
  ...shape,
  schema: New,
  schemaVersion: 2,
  upgrade: ({ name, ...rest }) => ({ ...rest, names: { zh: name, en: name } }),
});

describe("a record whose schema has changed", () => {
  it("still reads as it was written, and is written anew in the new form", async () => {
    const id = randomUUID();
    await transact([before.create({ id, name: "旧", version: 1 })]);
    const read = await after.get({ id });
    expect(read).toEqual({ id, names: { zh: "旧", en: "旧" }, version: 1 });
    await transact([after.replace({ id, names: { zh: "新", en: "new" }, version: 2 })]);
    expect(await after.get({ id })).toEqual({ id, names: { zh: "新", en: "new" }, version: 2 });
  });

  it("that fits neither form is never taken for one", async () => {
    const id = randomUUID();
    await transact([after.create({ id, names: { zh: "新", en: "new" }, version: 1 })]);
    await expect(before.get({ id })).rejects.toThrow();
  });
});

describe("a state", () => {
  const Stateful = z.object({ id: z.string(), state: z.enum(["A", "B", "C"]), version });
  const things = entity<z.infer<typeof Stateful>, Id>({ ...shape, schema: Stateful, schemaVersion: 1 });

  it("that a transition does not leave is never written over, even by the newest version", async () => {
    const id = randomUUID();
    await transact([things.create({ id, state: "C", version: 1 })]);
    const fromA = things.replace({ id, state: "B", version: 2 }, [stillIn(["A"])]);
    await expect(transact([fromA])).rejects.toMatchObject({ code: "version-conflict" });
    expect(await things.get({ id })).toEqual({ id, state: "C", version: 1 });
  });
});
