import { describe, expect, it } from "vitest";
import { checkPattern, matches } from "../../infra/local/pattern.ts";
import fc from "../chance.ts";

const event = {
  source: "applications",
  "detail-type": "application.submitted.v1",
  detail: {
    count: 7,
    name: "Alpha",
    isLate: false,
    tags: ["a", "b"],
    none: null,
    list: [{ id: 1 }, { id: 2 }],
  },
};
const detail = (pattern: unknown) => matches({ detail: pattern }, event);

describe("an event pattern", () => {
  it("matches exact values, and needs every field that it names", () => {
    expect(matches({ source: ["x", "applications"] }, event)).toBe(true);
    expect(matches({ source: ["applications"], account: ["1"] }, event)).toBe(false);
    expect(detail({ isLate: [false], none: [null], count: [7] })).toBe(true);
    expect(detail({ count: ["7"] })).toBe(false);
  });

  it("takes one fitting element of a list for enough", () => {
    expect(detail({ tags: ["b"] })).toBe(true);
    expect(detail({ tags: ["c"] })).toBe(false);
    expect(detail({ list: { id: [2] } })).toBe(true);
  });

  it("knows prefix, suffix, case and wildcard", () => {
    expect(detail({ name: [{ prefix: "Al" }] })).toBe(true);
    expect(detail({ name: [{ prefix: "al" }] })).toBe(false);
    expect(detail({ name: [{ prefix: { "equals-ignore-case": "aL" } }] })).toBe(true);
    expect(detail({ name: [{ suffix: "pha" }] })).toBe(true);
    expect(detail({ name: [{ "equals-ignore-case": "ALPHA" }] })).toBe(true);
    expect(detail({ name: [{ wildcard: "A*h*" }] })).toBe(true);
    expect(detail({ name: [{ wildcard: "Alph?" }] })).toBe(false);
    expect(detail({ count: [{ prefix: "7" }] })).toBe(false);
  });

  it("knows anything-but, which needs the field to be there", () => {
    expect(detail({ name: [{ "anything-but": "Beta" }] })).toBe(true);
    expect(detail({ name: [{ "anything-but": ["Alpha", "Beta"] }] })).toBe(false);
    expect(detail({ name: [{ "anything-but": { prefix: ["Al", "B"] } }] })).toBe(false);
    expect(detail({ absent: [{ "anything-but": "x" }] })).toBe(false);
  });

  it("knows exists on a leaf", () => {
    expect(detail({ name: [{ exists: true }] })).toBe(true);
    expect(detail({ none: [{ exists: true }] })).toBe(true);
    expect(detail({ absent: [{ exists: false }] })).toBe(true);
    expect(detail({ name: [{ exists: false }] })).toBe(false);
    expect(detail({ deeper: { still: [{ exists: false }] } })).toBe(true);
  });

  it("knows $or beside other fields", () => {
    const either = { count: [7], $or: [{ name: ["Beta"] }, { isLate: [false] }] };
    expect(detail(either)).toBe(true);
    expect(detail({ ...either, count: [8] })).toBe(false);
    expect(detail({ $or: [{ name: ["Beta"] }, { isLate: [true] }] })).toBe(false);
  });

  it("filters stream records in the same language", () => {
    const record = {
      eventName: "INSERT",
      dynamodb: { NewImage: { kind: { S: "outbox" }, size: { N: "3" } } },
    };
    expect(
      matches({ eventName: ["INSERT"], dynamodb: { NewImage: { kind: { S: ["outbox"] } } } }, record),
    ).toBe(true);
    expect(matches({ dynamodb: { OldImage: { kind: { S: [{ exists: true }] } } } }, record)).toBe(false);
    expect(matches({ dynamodb: { NewImage: { size: { N: [{ numeric: [">", 1] }] } } } }, record)).toBe(false);
  });

  it("compares numbers within both bounds", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (low, high, value) => {
        const pattern = { n: [{ numeric: [">=", low, "<", high] }] };
        return matches(pattern, { n: value }) === (value >= low && value < high);
      }),
    );
  });

  it("made of an event's own values always matches it", () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const name = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(fc.dictionary(name, scalar, { minKeys: 1 }), (fields) => {
        const pattern = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, [value]]));
        checkPattern(pattern);
        return matches(pattern, fields);
      }),
    );
  });
});

describe("a pattern that is not understood", () => {
  it.each([
    [{ source: [{ cidr: "10.0.0.0/8" }] }, "operator cidr"],
    [{ source: [{ "anything-but": { numeric: [">", 1] } }] }, "anything-but numeric"],
    [{ source: "applications" }, "at source"],
    [{ source: [] }, "empty list"],
    [{}, "at least one field"],
    [{ detail: { $or: [{ a: [1] }] } }, "two or more"],
    [{ n: [{ numeric: [">"] }] }, "pairs"],
    [{ n: [{ exists: "yes" }] }, "exists"],
    [{ n: [{ prefix: "a", suffix: "b" }] }, "one operator"],
  ])("%j is refused with its place", (pattern, words) => {
    expect(() => checkPattern(pattern)).toThrow(words);
  });
});
