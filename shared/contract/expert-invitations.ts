import * as z from "zod";
import { ExpertId, RoundId } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Page, pageOf, route } from "./kit.ts";

/** INVITED: nothing was said yet. ACCEPTED: may be assigned. DECLINED: is not, unless he or she accepts after all. */
export const ExpertInvitationState = z.enum(["INVITED", "ACCEPTED", "DECLINED"]);
export type ExpertInvitationState = z.infer<typeof ExpertInvitationState>;

const cap = z.int().positive().max(1000).nullable();

/** That an expert is asked to judge in a round, and what he or she said. */
export const ExpertInvitation = z.object({
  roundId: RoundId,
  expertId: ExpertId,
  state: ExpertInvitationState,
  invitedBy: z.string(),
  invitedAt: Instant,
  /** The last instant for an answer: when the scores are locked. */
  answerBy: Instant,
  answeredAt: Instant.nullable(),
  /** Why the expert declined. */
  reason: z.string().nullable(),
  /** Applications that he or she takes in this round at most; null: no cap of the own. */
  loadCap: cap,
  version: z.int().positive(),
});
export type ExpertInvitation = z.infer<typeof ExpertInvitation>;

/** Whether an expert may be kept and asked again in a later round; null: he or she was never asked. */
export const ExpertKeeping = z.object({
  expertId: ExpertId,
  /** The round of the first invitation; null of who spoke before there was any. */
  firstRoundId: RoundId.nullable(),
  mayKeep: z.boolean().nullable(),
  saidAt: Instant.nullable(),
  version: z.int().positive(),
});
export type ExpertKeeping = z.infer<typeof ExpertKeeping>;

const mayKeep = z.boolean();

export const expertInvitationRoutes = {
  inviteExperts: route({
    id: "inviteExperts",
    method: "POST",
    path: "/rounds/{id}/expert-invitations",
    summary: { zh: "邀请专家参加一轮评审", en: "Invite experts to judge in a round" },
    who: ["officer"],
    params: z.object({ id: RoundId }),
    body: z.object({ experts: z.union([z.literal("all"), z.array(ExpertId).min(1).max(1000)]) }),
    output: z.object({
      invited: z.int().nonnegative(),
      /** Who was invited to the round before. */
      before: z.int().nonnegative(),
      /** Who was not invited: did not consent to being asked in another round than the first. */
      withoutConsent: z.array(ExpertId),
    }),
    problems: ["not-found", "reviews-locked", "version-conflict"],
    isIdempotent: true,
  }),
  listExpertInvitations: route({
    id: "listExpertInvitations",
    method: "GET",
    path: "/rounds/{id}/expert-invitations",
    summary: { zh: "列出一轮的专家邀请及答复", en: "The invitations of a round's experts and their answers" },
    who: staff,
    params: z.object({ id: RoundId }),
    output: z.object({ items: z.array(ExpertInvitation) }),
    problems: ["not-found"],
  }),
  listOwnExpertInvitations: route({
    id: "listOwnExpertInvitations",
    method: "GET",
    path: "/expert-invitations",
    summary: { zh: "列出本人收到的评审邀请", en: "List one's own invitations to judge" },
    who: ["expert"],
    query: Page,
    output: pageOf(ExpertInvitation.omit({ invitedBy: true })),
    problems: [],
  }),
  answerExpertInvitation: route({
    id: "answerExpertInvitation",
    method: "POST",
    path: "/expert-invitations/{id}/answer",
    summary: {
      zh: "专家接受或谢绝评审邀请，并说明是否同意入库供以后各轮使用",
      en: "An expert accepts or declines, and says whether he or she may be kept for later rounds",
    },
    who: ["expert"],
    params: z.object({ id: RoundId }),
    body: z.discriminatedUnion("answer", [
      z.object({ answer: z.literal("accept"), loadCap: cap.default(null), mayKeep }),
      z.object({ answer: z.literal("decline"), reason: z.string().trim().min(1).max(500), mayKeep }),
    ]),
    output: z.object({ state: ExpertInvitationState }),
    problems: ["not-found", "wrong-state", "reviews-locked", "version-conflict", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  withdrawExpertKeeping: route({
    id: "withdrawExpertKeeping",
    method: "POST",
    path: "/expert-keeping/withdrawal",
    summary: {
      zh: "专家撤回入库供以后各轮使用的同意；本轮的邀请和任务照旧",
      en: "An expert withdraws the consent to being asked in later rounds; what stands in this one goes on",
    },
    who: ["expert"],
    output: ExpertKeeping.pick({ mayKeep: true, saidAt: true }),
    problems: ["not-found", "version-conflict"],
    isIdempotent: true,
  }),
};
