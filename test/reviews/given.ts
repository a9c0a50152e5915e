import { handler } from "../../functions/reviews/api.ts";
import { reviews as routes } from "../../shared/contract/reviews.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";

export const duringReview = "2021-11-25T02:00:00.000Z";
export const duringDefence = "2021-12-07T02:00:00.000Z";

/** The same score for every criterion. */
export const scoresOf = (score: string, { scoring }: Pick<ProgrammeDefinition, "scoring"> = cast2021) =>
  Object.fromEntries(scoring.criteria.map(({ id }) => [id, score]));

interface Writing {
  version?: number;
  scores?: Record<string, string>;
  opinion?: string;
  stage?: "written" | "defence";
  at?: string;
  reason?: string;
  headers?: Record<string, string>;
}

const askedWith = (
  application: { id: string },
  expert: { token: string },
  { stage, at, version = 0, scores = scoresOf("80"), opinion = "同意" }: Writing,
) => ({
  at: at ?? (stage === "defence" ? duringDefence : duringReview),
  token: expert.token,
  params: { id: application.id },
  query: stage === undefined ? {} : { stage },
  body: { version, content: { scores, opinion } },
});

export const saving = (application: { id: string }, expert: { token: string }, writing: Writing = {}) =>
  answerTo(handler, routes.saveSheet, askedWith(application, expert, writing));

export const submitting = (application: { id: string }, expert: { token: string }, writing: Writing = {}) => {
  const { body, ...asked } = askedWith(application, expert, writing);
  return answerTo(handler, routes.submitSheet, {
    ...asked,
    headers: writing.headers ?? onceKey(),
    body: { ...body, ...(writing.reason !== undefined && { reason: writing.reason }) },
  });
};

export const listing = (application: { id: string }, reader: { token: string }, at = duringReview) =>
  answerTo(handler, routes.listSheets, { at, token: reader.token, params: { id: application.id } });
