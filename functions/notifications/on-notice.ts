import { partnersOf, societyCodesOf, withPartners } from "../../shared/contract/partnership-record.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { announcedLetter, proposedLetter } from "./letters-result.ts";
import { aboutRound } from "./step-cause.ts";
import { type Owed, owe } from "./step-owe.ts";
import { registeredAmong } from "./step-registered.ts";

/** The proposed list goes to those on it, the result to everybody who stood in the round. */
async function lettersOf(event: EventOf<typeof noticePublished | typeof resultAnnounced>): Promise<Owed[]> {
  const notice = await notices.get({ id: event.payload.noticeId });
  if (!notice) throw new Error(`notice ${event.payload.noticeId} is unknown`);
  const round = await rounds.get({ id: notice.roundId });
  if (!round) throw new Error(`round ${notice.roundId} is unknown`);
  const { definition, about: ofRound } = await aboutRound(round);
  const { publicNotice, supplierRegistration: supplier } = definition;
  const { place } = publicNotice;
  const isResult = event.type === resultAnnounced.type;
  const tierOf = new Map(
    notice.tiers.flatMap(({ name, societies }) => societies.map((one) => [one.societyCode, name])),
  );
  const stood = (await applications.all(`round#${round.id}`)).filter(({ state }) => state === "SUBMITTED");
  const registered = isResult && supplier ? await registeredAmong(stood, event.at) : new Set();
  return stood.flatMap((application): Owed[] => {
    const { societyCode, societyNames } = application;
    const tier = tierOf.get(societyCode) ?? null;
    const about = { ...ofRound, society: withPartners(societyNames, partnersOf(application)) };
    const asked = registered.has(societyCode) ? null : supplier;
    const words = isResult
      ? announcedLetter(about, tier, { place, supplier: asked })
      : tier && proposedLetter(about, tier, { ...notice, place });
    if (words === null) return [];
    const template = isResult ? "announced" : "proposed";
    // Every society that stood in it, the partners of a joint application like its lead.
    return societyCodesOf(application).map((code) => ({
      ...{ template, words, roundId: round.id, group: `society#${code}`, roles: societyPeople },
    }));
  });
}

/** A list is shown or a result stands. */
export const handler = consume({
  service: "notifications",
  name: "on-notice",
  mode: "each",
  hears: [noticePublished, resultAnnounced],
  handle: async ({ event, now, commit, commitPart }) => {
    const parts = await owe(
      { id: event.id, at: now, correlationId: event.correlationId },
      await lettersOf(event),
    );
    for (const part of parts.slice(0, -1)) await commitPart(part);
    await commit(parts.at(-1) ?? { writes: [] });
  },
});
