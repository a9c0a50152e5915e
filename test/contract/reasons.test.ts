import { describe, expect, it } from "vitest";
import { placeOfReason, reasons, wordsOfReason } from "../../shared/contract/reasons.ts";

const codes = Object.entries(reasons);

describe("every reason of a verdict", () => {
  it.each(codes)("%s says what it is and what to do, in both languages", (_, { what, cure }) => {
    for (const words of [what, cure]) {
      expect(words.zh).toMatch(/\p{Script=Han}{2}/u);
      expect(words.en).toMatch(/^[A-Z][\x20-\x7e]+$/);
    }
    expect(cure.zh).toMatch(/。$/);
    expect(cure.en).toMatch(/\.$/);
  });

  it.each(codes.filter(([, { verdict }]) => verdict === "refused"))(
    "%s, which refuses a file, ends with how to upload one that is taken",
    (_, { cure }) => {
      expect(cure.zh).toMatch(/请.*上传/);
      expect(cure.en).toMatch(/upload/);
    },
  );

  it.each(codes.filter(([, { verdict }]) => verdict === "flagged"))(
    "%s, which only needs a person's eye, does not say that the file was refused",
    (_, { what, cure }) => {
      expect(what.zh + cure.zh).not.toMatch(/拒绝|未通过/);
    },
  );

  it("is told by its code where an older version of the product wrote it", () => {
    expect(wordsOfReason("of-old").what).toEqual({ zh: "of-old", en: "of-old" });
  });
});

describe("the place that a reason names", () => {
  it.each([
    ["page 3", "第 3 页", "page 3"],
    ["pages 2-4,9", "第 2-4、9 页", "pages 2-4,9"],
    ["object 12", "整个文件（内部对象 12）", "the file as a whole (object 12)"],
    ["word/document.xml", "文件内部的 word/document.xml", "the part word/document.xml"],
  ])("%s", (where, zh, en) => {
    expect(placeOfReason(where)).toEqual({ zh, en });
  });
});
