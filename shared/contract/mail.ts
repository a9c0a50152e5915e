import * as z from "zod";

/** What a Chinese input method leaves in an address or a code: full-width signs, and its own full stop for the dot. */
export const halfWidth = (text: string) => text.normalize("NFKC").replaceAll("。", ".");

/** Mail addresses are compared in half width, in lower case and without outer spaces. */
export const Mail = z.string().overwrite(halfWidth).trim().toLowerCase().pipe(z.email().max(254));
export type Mail = z.infer<typeof Mail>;
