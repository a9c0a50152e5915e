import * as z from "zod";
import { RoundId } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Page, pageOf, route } from "./kit.ts";

export const LetterState = z.enum(["OWED", "CLAIMED", "SENT", "FAILED"]);
export type LetterState = z.infer<typeof LetterState>;

/**
 * One letter of the ledger; to whom by person, never by address. Null: an expert whose account is still being made; the
 * letter waits for it.
 */
export const LedgerEntry = z.object({
  id: z.string(),
  roundId: RoundId.nullable(),
  template: z.string(),
  personId: z.string().nullable(),
  eventId: z.string(),
  state: LetterState,
  owedAt: Instant,
  sentAt: Instant.nullable(),
  messageId: z.string().nullable(),
  attempts: z.int().nonnegative(),
  /** Why it was given up: nobody has the account any more, or the mail service refuses the address or the letter. */
  failure: z.string().nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const notifications = {
  listLetters: route({
    id: "listLetters",
    method: "GET",
    path: "/rounds/{id}/letters",
    summary: { zh: "查看邮件台账", en: "Read the mail ledger of a round" },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page,
    output: pageOf(LedgerEntry),
    problems: [],
  }),
};
