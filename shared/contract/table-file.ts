import * as z from "zod";
import type { Words } from "../kernel/text.ts";

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

/** A column of a table: its key or its Chinese name may head it. */
export interface TableColumn {
  key: string;
  zh: string;
  isRequired: boolean;
}

/** A column with what a cell of it may hold, for people. */
export interface DescribedColumn extends TableColumn {
  en: string;
  holds: Words;
}

export const describedColumn = (
  key: string,
  [zh, en]: [string, string],
  [holdsZh, holdsEn]: [string, string],
  isRequired = false,
): DescribedColumn => ({ key, zh, en, isRequired, holds: { zh: holdsZh, en: holdsEn } });

/** A fault of an imported table, with its place; line 1 is the heading. */
export const TableFault = z.object({
  line: z.int().positive(),
  /** Key of the column; null when the fault is of the whole line or file. */
  column: z.string().nullable(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});
export type TableFault = z.infer<typeof TableFault>;
