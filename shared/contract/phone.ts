import * as z from "zod";

/** A telephone number as it is written, with an extension behind `转` or `-`; full width becomes half width. */
export const Phone = z
  .string()
  .overwrite((text) => text.normalize("NFKC").trim())
  .pipe(z.string().regex(/^\+?\d[\d -]{5,24}\d(转\d{1,6})?$/));
