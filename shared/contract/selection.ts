import * as z from "zod";
import { ApplicationId, DecisionId, PersonId, RoundId, Sha256 } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { deliberationRoutes } from "./deliberations.ts";
import { feedbackRoutes } from "./feedback.ts";
import { route } from "./kit.ts";
import { omissionRoutes } from "./omissions.ts";
import { TierChange, tierChangeRoutes } from "./tier-changes.ts";

export const DecisionState = z.enum(["PROPOSED", "APPROVED", "SUPERSEDED"]);
export type DecisionState = z.infer<typeof DecisionState>;

/** The record of a decision: its content lies in the store of documents under its hashes, and follows from the snapshot. */
export const DecisionRecord = z.object({
  id: DecisionId,
  roundId: RoundId,
  definitionHash: Sha256,
  snapshotHash: Sha256,
  snapshotKey: z.string(),
  snapshotVersionId: z.string(),
  decisionHash: Sha256,
  decisionKey: z.string(),
  decisionVersionId: z.string(),
  state: DecisionState,
  proposedBy: z.string(),
  proposedAt: Instant,
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  /** Places that leadership changed, or was to change, before the approval; the decision itself keeps what the scores gave. */
  tierChanges: z.array(TierChange),
  /** Who of the office stood aside from what when it was proposed; only where anybody did. */
  recused: z.array(z.object({ personId: PersonId, applicationId: ApplicationId })).optional(),
  version: z.int().positive(),
});
export type DecisionRecord = z.infer<typeof DecisionRecord>;

const ofDecision = z.object({ id: DecisionId });

export const selection = {
  proposeDecision: route({
    id: "proposeDecision",
    method: "POST",
    path: "/rounds/{id}/decisions",
    summary: { zh: "汇总评分并拟定支持名单", en: "Freeze the scores and propose the list" },
    who: ["officer"],
    params: z.object({ id: RoundId }),
    output: DecisionRecord,
    status: 201,
    problems: [
      "not-found",
      "reviews-open",
      "reviews-missing",
      "panel-even",
      "attendance-open",
      "examination-open",
      "version-conflict",
      "wrong-state",
    ],
    isIdempotent: true,
  }),
  ...deliberationRoutes,
  ...tierChangeRoutes,
  approveDecision: route({
    id: "approveDecision",
    method: "POST",
    path: "/decisions/{id}/approval",
    summary: { zh: "审定支持名单（须由另一人办理）", en: "Approve the decision; a second officer does it" },
    who: ["officer"],
    params: ofDecision,
    body: z.object({ version: z.int().positive(), decisionHash: Sha256 }),
    output: DecisionRecord,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "second-person-required",
      "deliberation-missing",
    ],
    isIdempotent: true,
  }),
  ...omissionRoutes,
  ...feedbackRoutes,
  getDecision: route({
    id: "getDecision",
    method: "GET",
    path: "/decisions/{id}",
    summary: { zh: "查看决定及其依据", en: "Read a decision with the snapshot it follows from" },
    who: staff,
    params: ofDecision,
    /** The bytes of snapshot and decision as canonical JSON text, so that anybody can hash and replay them. */
    output: z.object({ record: DecisionRecord, snapshot: z.string(), decision: z.string() }),
    problems: ["not-found"],
  }),
  listDecisions: route({
    id: "listDecisions",
    method: "GET",
    path: "/rounds/{id}/decisions",
    summary: { zh: "列出本轮的决定", en: "List the decisions of a round" },
    who: staff,
    params: z.object({ id: RoundId }),
    output: z.object({ items: z.array(DecisionRecord) }),
    problems: ["not-found"],
  }),
};
