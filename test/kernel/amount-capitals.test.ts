import { describe, expect, it } from "vitest";
import { chineseAmount } from "../../shared/kernel/amount.ts";
import { readChineseAmount } from "../../shared/kernel/amount-capitals.ts";
import fc from "../chance.ts";

describe("words that are no amount in capital numerals", () => {
  it.each([
    ["", "nothing"],
    ["整", "an ending alone"],
    ["壹佰", "no unit"],
    ["一百元整", "plain numerals"],
    ["壹佰另伍元整", "另 for 零"],
    ["壹佰〇伍元整", "〇 for 零"],
    ["伍毛", "毛 for 角"],
    ["拾元整", "no 壹 before 拾"],
    ["壹佰元", "no 整 after 元"],
    ["壹佰元伍分", "no 零 for the missing 角"],
    ["壹佰伍元整", "no 零 between 佰 and 元"],
    ["壹佰零零伍元整", "two 零 in one gap"],
    ["壹仟肆佰零玖元零伍角", "a 零 where nothing is missing"],
    ["陆仟零柒元壹角肆分整", "整 after 分"],
    ["壹佰元整整", "整 twice"],
    ["伍拾壹佰元整", "places out of order"],
    ["人民币人民币壹元整", "人民币 twice"],
    ["人民币 壹元整", "a blank after 人民币, where an amount could be added"],
    [`${"玖".repeat(60)}元整`, "digits without places"],
    [`玖仟${"亿".repeat(8)}元整`, "more than there is money"],
  ])("%s: %s", (words) => {
    expect(readChineseAmount(words)).toBeNull();
  });
});

// The examples of 《正确填写票据和结算凭证的基本规定》 with every way of writing that it gives.
const examples: [fen: number, spellings: string[]][] = [
  [140_950, ["人民币壹仟肆佰零玖元伍角", "人民币壹仟肆佰零玖元伍角整"]],
  [600_714, ["人民币陆仟零柒元壹角肆分"]],
  [168_032, ["人民币壹仟陆佰捌拾元零叁角贰分", "人民币壹仟陆佰捌拾元叁角贰分"]],
  [10_700_053, ["人民币壹拾万柒仟元零伍角叁分", "人民币壹拾万零柒仟元伍角叁分"]],
  [1_640_902, ["人民币壹万陆仟肆佰零玖元零贰分"]],
  [32_504, ["人民币叁佰贰拾伍元零肆分"]],
];

describe("words in capital numerals", () => {
  it.each(examples)("of the rules' own examples: %i fen", (fen, spellings) => {
    for (const words of spellings) expect(readChineseAmount(words)).toBe(fen);
    expect(spellings).toContain(chineseAmount(fen));
  });

  it("may go without 人民币, with 正 and with traditional forms", () => {
    expect(readChineseAmount("壹佰元正")).toBe(10_000);
    expect(readChineseAmount("人民幣貳億陸仟萬圓整")).toBe(26_000_000_000);
    expect(readChineseAmount("零元整")).toBe(0);
  });

  it("say 亿 once, of all above it", () => {
    expect(chineseAmount(123_450_000_000_000)).toBe("人民币壹万贰仟叁佰肆拾伍亿元整");
    expect(readChineseAmount("人民币壹万零贰亿元整")).toBe(100_020_000_000_000);
  });

  it("that the product writes are read back to the fen, with no 零 too many", () => {
    const digits = fc.array(fc.constantFrom(0, 0, 0, 1, 5, 9), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(
        digits.map((all) => Number(all.join(""))),
        (fen) => {
          const words = chineseAmount(fen);
          expect(readChineseAmount(words)).toBe(fen);
          expect(words).not.toMatch(/零零|[^币]零[元万亿]/);
        },
      ),
      { seed: 20_211_111, numRuns: 3_000 },
    );
  });
});
