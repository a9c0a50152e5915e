import { handler } from "../../functions/reviews/api.ts";
import type { Attendance } from "../../shared/contract/attendance-record.ts";
import { reviews as routes } from "../../shared/contract/reviews.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";

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

interface Told {
  version?: number;
  present?: readonly { id: string }[];
  society?: Attendance["society"];
  reason?: string | null;
  heldAt?: string;
  at?: string;
  token?: string;
}

/** An officer records who was at the defence of an application. */
export const recording = async (
  application: { id: string; roundId: string },
  { version = 0, present = [], society = "presented", reason = null, ...told }: Told = {},
) =>
  answerTo(handler, routes.recordAttendance, {
    at: told.at ?? duringDefence,
    token: told.token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id: application.roundId },
    body: {
      items: [
        {
          applicationId: application.id,
          version,
          present: present.map(({ id }) => id),
          society,
          heldAt: told.heldAt ?? duringDefence,
          reason,
        },
      ],
    },
  });

/** Somebody else confirms it. */
export const confirming = async (
  application: { id: string; roundId: string },
  version: number,
  { at = duringDefence, token }: { at?: string; token?: string } = {},
) =>
  answerTo(handler, routes.confirmAttendance, {
    at,
    token: token ?? (await signedIn("supervisor")).token,
    headers: onceKey(),
    params: { id: application.roundId },
    body: { items: [{ applicationId: application.id, version }] },
  });

/** Who was there, said by one and confirmed by another. Gives the record. */
export async function attended(application: { id: string; roundId: string }, told: Told = {}) {
  const { body } = await recording(application, told);
  const confirmed = await confirming(application, body.items[0].version, told.at ? { at: told.at } : {});
  return confirmed.body.items[0] as Attendance;
}
