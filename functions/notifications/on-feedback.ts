import type { EventOf } from "../../shared/events/kit.ts";
import { resultAnnounced } from "../../shared/events/notices.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { figuresBy } from "./decided-figures.ts";
import { feedbackLetter } from "./letters-feedback.ts";
import { aboutRound } from "./step-cause.ts";
import { type Owed, owe } from "./step-owe.ts";

/**
 * To each society whose application the decision speaks of, with the first result of the list itself: whoever waits for an own
 * result reads the feedback from then on, too. Partners read it with their lead.
 */
async function lettersOf(event: EventOf<typeof resultAnnounced>): Promise<Owed[]> {
  const notice = await notices.get({ id: event.payload.noticeId });
  if (!notice) throw new Error(`notice ${event.payload.noticeId} is unknown`);
  if (notice.supplement !== null || notice.announcedAt !== event.at) return [];
  const { roundId, decisionId } = notice;
  const [round, decision] = await Promise.all([
    rounds.get({ id: roundId }),
    decisions.get({ id: decisionId }),
  ]);
  if (!round || !decision) throw new Error(`decision ${decisionId} is unknown`);
  const [{ definition, about }, text, all] = await Promise.all([
    aboutRound(round),
    textOf("documents", decision.decisionKey, decision.decisionVersionId),
    applications.all(`round#${roundId}`),
  ]);
  const says = definition.publicNotice.feedbackLetter;
  const figures = figuresBy(text);
  return all.flatMap(({ id, societyCode, societyNames: society }) => {
    const own = figures.get(id);
    if (own === undefined) return [];
    const words = feedbackLetter({ ...about, society }, says === "figures" ? own : null);
    return [
      {
        template: "feedback",
        roundId,
        group: `society#${societyCode}`,
        roles: societyPeople,
        words,
      } as const,
    ];
  });
}

/** The result is announced: everybody who took part hears that their feedback is there. */
export const handler = consume({
  service: "notifications",
  name: "on-feedback",
  mode: "each",
  hears: [resultAnnounced],
  handle: async ({ event, now, commitAll }) => {
    const cause = { id: event.id, at: now, correlationId: event.correlationId };
    await commitAll(await owe(cause, await lettersOf(event)));
  },
});
