import * as z from "zod";
import { ApplicationId, DecisionId, PersonId, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";

/** What the decision gave an application, or what it has instead. */
export const PlaceGiven = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tier"), tier: z.string() }),
  z.object({ kind: z.literal("reserve"), number: z.int().positive() }),
  z.object({ kind: z.literal("none"), because: z.string() }),
]);
export type PlaceGiven = z.infer<typeof PlaceGiven>;

/** One application of a change, with the rank that the scores gave it: that stays beside whatever is decided. */
export const Move = z.object({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  rank: z.int().positive(),
  from: PlaceGiven,
  to: PlaceGiven,
});
export type Move = z.infer<typeof Move>;

export const TierChangeState = z.enum(["PROPOSED", "APPROVED", "REFUSED"]);
export type TierChangeState = z.infer<typeof TierChangeState>;

/** Leadership gives an application another tier than its rank does. The quotas stay: who comes up goes into a free place, or another comes down. */
export const TierChange = z.object({
  /** Within its decision, from 1. */
  number: z.int().positive(),
  state: TierChangeState,
  moves: z.array(Move).min(1).max(2),
  reason: z.string(),
  proposedBy: PersonId,
  proposedAt: Instant,
  concludedBy: PersonId.nullable(),
  concludedAt: Instant.nullable(),
  remark: z.string().nullable(),
});
export type TierChange = z.infer<typeof TierChange>;

const ofDecision = z.object({ id: DecisionId });
const said = z.string().trim().min(1).max(2000);
const output = z.object({ version: z.int().positive(), tierChange: TierChange });

export const tierChangeRoutes = {
  proposeTierChange: route({
    id: "proposeTierChange",
    method: "POST",
    path: "/decisions/{id}/tier-changes",
    summary: {
      zh: "提议调整档次：与另一申报互换，或调入空缺名额",
      en: "Propose another tier: in exchange with another application, or into a free place",
    },
    who: ["officer"],
    params: ofDecision,
    body: z.object({
      version: z.int().positive(),
      applicationId: ApplicationId,
      target: z.union([
        z.object({ exchangeWith: ApplicationId }),
        z.object({ freePlaceIn: z.string().max(60) }),
      ]),
      reason: said,
    }),
    output,
    status: 201,
    problems: ["not-found", "wrong-state", "version-conflict", "no-free-place"],
    isIdempotent: true,
  }),
  concludeTierChange: route({
    id: "concludeTierChange",
    method: "POST",
    path: "/decisions/{id}/tier-changes/{number}/conclusion",
    summary: {
      zh: "批准或不同意档次调整（须由另一人办理）",
      en: "Approve a change of tier, or refuse it; a second officer does it",
    },
    who: ["officer"],
    params: ofDecision.extend({ number: z.coerce.number().int().positive() }),
    body: z.object({
      version: z.int().positive(),
      conclusion: z.enum(["approved", "refused"]),
      remark: said,
    }),
    output,
    problems: ["not-found", "wrong-state", "version-conflict", "second-person-required"],
    isIdempotent: true,
  }),
};
