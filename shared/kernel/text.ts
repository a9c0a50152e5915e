import * as z from "zod";

/** The languages that people read the product in, Chinese first; the tags are those of HTML `lang` and of mail. */
export const Language = z.enum(["zh-CN", "en"]);
export type Language = z.infer<typeof Language>;

const said = z.string().trim().min(1);

/** One text in both languages. Neither may be missing: a reader never meets a gap. */
export const Words = z.strictObject({ zh: said, en: said });
export type Words = z.infer<typeof Words>;

/** The text in the reader's language. */
export function wordsIn(words: Words, language: Language): string {
  return language === "zh-CN" ? words.zh : words.en;
}

/** Text that every store and every file format can hold: whole characters, and no NUL. */
export const isSound = (text: string): boolean => text.isWellFormed() && !text.includes("\0");
