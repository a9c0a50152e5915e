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

/** On what files are handed over at the office. */
export const Medium = z.enum(["usb", "disc"]);
export type Medium = z.infer<typeof Medium>;

/**
 * Files that a society hands over on a medium: the officer who has it in hand notes when, a second officer confirms that, and
 * the society confirms the whole.
 */
export const HandedOverChannel = z.strictObject({
  media: z.array(Medium).min(1),
  /** Working days to confirm what was recorded, counted from the day after; never into the review. */
  confirmWorkingDays: z.int().positive().max(60),
  basis: Basis,
});
export type HandedOverChannel = z.infer<typeof HandedOverChannel>;

/** The ways in beside the portal; null: what comes so is not taken. */
export const Channels = z.strictObject({
  mail: MailChannel.nullable(),
  handedOver: HandedOverChannel.nullable().default(null),
});
export type Channels = z.infer<typeof Channels>;
