import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import fc from "../chance.ts";

describe("what has no canonical form", () => {
  test.each([
    ["undefined", { a: undefined }, "$.a"],
    ["a fraction", { a: [0.5] }, "$.a[0]"],
    ["a number too large to be exact", 2 ** 53, "$"],
    ["half a surrogate pair", ["\ud800"], "$[0]"],
    ["a date", { at: new Date(0) }, "$.at"],
    ["a map", new Map(), "$"],
    ["a hole in an array", new Array(1), "$[0]"],
    ["a function", { a: () => 1 }, "$.a"],
  ])("%s is refused with its place", (_what, value, place) => {
    expect(() => canonicalJson(value)).toThrow(place);
  });
});

describe("the canonical form", () => {
  test("orders keys by UTF-16 units, leaves out white space and writes text as it is", () => {
    expect(canonicalJson({ 学会: "遴选", b: [1, null, true], a: { z: -0, y: "\n" }, 10: "x", 9: "y" })).toBe(
      '{"10":"x","9":"y","a":{"y":"\\n","z":0},"b":[1,null,true],"学会":"遴选"}',
    );
  });

  test("is the same however the keys were put in, and reads back as the same value", () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.string({ unit: "binary" }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: "grapheme" }), tie("value"), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json, { noNullPrototype: true }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        const text = canonicalJson(value);
        expect(canonicalJson(turned)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
