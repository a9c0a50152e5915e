import { describe, expect, it } from "vitest";
import { chineseAmount, showAmount, showYuan, unitName } from "../../shared/kernel/amount.ts";

describe("an amount in capital numerals", () => {
  it("is refused for anything but whole fen", () => {
    for (const amount of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(() => chineseAmount(amount)).toThrow(RangeError);
  });

  it("reads zeros once and never loses a place", () => {
    const spoken: [number, string][] = [
      [0, "人民币零元整"],
      [1, "人民币壹分"],
      [10, "人民币壹角整"],
      [105, "人民币壹元零伍分"],
      [150, "人民币壹元伍角整"],
      [1_000, "人民币壹拾元整"],
      [10_500, "人民币壹佰零伍元整"],
      [100_530, "人民币壹仟零伍元叁角整"],
      [140_950, "人民币壹仟肆佰零玖元伍角整"],
      [600_714, "人民币陆仟零柒元壹角肆分"],
      [10_000_000, "人民币壹拾万元整"],
      [10_005_000, "人民币壹拾万零伍拾元整"],
      [100_000_000, "人民币壹佰万元整"],
      [1_600_053, "人民币壹万陆仟元伍角叁分"],
      [123_456_789, "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"],
      [10_000_000_000, "人民币壹亿元整"],
      [10_000_000_100, "人民币壹亿零壹元整"],
      [10_200_000_000, "人民币壹亿零贰佰万元整"],
      [100_000_000_000_000, "人民币壹万亿元整"],
    ];
    for (const [fen, words] of spoken) expect(chineseAmount(fen)).toBe(words);
  });
});

describe("an amount in figures", () => {
  it("shows yuan with two decimals and thousands", () => {
    expect(showYuan(5)).toBe("0.05");
    expect(showYuan(123_456_789)).toBe("1,234,567.89");
    expect(showYuan(-100)).toBe("-1.00");
  });

  it("shows ten thousands without hiding a fen", () => {
    expect(showAmount(300_000_000, "ten-thousand-yuan")).toBe("300.00");
    expect(showAmount(123_456_789, "ten-thousand-yuan")).toBe("123.456789");
    expect(showAmount(10_000, "ten-thousand-yuan")).toBe("0.01");
    expect(showAmount(1, "ten-thousand-yuan")).toBe("0.000001");
    expect(showAmount(123, "yuan")).toBe("1.23");
    expect(unitName("ten-thousand-yuan", "zh-CN")).toBe("万元");
  });
});
