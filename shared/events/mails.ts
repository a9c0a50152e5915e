import * as z from "zod";
import { RecordedChannel } from "../contract/channel.ts";
import { ApplicationId, MailId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { event } from "./kit.ts";

const payload = z.object({
  mailId: MailId,
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  mailHash: Sha256,
  /** How it came; absent of older ones, which came by e-mail. */
  channel: RecordedChannel.optional(),
  arrivedAt: Instant,
  /** Until when the society confirms it. */
  confirmByAt: Instant,
});

/** An officer recorded a mail, or what was handed over, and it is its society's application until that is confirmed or disputed. */
export const mailJoined = event({
  type: "mail.joined.v1",
  service: "applications",
  aggregate: "mail",
  payload,
});

/** An officer recorded a mail of a society that has an application of its own: that one stands. */
export const mailKept = event({
  type: "mail.kept.v1",
  service: "applications",
  aggregate: "mail",
  payload,
});
