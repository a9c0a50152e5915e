import * as z from "zod";
import { Basis } from "./basis.ts";

/** Material that societies send by e-mail: an officer records it, and its society confirms it. */
export const MailChannel = z.strictObject({
  address: z.email(),
  /** What decides when a mail arrived: its topmost Received header, which the receiving server wrote, as an officer states it. */
  arrivalBy: z.literal("received-header"),
  /** Of the whole mail as it is kept. */
  maxBytes: z.int().positive().max(104_857_600),
  /** Working days to confirm what was recorded, counted from the day after; never into the review. */
  confirmWorkingDays: z.int().positive().max(60),
  basis: Basis,
});
export type MailChannel = z.infer<typeof MailChannel>;

/** The ways in beside the portal; null: what comes so is not taken. */
export const Channels = z.strictObject({ mail: MailChannel.nullable() });
export type Channels = z.infer<typeof Channels>;
