import { handler } from "../../functions/defence/api.ts";
import { handler as onDefence } from "../../functions/notifications/on-defence.ts";
import { type Letter, letters } from "../../functions/notifications/records.ts";
import { defence as routes } from "../../shared/contract/defence.ts";
import type { DefenceTimetable } from "../../shared/contract/defence-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { defenceTimetableApproved } from "../../shared/events/defence.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { answerTo } from "../asked.ts";
import { givenCleared, givenExpert } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenPair } from "../notifications/given.ts";
import { lastFact, tell } from "../told.ts";
import { session } from "./given-laying.ts";

/** A week before the defence, and a Monday. */
export const inGoodTime = "2021-11-29T02:00:00.000Z";
/** The Friday before it. */
export const tooShortly = "2021-12-03T02:00:00.000Z";

/** The call of 2021 with one expert in a session, so that a few make a round; or one that differs besides. */
export const defending = (given: Partial<NonNullable<ProgrammeDefinition["defence"]>> = {}) => ({
  ...cast2021,
  defence: cast2021.defence && { ...cast2021.defence, panelSize: 1, chair: null, ...given },
});

export type Id = keyof typeof routes;
type By = { token: string } | undefined;

/** A request on a route of the defence. */
export const asking = (
  id: Id,
  of: string,
  by: By,
  { at = inGoodTime, body, query }: { at?: string; body?: unknown; query?: Record<string, string> } = {},
) =>
  answerTo(handler, routes[id], {
    ...{ at, headers: onceKey(), params: { id: of } },
    ...(by && { token: by.token }),
    ...(body !== undefined && { body }),
    ...(query && { query }),
  });

/** What stands in the way of a timetable since it was laid. */
export const obstaclesOf = async (id: string) =>
  (await asking("getDefenceTimetable", id, await signedIn("officer"), { query: { obstacles: "since" } })).body
    .obstacles;

/** A draw that an officer has opened and, unless told, drawn. */
export async function givenDraw(round: Round, { isDrawn = true } = {}) {
  const officer = await signedIn("officer");
  const { body } = await asking("openDefenceDraw", round.id, officer);
  if (!isDrawn) return { officer, draw: body };
  const drawn = await asking("drawDefence", round.id, officer, { body: { version: body.version } });
  return { officer, draw: drawn.body };
}

/** A session of the call's first day, with experts as they are in the pool. */
export const sitting = (
  key: string,
  quarters: readonly [number, number],
  experts: readonly { id: string }[],
  given: { place?: string } = {},
) => ({ ...session(key, quarters, given), experts: experts.map(({ id }) => id) });

/** A timetable as an officer proposes it. */
export const proposing = (
  round: Round,
  sessions: readonly object[],
  { by, at, because }: { by?: { token: string }; at?: string; because?: string } = {},
) =>
  (async () =>
    asking("proposeDefenceTimetable", round.id, by ?? (await signedIn("officer")), {
      ...(at && { at }),
      body: { sessions, ...(because && { shortNoticeBecause: because }) },
    }))();

/** As a second officer approves it. */
export const approving = async (
  { id, version, timetableHash }: DefenceTimetable,
  { by, at }: { by?: { token: string }; at?: string } = {},
) =>
  asking("approveDefenceTimetable", id, by ?? (await signedIn("officer")), {
    ...(at && { at }),
    body: { version, timetableHash },
  });

/** A timetable that holds, and of which everybody has been told. */
export async function standing(
  round: Round,
  sessions: readonly object[],
  given: { at?: string; because?: string } = {},
): Promise<DefenceTimetable> {
  const proposed = await proposing(round, sessions, given);
  if (proposed.status !== 201) throw new Error(JSON.stringify(proposed.body));
  const { body } = await approving(proposed.body, given);
  await tell(onDefence, await lastFact(defenceTimetableApproved, body.id));
  return body;
}

/** Letters that a round's defence has owed, by template and reader. */
export async function toldOf(round: Round): Promise<Letter[]> {
  const all = await letters.all(`round#${round.id}`);
  return all.filter(({ template }) => template === "defence-slot" || template === "defence-sessions");
}

/** Experts are assigned to applications. */
export async function assigned(
  round: Round,
  cleared: readonly Awaited<ReturnType<typeof givenCleared>>[],
  experts: readonly { id: ExpertId }[],
) {
  for (const { application } of cleared)
    for (const { id: expertId } of experts) await givenPair(round, application, { expertId });
}

/** Applications that are cleared, and experts of the pool who are assigned to each of them. */
export async function givenField(round: Round, many: number, experts: number) {
  const cleared = [];
  for (let number = 0; number < many; number++) cleared.push(await givenCleared(round));
  const pool = [];
  for (let number = 0; number < experts; number++) pool.push(await givenExpert());
  await assigned(round, cleared, pool);
  return { cleared, pool };
}
