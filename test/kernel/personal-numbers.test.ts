import { describe, expect, it } from "vitest";
import { holdsPersonalNumber } from "../../shared/kernel/personal-numbers.ts";
import { usccCheckCharacter } from "../../shared/kernel/uscc.ts";

describe("a text that looks like bank or identity data", () => {
  it.each([
    ["a card number of 19 digits", "6222020200012345670"],
    ["a card number of 16 digits", "卡号6225880123456783"],
    ["a card number in groups", "6225 8801 2345 6783"],
    ["a card number with hyphens, beside a year", "2021-11-05：6225-8801-2345-6783"],
    ["a card number in full-width digits", "６２２５８８０１２３４５６７８３"],
    ["an identity number", "身份证11010519491231002X"],
    ["an identity number with a small x", "11010519491231002x"],
  ])("is found: %s", (_, text) => {
    expect(holdsPersonalNumber(text)).toBe(true);
  });

  it.each([
    ["a number of 16 digits that is no card's", "2021110500001234"],
    ["a registration number", "GYS-2021-000123，2021-11-05 14:30:22"],
    ["an identity number with a wrong check character", "110105194912310021"],
    ["two telephone numbers", "010-62165280 010-62165281"],
    ["fewer digits than a card has", "622588012345678"],
    ["words", "注册成功"],
  ])("is not found in %s", (_, text) => {
    expect(holdsPersonalNumber(text)).toBe(false);
  });

  it("is not the society's own credit code, though that may be all digits", () => {
    const codes = Array.from({ length: 400 }, (_, at) => {
      const body = `511000000000${String(at).padStart(5, "0")}`;
      return `${body}${usccCheckCharacter(body)}`;
    });
    expect(codes.some((code) => holdsPersonalNumber(code))).toBe(true);
    expect(codes.filter((code) => holdsPersonalNumber(`统一社会信用代码${code}`, [code]))).toEqual([]);
  });
});
