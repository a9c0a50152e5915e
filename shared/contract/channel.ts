import * as z from "zod";
import type { Words } from "../kernel/text.ts";

/**
 * How an application came: filled in here, by e-mail, or as files that somebody handed over on a stick or a disc. What did not
 * come through the portal is recorded by an officer.
 */
export const Channel = z.enum(["portal", "mail", "handed-over"]);
export type Channel = z.infer<typeof Channel>;

/** The ways in beside the portal. */
export const RecordedChannel = Channel.exclude(["portal"]);
export type RecordedChannel = z.infer<typeof RecordedChannel>;

/** As every list says it. */
export const channelNames: Readonly<Record<Channel, Words>> = {
  portal: { zh: "平台填报", en: "portal" },
  mail: { zh: "电子邮件", en: "e-mail" },
  "handed-over": { zh: "当面递交介质", en: "handed over" },
};
