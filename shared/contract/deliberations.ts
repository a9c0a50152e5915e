import * as z from "zod";
import { ApplicationId, DecisionId, DeliberationId, RoundId, Sha256 } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";

export const DeliberationState = z.enum(["RECORDED", "CONFIRMED", "DECLINED"]);
export type DeliberationState = z.infer<typeof DeliberationState>;

/** The panel's talk about applications on both sides of a line whom scores can't tell apart. Its order is that of the scores. */
export const DeliberationContent = z.object({
  /** The tier whose last place the line follows. */
  tier: z.string().max(60),
  /** The pairs that were talked about; null: all that the decision lists at the line. */
  pairs: z
    .array(z.object({ above: ApplicationId, below: ApplicationId }))
    .min(1)
    .max(500)
    .nullable(),
  /** Who was present, by name. */
  present: z.array(z.string().trim().min(1).max(100)).min(1).max(50),
  /** Why the order stands. */
  reason: z.string().trim().min(1).max(2000),
});

export const Deliberation = DeliberationContent.extend({
  id: DeliberationId,
  decisionId: DecisionId,
  roundId: RoundId,
  /** Of the very decision that was talked about. */
  decisionHash: Sha256,
  state: DeliberationState,
  recordedBy: z.string(),
  recordedAt: Instant,
  concludedBy: z.string().nullable(),
  concludedAt: Instant.nullable(),
  /** What the second officer said to it. */
  remark: z.string().nullable(),
  version: z.int().positive(),
});
export type Deliberation = z.infer<typeof Deliberation>;

const ofDecision = z.object({ id: DecisionId });

export const deliberationRoutes = {
  recordDeliberation: route({
    id: "recordDeliberation",
    method: "POST",
    path: "/decisions/{id}/deliberations",
    summary: {
      zh: "记录对档次线附近难分先后的申报的合议",
      en: "Record the deliberation on applications near a line whom scores can't tell apart",
    },
    who: ["officer"],
    params: ofDecision,
    body: DeliberationContent,
    output: Deliberation,
    status: 201,
    problems: ["not-found", "wrong-state"],
    isIdempotent: true,
  }),
  concludeDeliberation: route({
    id: "concludeDeliberation",
    method: "POST",
    path: "/decisions/{id}/deliberations/{deliberationId}/conclusion",
    summary: {
      zh: "确认或退回合议记录（须由另一人办理）",
      en: "Confirm the record of a deliberation, or decline it; a second officer does it",
    },
    who: ["officer"],
    params: ofDecision.extend({ deliberationId: DeliberationId }),
    body: z.object({
      version: z.int().positive(),
      conclusion: z.enum(["confirmed", "declined"]),
      remark: z.string().trim().min(1).max(2000),
    }),
    output: Deliberation,
    problems: ["not-found", "wrong-state", "version-conflict", "second-person-required"],
    isIdempotent: true,
  }),
  listDeliberations: route({
    id: "listDeliberations",
    method: "GET",
    path: "/decisions/{id}/deliberations",
    summary: { zh: "列出决定的合议记录", en: "List the deliberations on a decision" },
    who: staff,
    params: ofDecision,
    output: z.object({ items: z.array(Deliberation) }),
    problems: ["not-found"],
  }),
};
