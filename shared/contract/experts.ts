import * as z from "zod";
import { ApplicationId, AssignmentPlanId, ExpertId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { ConflictKind } from "../programme/reviewing.ts";
import { AnchorPart, isBeside } from "./anchors.ts";
import { assignmentDrawRoutes } from "./assignment-draws.ts";
import { assignmentPlanRoutes } from "./assignment-plans.ts";
import { conflictMatchRoutes } from "./conflict-matches.ts";
import { expertFileRoutes } from "./expert-files.ts";
import { expertInvitationRoutes } from "./expert-invitations.ts";
import { Mail } from "./identity.ts";
import { Page, pageOf, route } from "./kit.ts";
import { societyLinkRoutes } from "./society-links.ts";
import { unknownFactRoutes } from "./unknown-facts.ts";

/** A tie of an expert to a society, declared or recorded. `until` null: it lasts. */
export const Tie = z.object({
  kind: ConflictKind,
  societyCode: SocietyCode,
  until: LocalDate.nullable(),
  note: z.string().max(500),
});
export type Tie = z.infer<typeof Tie>;

export const Expert = z.object({
  id: ExpertId,
  name: z.string(),
  mail: Mail,
  /** The legal entity; empty where nobody has said it. */
  institution: z.string(),
  /** The legal entity above it; null where there is none or it is not known. */
  parentInstitution: z.string().nullable(),
  /** The department of the institution; null where it is not known. */
  department: z.string().nullable(),
  fields: z.array(z.string()),
  ties: z.array(Tie),
  /** Applications that he or she takes in a round at most; null: as many as the programme allows. */
  loadCap: z.int().positive().nullable(),
  /** Who vouched for an expert of whom institution or fields are not known; null: nobody, or there was no need. */
  cleared: z.object({ reason: z.string(), clearedBy: z.string(), clearedAt: Instant }).nullable(),
  createdAt: Instant,
  version: z.int().positive(),
});
export type Expert = z.infer<typeof Expert>;

/**
 * ASSIGNED: nothing but title and society is seen. DECLARED: no conflict, content is open. RECUSED: gone from sight.
 * RELEASED: who dropped out or was moved elsewhere; gone from sight as well, and the place is free.
 */
export const AssignmentState = z.enum(["ASSIGNED", "DECLARED", "RECUSED", "RELEASED"]);
export type AssignmentState = z.infer<typeof AssignmentState>;

/** That one expert judges one application. Carries what the review's own writes need. */
export const Assignment = z.object({
  roundId: RoundId,
  applicationId: ApplicationId,
  expertId: ExpertId,
  societyCode: SocietyCode,
  societyNames: Words,
  definitionHash: Sha256,
  state: AssignmentState,
  opensAt: Instant,
  /** Scores may be written until then. */
  locksAt: Instant,
  /** Ties that were declared and do not bar. */
  declared: z.array(Tie),
  recusedBecause: z.string().nullable(),
  /** Why the expert was released; null while he or she was not. */
  releasedBecause: z.string().nullable(),
  /** The approved plan or draw that it followed from; null: an officer made it by itself. */
  planId: AssignmentPlanId.nullable(),
  /** Only of an anchor that a plan laid. */
  anchor: AnchorPart.optional(),
  assignedBy: z.string(),
  assignedAt: Instant,
  version: z.int().positive(),
});
export type Assignment = z.infer<typeof Assignment>;

/** Does the expert judge the application, or is to; neither recused nor released. */
export const isStanding = ({ state }: Pick<Assignment, "state">): boolean =>
  state === "ASSIGNED" || state === "DECLARED";

/** Is the expert of the application's panel: standing, and not beside it as everybody is who scores an anchor? */
export const isOfPanel = (pair: Pick<Assignment, "state" | "anchor">): boolean =>
  isStanding(pair) && !isBeside(pair);

const Reason = z.object({ reason: z.string().trim().min(1).max(500) });

export const experts = {
  ...assignmentPlanRoutes,
  ...assignmentDrawRoutes,
  ...expertFileRoutes,
  ...expertInvitationRoutes,
  ...societyLinkRoutes,
  ...conflictMatchRoutes,
  ...unknownFactRoutes,
  importExperts: route({
    id: "importExperts",
    method: "POST",
    path: "/experts/imports",
    summary: { zh: "导入评审专家", en: "Import review experts" },
    who: ["officer"],
    body: z.object({
      experts: z
        .array(
          z.object({
            name: z.string().trim().min(1).max(100),
            mail: Mail,
            institution: z.string().trim().min(1).max(200),
            parentInstitution: z.string().trim().min(1).max(200).nullable().default(null),
            department: z.string().trim().min(1).max(200).nullable().default(null),
            fields: z.array(z.string().max(100)).max(20),
            ties: z.array(Tie).max(100),
            loadCap: z.int().positive().max(1000).nullable().default(null),
          }),
        )
        .min(1)
        .max(30),
    }),
    output: z.object({ items: z.array(Expert) }),
    status: 201,
    problems: ["already-exists", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  listExperts: route({
    id: "listExperts",
    method: "GET",
    path: "/experts",
    summary: { zh: "列出评审专家", en: "List the experts" },
    who: staff,
    query: Page,
    output: pageOf(Expert),
    problems: [],
  }),
  assignExpert: route({
    id: "assignExpert",
    method: "POST",
    path: "/applications/{id}/experts",
    summary: { zh: "为申报分配评审专家", en: "Assign an expert to an application" },
    who: ["officer"],
    params: z.object({ id: ApplicationId }),
    body: z.object({ expertId: ExpertId }),
    output: Assignment,
    status: 201,
    problems: [
      "not-found",
      "identity-unknown",
      "expert-not-accepted",
      "expert-not-kept",
      "conflict-of-interest",
      "conflict-on-record",
      "conflict-undecided",
      "load-exceeded",
      "institution-twice",
      "already-exists",
      "assignment-mode",
      "wrong-state",
      "reviews-locked",
    ],
    isIdempotent: true,
  }),
  declareInterests: route({
    id: "declareInterests",
    method: "POST",
    path: "/assignments/{id}/declaration",
    summary: { zh: "专家声明有无利益冲突", en: "An expert declares whether there is a conflict" },
    who: ["expert"],
    params: z.object({ id: ApplicationId }),
    body: z.discriminatedUnion("conflict", [
      z.object({ conflict: z.literal("none") }),
      z.object({ conflict: z.literal("tie"), kind: ConflictKind, note: z.string().min(1).max(500) }),
    ]),
    output: z.object({ state: AssignmentState }),
    problems: ["not-found", "wrong-state", "version-conflict", "reviews-locked", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  releaseExpert: route({
    id: "releaseExpert",
    method: "POST",
    path: "/applications/{id}/experts/{expertId}/release",
    summary: {
      zh: "解除专家的评审任务（如专家退出），空出名额",
      en: "Release an expert from an application, such as one who drops out; the place is free",
    },
    who: ["officer"],
    params: z.object({ id: ApplicationId, expertId: ExpertId }),
    body: Reason,
    output: Assignment,
    problems: ["not-found", "wrong-state", "sheet-stands", "reviews-locked", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  stepDown: route({
    id: "stepDown",
    method: "POST",
    path: "/assignments/{id}/release",
    summary: { zh: "专家退出一项评审任务", en: "An expert gives an assignment back" },
    who: ["expert"],
    params: z.object({ id: ApplicationId }),
    body: Reason,
    output: z.object({ state: AssignmentState }),
    problems: ["not-found", "wrong-state", "sheet-stands", "reviews-locked", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  listOwnAssignments: route({
    id: "listOwnAssignments",
    method: "GET",
    path: "/assignments",
    summary: { zh: "列出分配给本人的申报", en: "List one's own assignments" },
    who: ["expert"],
    query: Page,
    output: pageOf(
      Assignment.pick({
        applicationId: true,
        societyCode: true,
        societyNames: true,
        state: true,
        opensAt: true,
        locksAt: true,
        roundId: true,
      }),
    ),
    problems: [],
  }),
  listSilentExperts: route({
    id: "listSilentExperts",
    method: "GET",
    path: "/rounds/{id}/silent-experts",
    summary: {
      zh: "列出逾期未确认（未声明有无利益冲突）的评审任务，逐页按申报",
      en: "Assignments that nobody has acknowledged in time, by pages of applications",
    },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page,
    output: pageOf(
      Assignment.pick({
        applicationId: true,
        societyCode: true,
        societyNames: true,
        expertId: true,
        assignedAt: true,
        locksAt: true,
      }).extend({
        /** The end of the last working day on which it was expected; null where that day is not known. */
        expectedAt: Instant.nullable(),
      }),
    ),
    problems: ["not-found"],
  }),
  listAssignments: route({
    id: "listAssignments",
    method: "GET",
    path: "/applications/{id}/experts",
    summary: { zh: "列出申报的评审专家", en: "List the experts of an application" },
    who: staff,
    params: z.object({ id: ApplicationId }),
    output: z.object({ items: z.array(Assignment) }),
    problems: ["not-found"],
  }),
};
