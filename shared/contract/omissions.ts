import * as z from "zod";
import { ApplicationId, ExpertId, OmissionId, RoundId } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Stage } from "../programme/scoring.ts";
import { route } from "./kit.ts";
import { ScoreGroups } from "./score-groups.ts";

export const OmissionState = z.enum(["PROPOSED", "APPROVED", "REFUSED"]);
export type OmissionState = z.infer<typeof OmissionState>;

/** Which score is to be left out of the ranking, and why. */
export const OmissionContent = z.object({
  applicationId: ApplicationId,
  stage: Stage.shape.id,
  expertId: ExpertId,
  reason: z.string().trim().min(1).max(2000),
});

const Standing = z.object({ rank: z.int().positive(), composite: z.string() });

/** A score left out: the sheet stays in the history and in the snapshot, marked, and counts for nothing. */
export const Omission = OmissionContent.extend({
  id: OmissionId,
  roundId: RoundId,
  state: OmissionState,
  /** Where the application stands with the score and without it, as the scores stood when it was proposed. */
  before: Standing,
  after: Standing,
  /** Every application whose rank it changes. */
  moved: z.array(
    z.object({ applicationId: ApplicationId, before: z.int().positive(), after: z.int().positive() }),
  ),
  proposedBy: z.string(),
  proposedAt: Instant,
  concludedBy: z.string().nullable(),
  concludedAt: Instant.nullable(),
  remark: z.string().nullable(),
  version: z.int().positive(),
});
export type Omission = z.infer<typeof Omission>;

/** How the scores of an application lie in a stage, strictness taken away: what a person may want to look at. */
export const ScoreFlag = z.object({
  applicationId: ApplicationId,
  stage: Stage.shape.id,
  /** Highest less lowest, and the standard deviation by that of the noise. */
  range: z.string(),
  dispersion: z.string(),
  isDispersed: z.boolean(),
  /** How far each score lies from the others', in standard deviations; the farthest is the outlier, if it is beyond the limit. */
  sheets: z.array(z.object({ expertId: ExpertId, apart: z.string(), isOutlier: z.boolean() })),
});
export type ScoreFlag = z.infer<typeof ScoreFlag>;

const ofRound = z.object({ id: RoundId });

export const omissionRoutes = {
  previewRanking: route({
    id: "previewRanking",
    method: "GET",
    path: "/rounds/{id}/ranking",
    summary: {
      zh: "预览评分锁定后的排序及需复核的评分",
      en: "The ranking as it would be now that scores are locked, and scores to look at",
    },
    who: ["officer"],
    params: ofRound,
    /** The canonical text of the decision that would follow, and flags where the programme asks for them. */
    output: z.object({
      decision: z.string(),
      flags: z.array(ScoreFlag),
      /** Where the panel has to be odd: applications with an even number of written scores that count. */
      evenPanels: z.array(z.object({ applicationId: ApplicationId, sheets: z.int() })),
      /**
       * By stage, where the programme asks for a model: which groups of applications can be compared, how well, and pairs across a line
       * within noise (by their ranks) that nothing joins.
       */
      groups: z.array(
        ScoreGroups.extend({
          stage: Stage.shape.id,
          unjoined: z.array(
            z.object({ tier: z.string(), above: z.int().positive(), below: z.int().positive() }),
          ),
        }),
      ),
    }),
    problems: ["not-found", "reviews-open", "reviews-missing", "attendance-open", "examination-open"],
  }),
  proposeOmission: route({
    id: "proposeOmission",
    method: "POST",
    path: "/rounds/{id}/omissions",
    summary: {
      zh: "提出剔除一份评分，列出剔除前后的名次",
      en: "Propose to leave a score out; shows the ranking before and after",
    },
    who: ["officer"],
    params: ofRound,
    body: OmissionContent,
    output: Omission,
    status: 201,
    problems: [
      "not-found",
      "reviews-open",
      "reviews-missing",
      "attendance-open",
      "examination-open",
      "wrong-state",
    ],
    isIdempotent: true,
  }),
  concludeOmission: route({
    id: "concludeOmission",
    method: "POST",
    path: "/rounds/{id}/omissions/{omissionId}/conclusion",
    summary: {
      zh: "批准或不批准剔除评分（须由另一人办理）",
      en: "Approve or refuse that a score is left out; a second officer does it",
    },
    who: ["officer"],
    params: ofRound.extend({ omissionId: OmissionId }),
    body: z.object({
      version: z.int().positive(),
      conclusion: z.enum(["approved", "refused"]),
      remark: z.string().trim().min(1).max(2000),
    }),
    output: Omission,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "second-person-required",
      "reviews-missing",
      "attendance-open",
      "examination-open",
    ],
    isIdempotent: true,
  }),
  listOmissions: route({
    id: "listOmissions",
    method: "GET",
    path: "/rounds/{id}/omissions",
    summary: { zh: "列出剔除评分的记录", en: "List the scores left out, proposed or refused" },
    who: staff,
    params: ofRound,
    output: z.object({ items: z.array(Omission) }),
    problems: ["not-found"],
  }),
};
