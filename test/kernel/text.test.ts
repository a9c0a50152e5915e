import { describe, expect, test } from "vitest";
import { Words, wordsIn } from "../../shared/kernel/text.ts";

describe("a text in both languages", () => {
  test.each([
    { zh: "申报" },
    { zh: "申报", en: " " },
    { zh: "", en: "apply" },
    { zh: "申报", en: "apply", fr: "x" },
  ])("%j is refused", (words) => expect(Words.safeParse(words).success).toBe(false));

  test("is read in the language of the reader", () => {
    const words = Words.parse({ zh: "申报", en: "apply" });
    expect([wordsIn(words, "zh-CN"), wordsIn(words, "en")]).toEqual(["申报", "apply"]);
  });
});
