import * as z from "zod";
import { RoundId, SocietyCode } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";

/** That a society was invited to a round, by whom and when. */
export const Invitation = z.object({
  roundId: RoundId,
  societyCode: SocietyCode,
  invitedBy: z.string(),
  invitedAt: Instant,
  version: z.literal(1),
});
export type Invitation = z.infer<typeof Invitation>;

/** A society of an approved list that no letter would reach: an officer sees to its contacts and invites it. */
export const Uninvited = z.object({
  roundId: RoundId,
  societyCode: SocietyCode,
  /** Nobody of it has an account, or the mail service refuses the addresses of all who have. */
  because: z.enum(["no-account", "mail-refused"]),
  since: Instant,
  version: z.literal(1),
});
export type Uninvited = z.infer<typeof Uninvited>;

const inRound = z.object({ id: RoundId });

export const invitations = {
  inviteSocieties: route({
    id: "inviteSocieties",
    method: "POST",
    path: "/rounds/{id}/invitations",
    summary: { zh: "邀请名册中的学会申报", en: "Invite societies of the register to a round" },
    who: ["officer"],
    params: inRound,
    /** `recommended`: all that the register lists as recommended; or the societies of these codes. */
    body: z.object({
      societies: z.union([z.literal("recommended"), z.array(SocietyCode).min(1).max(1000)]),
    }),
    /** Who was invited before is left alone. */
    output: z.object({ invited: z.int(), before: z.int() }),
    problems: ["not-found", "wrong-state", "deadline-passed"],
    isIdempotent: true,
  }),
  listInvitations: route({
    id: "listInvitations",
    method: "GET",
    path: "/rounds/{id}/invitations",
    summary: { zh: "查看已邀请的学会", en: "List the societies that were invited" },
    who: staff,
    params: inRound,
    output: z.object({ items: z.array(Invitation) }),
    problems: [],
  }),
  listUninvited: route({
    id: "listUninvited",
    method: "GET",
    path: "/rounds/{id}/uninvited",
    summary: {
      zh: "查看列入建议名单但邮件无法送达、尚未邀请的学会",
      en: "List the societies of the recommended list that no letter reaches and nobody has invited",
    },
    who: staff,
    params: inRound,
    output: z.object({ items: z.array(Uninvited) }),
    problems: [],
  }),
};
