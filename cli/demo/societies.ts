import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import { SocietyCode } from "../../shared/kernel/ids.ts";

/** What is public of a national society. */
export const PublicSociety = z.object({
  code: SocietyCode,
  category: z.string(),
  name_zh: z.string(),
  name_en: z.string(),
});
export type PublicSociety = z.infer<typeof PublicSociety>;

/** The 210 national societies of `register.csv`, by code. */
export function readSocieties(): PublicSociety[] {
  const text = readFileSync(new URL("register.csv", import.meta.url), "utf8");
  return z.array(PublicSociety).parse(parse(text, { columns: true }));
}
