import * as z from "zod";

/** Where in an application an item is: a section or one part of it, a file and its page, or both. */
export const ReturnPlace = z
  .strictObject({
    section: z.string().max(60).nullable().default(null),
    part: z.string().max(60).nullable().default(null),
    /** The kind of the file. */
    document: z.string().max(60).nullable().default(null),
    /** Of the file, counted from 1. */
    page: z.int().positive().max(10_000).nullable().default(null),
  })
  .refine(({ section, document }) => section !== null || document !== null, {
    error: "须指明申报书的部分或文件 / name a section or a file",
  })
  .refine(({ section, part }) => part === null || section !== null, {
    error: "指明栏目时须同时指明所在部分 / a part needs its section",
  })
  .refine(({ document, page }) => page === null || document !== null, {
    error: "指明页码时须同时指明文件 / a page needs its file",
  });
export type ReturnPlace = z.infer<typeof ReturnPlace>;

/** One item that an officer wants corrected: what, why, and where it is. */
export const ReturnItem = z.object({
  item: z.string().min(1).max(200),
  reason: z.string().min(1).max(2000),
  /** Null, as in items from before there were places: the item says it in words alone and opens nothing. */
  place: ReturnPlace.nullable().default(null),
});
export type ReturnItem = z.infer<typeof ReturnItem>;

/** What a returned application leaves open to be changed. */
export const Opened = z.object({
  /** `parts` null: the whole section. The lines and stated figures of a budget are open with any part of it. */
  sections: z.array(z.object({ key: z.string(), parts: z.array(z.string()).nullable() })),
  /** Kinds of files. */
  documents: z.array(z.string()),
});
export type Opened = z.infer<typeof Opened>;
