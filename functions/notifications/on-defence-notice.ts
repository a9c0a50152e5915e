import { namesOf } from "../../shared/contract/partnership-record.ts";
import { defenceNoticeApproved } from "../../shared/events/defence-notices.ts";
import { eligibilityReinstated } from "../../shared/events/eligibility.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { keptFromDefence } from "../../shared/store/published/blocks.ts";
import { noticeInForce } from "../../shared/store/published/defence-notices.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { defenceNoticeLetter, keptOutLetter } from "./letters-defence-notice.ts";
import { aboutRound, applicationOf } from "./step-cause.ts";
import { defendersOf } from "./step-defenders.ts";
import { type Owed, owe, toSocieties } from "./step-owe.ts";

/**
 * The notice goes to all that defend; who is eligible only after it was sent gets it then. Whom something keeps from the defence
 * is told what, and what to do, and not that it defends. One that a newer notice has
 * replaced already brings no letter: the newer one brings its own.
 */
async function lettersOf(
  event: EventOf<typeof defenceNoticeApproved | typeof eligibilityReinstated>,
): Promise<Owed[]> {
  const isReinstated = event.type === eligibilityReinstated.type;
  const one = isReinstated ? await applicationOf(event.payload.applicationId) : null;
  const roundId = one ? one.application.roundId : event.payload.roundId;
  const notice = await noticeInForce(roundId);
  if (event.type === defenceNoticeApproved.type && notice?.number !== event.payload.noticeNumber) return [];
  if (!notice) return [];
  const round = await rounds.get({ id: roundId });
  if (!round) throw new Error(`round ${roundId} is unknown`);
  const { definition, about } = await aboutRound(round);
  if (definition.defence === null) return [];
  const all = one ? [one.application] : await defendersOf(roundId, definition.defence);
  const kept = await keptFromDefence(all, definition);
  return all.flatMap((application) => {
    const of = { ...about, society: namesOf(application) };
    const because = kept.get(application.id);
    const words = because ? keptOutLetter(of, { because, ...notice }) : defenceNoticeLetter(of, notice);
    return toSocieties(application, { template: "defence-notice", words });
  });
}

/** A notice of the defence is approved, or somebody comes to it late. */
export const handler = consume({
  service: "notifications",
  name: "on-defence-notice",
  mode: "each",
  hears: [defenceNoticeApproved, eligibilityReinstated],
  handle: async ({ event, now, commitAll }) => {
    const cause = { id: event.id, at: now, correlationId: event.correlationId };
    await commitAll(await owe(cause, await lettersOf(event)));
  },
});
