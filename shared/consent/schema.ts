import * as z from "zod";
import { Words } from "../kernel/text.ts";

/**
 * Where a passage comes from: the article of the Personal Information Protection Law (2021-08-20, in force since
 * 2021-11-01) that asks for it; what is chosen where nothing says it. No passage stands without one of the two.
 */
const Ground = z.strictObject({
  articles: z.array(z.int().positive()),
  assumption: Words.optional(),
});

const Passage = z
  .strictObject({ heading: Words, paragraphs: z.array(Words).min(1), ground: Ground })
  .refine(({ ground }) => ground.articles.length > 0 || ground.assumption !== undefined, {
    message: "a passage names its article or says that it is an assumption",
    path: ["ground"],
  });
export type Passage = z.infer<typeof Passage>;

/** What everybody reads and accepts before they act: every passage that the law wants told, in this order. */
export const ConsentText = z.strictObject({
  version: z.int().positive(),
  title: Words,
  passages: z.strictObject({
    processor: Passage,
    purposes: Passage,
    collected: Passage,
    notCollected: Passage,
    shownTo: Passage,
    kept: Passage,
    rights: Passage,
    acceptance: Passage,
    withdrawal: Passage,
    changes: Passage,
  }),
});
export type ConsentText = z.infer<typeof ConsentText>;
