import { describe, expect, test } from "vitest";
import {
  compare,
  exactText,
  fractionOf,
  meanOf,
  medianOf,
  ofExactText,
  over,
  plus,
  rounded,
  times,
  whole,
  zero,
} from "../../shared/kernel/exact.ts";
import fc from "../chance.ts";

const halfUp = { decimals: 2, mode: "half-up" } as const;
const halfEven = { decimals: 2, mode: "half-even" } as const;

describe("what is no decimal is refused", () => {
  test.each(["", " ", "-1", "+1", "1.", ".5", "1e3", "1,5", "０", "NaN", "1.2.3"])("%j", (text) => {
    expect(() => fractionOf(text)).toThrow(RangeError);
  });

  test("and so is a mean of nothing or a division by zero", () => {
    expect(() => meanOf([])).toThrow(RangeError);
    expect(() => medianOf([])).toThrow(RangeError);
    expect(() => over(whole(1), zero)).toThrow(RangeError);
    expect(() => whole(-1)).toThrow(RangeError);
  });
});

describe("rounding", () => {
  test.each([
    ["1.005", "1.01", "1.00"],
    ["1.015", "1.02", "1.02"],
    ["0.004", "0.00", "0.00"],
    ["99.995", "100.00", "100.00"],
    ["84.125", "84.13", "84.12"],
    ["84.1250001", "84.13", "84.13"],
  ])("%s is %s half up and %s half even", (decimal, up, even) => {
    expect(rounded(fractionOf(decimal), halfUp)).toBe(up);
    expect(rounded(fractionOf(decimal), halfEven)).toBe(even);
  });

  test("two thirds to no place and to six", () => {
    const twoThirds = over(whole(2), whole(3));
    expect(rounded(twoThirds, { decimals: 0, mode: "half-up" })).toBe("1");
    expect(rounded(twoThirds, { decimals: 6, mode: "half-even" })).toBe("0.666667");
  });
});

test("an exact value is written out whole, or as a fraction where it never ends", () => {
  expect(exactText(fractionOf("84.1500"))).toBe("84.15");
  expect(exactText(fractionOf("100"))).toBe("100");
  expect(exactText(over(whole(467), whole(6)))).toBe("467/6");
  expect(exactText(plus(fractionOf("0.1"), fractionOf("0.2")))).toBe("0.3");
});

test("what was written out is read again as the same value", () => {
  for (const text of ["84.15", "100", "467/6", "0"]) expect(exactText(ofExactText(text))).toBe(text);
  for (const text of ["1/2/3", "1/0", "a/b", ""]) expect(() => ofExactText(text)).toThrow(RangeError);
});

test("the median is the middle one or the mean of the middle two", () => {
  const of = (...all: string[]) => exactText(medianOf(all.map(fractionOf)));
  expect(of("3")).toBe("3");
  expect(of("9", "1", "5")).toBe("5");
  expect(of("9", "1", "5", "4")).toBe("4.5");
});

test("arithmetic agrees with whole numbers of millionths", () => {
  const millionths = fc.bigInt({ min: 0n, max: 10n ** 12n });
  const decimal = (n: bigint) => `${n / 1_000_000n}.${String(n % 1_000_000n).padStart(6, "0")}`;
  fc.assert(
    fc.property(millionths, millionths, (a, b) => {
      const [x, y] = [fractionOf(decimal(a)), fractionOf(decimal(b))];
      expect(compare(plus(x, y), fractionOf(decimal(a + b)))).toBe(0);
      expect(times(x, y).numerator * 10n ** 12n).toBe(a * b * times(x, y).denominator);
      expect(Math.sign(compare(x, y))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});
