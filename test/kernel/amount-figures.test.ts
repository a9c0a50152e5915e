import { describe, expect, it } from "vitest";
import { amountUnits, showAmount } from "../../shared/kernel/amount.ts";
import { readAmount } from "../../shared/kernel/amount-figures.ts";
import fc from "../chance.ts";

const reading = (text: string, unit: (typeof amountUnits)[number] = "yuan") => {
  const read = readAmount(text, unit);
  return "fen" in read ? read.fen : read.fault;
};

describe("figures that are no amount", () => {
  it.each([
    ["", "not-an-amount"],
    ["　", "not-an-amount"],
    ["约100", "not-an-amount"],
    ["1e3", "not-an-amount"],
    ["10²", "not-an-amount"],
    ["①", "not-an-amount"],
    ["٣", "not-an-amount"],
    ["0x10", "not-an-amount"],
    ["1.2.3", "not-an-amount"],
    ["1.", "not-an-amount"],
    [".5", "not-an-amount"],
    ["007", "not-an-amount"],
    ["1 234", "not-an-amount"],
    ["12元5角", "not-an-amount"],
    ["5 美元", "not-an-amount"],
    ["-1", "negative"],
    ["－１", "negative"],
    ["¥-3.50", "negative"],
    ["1.001", "too-many-decimals"],
    ["1.000", "too-many-decimals"],
    ["90071992547409.92", "too-large"],
    ["9".repeat(50), "too-large"],
    ["12.5万元", "unit-differs"],
  ])("%j: %s", (text, fault) => {
    expect(reading(text)).toBe(fault);
  });

  it.each(["1,0000", "12,34", "1,23,456", ",123", "1,234,", "1.234,50", "0,123"])(
    "%s, for a comma stands before three digits and a point before the fen",
    (text) => {
      expect(reading(text)).toBe("not-an-amount");
    },
  );

  it("has at most six places in ten thousands, which is the fen", () => {
    expect(reading("0.000001", "ten-thousand-yuan")).toBe(1);
    expect(reading("0.0000001", "ten-thousand-yuan")).toBe("too-many-decimals");
    expect(reading("3元", "ten-thousand-yuan")).toBe("unit-differs");
  });
});

describe("figures as people write them", () => {
  it.each([
    ["0", 0],
    ["0.05", 5],
    ["1234.5", 123_450],
    ["1,234,567.89", 123_456_789],
    [" １，２３４．５ ", 123_450],
    ["￥300", 30_000],
    ["人民币 300.00 元", 30_000],
    ["CNY 12", 1_200],
    ["90,071,992,547,409.91", Number.MAX_SAFE_INTEGER],
  ])("%j is %i fen", (text, fen) => {
    expect(reading(text)).toBe(fen);
  });

  it.each([
    ["12.5", 12_500_000],
    ["１２．５万元", 12_500_000],
    ["300万", 300_000_000],
    ["123.456789", 123_456_789],
  ])("%j in ten thousands is %i fen", (text, fen) => {
    expect(reading(text, "ten-thousand-yuan")).toBe(fen);
  });

  it("that the product prints are read back to the fen, in either unit and in either width", () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom(...amountUnits), (fen, unit) => {
        const shown = showAmount(fen, unit);
        expect(reading(shown, unit)).toBe(fen);
        expect(reading(wide(shown), unit)).toBe(fen);
      }),
      { seed: 20_211_111, numRuns: 2_000 },
    );
  });
});
