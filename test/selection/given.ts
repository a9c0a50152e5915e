import { handler } from "../../functions/selection/api.ts";
import { type DecisionRecord, selection as routes } from "../../shared/contract/selection.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { answerTo } from "../asked.ts";
import { givenCleared, givenStanding } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { scoresOf, submitting } from "../reviews/given.ts";

export const afterLock = "2021-12-03T10:00:00.001Z";

const { scoring, timetable, tiers, selection } = cast2021;

/** The programme of 2021 in small: one place in each tier, one reserve, two experts, no defence, no deliberation asked. */
export const smallProgramme: ProgrammeDefinition = {
  ...cast2021,
  tiers: tiers.map((tier) => ({ ...tier, places: 1 })),
  selection: { ...selection, reserves: 1 },
  defence: null,
  timetable: { ...timetable, defence: null },
  scoring: {
    ...scoring,
    stages: scoring.stages
      .filter(({ id }) => id === "written")
      .map((one) => ({ ...one, weight: 100, minScores: 2 })),
    ties: { ...scoring.ties, chain: scoring.ties.chain.filter(({ kind }) => kind !== "stage") },
    ...(scoring.ranking && { ranking: { ...scoring.ranking, deliberation: "optional", draws: 200 } }),
  },
};

/** A cleared application that two experts have scored alike. */
export async function givenScored(round: Parameters<typeof givenCleared>[0], score: string) {
  const cleared = await givenCleared(round);
  const experts = [await givenStanding(cleared.application), await givenStanding(cleared.application)];
  for (const expert of experts) await submitting(cleared.application, expert, { scores: scoresOf(score) });
  return { ...cleared, experts };
}

export const proposing = async (
  round: { id: string },
  more: { token?: string; at?: string; headers?: Record<string, string> } = {},
) =>
  answerTo(handler, routes.proposeDecision, {
    at: more.at ?? afterLock,
    token: more.token ?? (await signedIn("officer")).token,
    headers: more.headers ?? onceKey(),
    params: { id: round.id },
  });

export const approving = async (
  { id, version, decisionHash }: Pick<DecisionRecord, "id" | "version" | "decisionHash">,
  more: { token?: string; headers?: Record<string, string> } = {},
) =>
  answerTo(handler, routes.approveDecision, {
    at: afterLock,
    token: more.token ?? (await signedIn("officer")).token,
    headers: more.headers ?? onceKey(),
    params: { id },
    body: { version, decisionHash },
  });

/** A decision with the texts that it follows from, as a supervisor reads it. */
export const reading = async ({ id }: Pick<DecisionRecord, "id">) =>
  answerTo(handler, routes.getDecision, {
    at: afterLock,
    token: (await signedIn("supervisor")).token,
    params: { id },
  });
