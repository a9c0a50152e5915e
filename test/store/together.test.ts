import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { transact } from "../../shared/store/commit.ts";
import { entity } from "../../shared/store/entity.ts";
import { together } from "../../shared/store/together.ts";

type Id = { id: string };
const version = z.int().positive();
const Thing = z.object({ id: z.string(), name: z.string(), version });
const Count = z.object({ id: z.string(), count: z.int(), version });
const things = entity<z.infer<typeof Thing>, Id>({
  prefix: "rounds#thing",
  schema: Thing,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "thing" }),
});
const counts = entity<z.infer<typeof Count>, Id>({
  prefix: "experts#count",
  schema: Count,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "count" }),
});

const ids = (many: number) => Array.from({ length: many }, () => randomUUID());

describe("records read together", () => {
  it("come in the order asked for, each as its own kind, with a gap where there is none", async () => {
    const [thing = "", count = "", missing = ""] = ids(3);
    await transact([
      things.create({ id: thing, name: "学会", version: 1 }),
      counts.create({ id: count, count: 7, version: 1 }),
    ]);
    const read = await together(
      counts.ask({ id: count }),
      things.ask({ id: missing }),
      things.ask({ id: thing }),
    );
    expect(read).toEqual([
      { id: count, count: 7, version: 1 },
      undefined,
      { id: thing, name: "学会", version: 1 },
    ]);
  });

  it("may name one record twice, or none at all", async () => {
    const [id = ""] = ids(1);
    await transact([things.create({ id, name: "同一个", version: 1 })]);
    const [one, again] = await together(things.ask({ id }), things.ask({ id }));
    expect(one).toEqual(again);
    expect(one?.name).toBe("同一个");
    expect(await together()).toEqual([]);
  });

  it("are as the last write left them", async () => {
    const [id = ""] = ids(1);
    await transact([counts.create({ id, count: 0, version: 1 })]);
    for (let count = 1; count <= 20; count++) {
      await transact([counts.replace({ id, count, version: count + 1 })]);
      expect(await together(counts.ask({ id }))).toMatchObject([{ count }]);
    }
  });

  it("are all there, though they are more than one request takes or one answer holds", {
    timeout: 60_000,
  }, async () => {
    const many = ids(120);
    const name = "长".repeat(65_000);
    for (let at = 0; at < many.length; at += 10) {
      await transact(many.slice(at, at + 10).map((id) => things.create({ id, name, version: 1 })));
    }
    const found = await things.getMany([...many, ...ids(3)].map((id) => ({ id })));
    expect(found.map(({ id }) => id)).toEqual(many);
  });

  it("that fit no form are never taken for one", async () => {
    const [id = ""] = ids(1);
    await transact([things.create({ id, name: "好", version: 1 })]);
    const misread = { ...things.ask({ id }), read: counts.ask({ id }).read };
    await expect(together(misread)).rejects.toThrow();
  });
});
