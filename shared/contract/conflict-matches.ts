import * as z from "zod";
import { ApplicationId, ExpertId, RoundId, SocietyCode, SocietyLinkId } from "../kernel/ids.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { Page, pageOf, route } from "./kit.ts";
import { SocietyLinkKind } from "./society-links.ts";

/** Why an expert may have to stand aside: "society": works for it; else what is on record of it. */
export const ConflictGround = z.enum(["society", ...SocietyLinkKind.options]);
export type ConflictGround = z.infer<typeof ConflictGround>;

/**
 * How an expert meets what is on record. Only "same" is known; everything else is for a person to decide: the name of somebody
 * else's institution or of none ("same-name"), nearly the name at the same institution, nearly the institution, and a
 * department that is not known or nearly the same.
 */
export const Likeness = z.enum([
  "same",
  "same-name",
  "near-name",
  "near-institution",
  "department-unknown",
  "near-department",
]);
export type Likeness = z.infer<typeof Likeness>;

/** A link, or "society" for the society's own name. */
export const LinkRef = z.union([SocietyLinkId, z.literal("society")]);
export type LinkRef = z.infer<typeof LinkRef>;

const Identity = z.object({
  name: z.string().nullable(),
  institution: z.string().nullable(),
  parentInstitution: z.string().nullable(),
  department: z.string().nullable(),
});

/** What was set beside each other; a decision holds for exactly this. */
export const Compared = z.object({
  expert: Identity,
  link: Identity.extend({ partnerCode: SocietyCode.nullable() }),
  /** Of a joint project with a society: those of its officers who were compared. */
  officers: z.array(z.string()),
  likeness: z.array(Likeness),
});
export type Compared = z.infer<typeof Compared>;

const Decided = z.object({
  /** "confirmed": they are the same, and the expert stands aside as one known before. */
  decision: z.enum(["dismissed", "confirmed"]),
  reason: z.string(),
  compared: Compared,
  decidedBy: z.string(),
  decidedAt: Instant,
});

/** What an officer decided of a match, with everything that was decided before. */
export const MatchDecision = Decided.extend({
  societyCode: SocietyCode,
  expertId: ExpertId,
  linkId: LinkRef,
  /** Oldest first. */
  earlier: z.array(Decided),
  version: z.int().positive(),
});
export type MatchDecision = z.infer<typeof MatchDecision>;

/** barred: may not judge. proposed: somebody has to look. declared: is written down. dismissed: somebody has looked. */
export const MatchVerdict = z.enum(["barred", "proposed", "declared", "dismissed"]);
export type MatchVerdict = z.infer<typeof MatchVerdict>;

/** That an expert is, or may be, tied to a society by what is on record. */
export const ConflictMatch = z.object({
  societyCode: SocietyCode,
  expertId: ExpertId,
  linkId: LinkRef,
  ground: ConflictGround,
  verdict: MatchVerdict,
  /** Office or project, where it comes from and until when; null of the society's own name. */
  office: z.string().nullable(),
  source: z.string().nullable(),
  on: LocalDate.nullable(),
  until: LocalDate.nullable(),
  compared: Compared,
  /** The newest decision, also one about what has changed since; null: nobody has decided anything. */
  decision: MatchDecision.nullable(),
});
export type ConflictMatch = z.infer<typeof ConflictMatch>;

const reason = z.string().trim().min(1).max(500);

export const conflictMatchRoutes = {
  listConflictMatches: route({
    id: "listConflictMatches",
    method: "GET",
    path: "/rounds/{id}/conflict-matches",
    summary: {
      zh: "列出一轮中专家与学会登记关系的匹配，逐页按申报",
      en: "A round's matches of experts with what is on record of the societies, by pages of applications",
    },
    who: ["officer"],
    params: z.object({ id: RoundId }),
    query: Page.extend({
      only: z.enum([...MatchVerdict.options, "all"]).default("proposed"),
      /** Of this expert alone. */
      expertId: ExpertId.optional(),
    }),
    output: pageOf(
      ConflictMatch.extend({
        applicationId: ApplicationId,
        /** Is the expert assigned to the application already? A person releases who is barred since. */
        isAssigned: z.boolean(),
      }),
    ),
    problems: ["not-found"],
  }),
  decideConflictMatch: route({
    id: "decideConflictMatch",
    method: "POST",
    path: "/rounds/{id}/conflict-matches/decisions",
    summary: {
      zh: "确认或排除一项疑似匹配，须说明理由",
      en: "Confirm or dismiss a proposed match, with the reason",
    },
    who: ["officer"],
    params: z.object({ id: RoundId }),
    body: z.object({
      expertId: ExpertId,
      societyCode: SocietyCode,
      linkId: LinkRef,
      decision: z.enum(["dismissed", "confirmed"]),
      reason,
      /** Of the decision that was read; 0 where there was none. */
      version: z.int().nonnegative(),
    }),
    output: MatchDecision,
    problems: ["not-found", "conflict-on-record", "version-conflict", "identity-data-not-taken"],
    isIdempotent: true,
  }),
};
