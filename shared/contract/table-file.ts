import * as z from "zod";

/** A table that an officer imports: a CSV as text, or an .xlsx in base64, of which the first sheet counts. */
export const TableFile = z
  .object({
    csv: z.string().min(1).optional(),
    xlsx: z.base64().min(1).optional(),
    fileName: z.string().min(1).max(200),
    /** Says what would change, lists every fault of every row, and changes nothing. */
    isDryRun: z.boolean().default(false),
  })
  .refine(({ csv, xlsx }) => (csv === undefined) !== (xlsx === undefined), {
    path: ["csv"],
    message: "either csv or xlsx",
  });
