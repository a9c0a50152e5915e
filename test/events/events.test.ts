import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { allEvents } from "../../shared/events/all.ts";
import { Envelope, type EventContract } from "../../shared/events/kit.ts";

const folder = new URL("./", import.meta.url);

/** The folder of an event's examples: `application.submitted/v1`. */
const folderOf = ({ type }: EventContract) => type.replace(/\.(v\d+)$/, "/$1");

async function examplesOf(contract: EventContract): Promise<unknown[]> {
  const files = await readdir(new URL(`${folderOf(contract)}/`, folder));
  return Promise.all(
    files.map(async (file) =>
      JSON.parse(await readFile(new URL(`${folderOf(contract)}/${file}`, folder), "utf8")),
    ),
  );
}

/** Every text in a value. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

type JsonSchema = {
  type?: string;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  enum?: unknown[];
};

/** The names of all fields that hold free text: no enum, no number. */
const textFields = ({ properties = {} }: JsonSchema): string[] =>
  Object.entries(properties).flatMap(([name, field]) => {
    const inner = field.items ?? field;
    if (inner.properties) return textFields(inner);
    return inner.type === "string" && !inner.enum ? [name] : [];
  });

/** Ids, hashes, numbers of receipts, instants, and codes that the definition or inspection gives. */
const holdsNoContent = /(Id|Hash|Code|Number|At)$|^(sha256|until|kind|stage|reasons)$/;

describe.each(allEvents)("$type", (contract) => {
  it("still reads every example of its version, and each is all that the contract declares", async () => {
    const examples = await examplesOf(contract);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const event = z.strictObject(Envelope.shape).parse(example);
      expect(event).toMatchObject({
        type: contract.type,
        service: contract.service,
        aggregate: { kind: contract.aggregate },
      });
      expect(z.strictObject(contract.payload.shape).parse(event.payload)).toEqual(event.payload);
    }
  });

  it("carries ids, hashes and codes, never content", async () => {
    for (const name of textFields(z.toJSONSchema(contract.payload) as JsonSchema)) {
      expect(name).toMatch(holdsNoContent);
    }
    for (const { payload } of (await examplesOf(contract)) as { payload: unknown }[]) {
      for (const text of textsIn(payload)) expect(text).toMatch(/^[\w#:./-]{1,128}$/);
    }
  });
});

describe("the examples", () => {
  it("are of events that the product knows", async () => {
    const names = new Set(allEvents.map(({ type }) => type.replace(/\.v\d+$/, "")));
    const folders = (await readdir(folder, { withFileTypes: true })).filter((one) => one.isDirectory());
    for (const { name } of folders) expect(names).toContain(name);
  });
});
