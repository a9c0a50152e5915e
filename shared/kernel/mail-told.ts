import * as z from "zod";
import { Instant } from "./time.ts";

/** The letter that an SES event is about, as it was handed over. */
export const MailTold = z.object({
  timestamp: Instant,
  messageId: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});

/** The letter by its own id, which SES hands back among the headers; one of another sender goes by the id that SES gave it. */
export const letterIdOf = ({ headers, messageId }: z.infer<typeof MailTold>): string =>
  headers.find(({ name }) => name.toLowerCase() === "letter-id")?.value ?? messageId;
