import { namesOf } from "../../shared/contract/partnership-record.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { announcedLetter, proposedLetter } from "./letters-result.ts";
import { aboutRound } from "./step-cause.ts";
import { type Owed, owe, toSocieties } from "./step-owe.ts";
import { registeredAmong } from "./step-registered.ts";

/**
 * The proposed list and each change of it go to those on it, the result to everybody who stood in the round; whose place has
 * something open on it hears when it is announced.
 */
async function lettersOf(event: EventOf<typeof noticePublished | typeof resultAnnounced>): Promise<Owed[]> {
  const notice = await notices.get({ id: event.payload.noticeId });
  if (!notice) throw new Error(`notice ${event.payload.noticeId} is unknown`);
  const round = await rounds.get({ id: notice.roundId });
  if (!round) throw new Error(`round ${notice.roundId} is unknown`);
  const { definition, about: ofRound } = await aboutRound(round);
  const { publicNotice, supplierRegistration: supplier } = definition;
  const { place } = publicNotice;
  const all = (await applications.all(`round#${round.id}`)).filter(({ state }) => state === "SUBMITTED");
  const aboutOf = (application: (typeof all)[number]) => ({
    ...ofRound,
    society: namesOf(application),
  });
  if (event.type === noticePublished.type) {
    const tierOf = new Map(
      notice.tiers.flatMap(({ name, societies }) => societies.map((one) => [one.societyCode, name])),
    );
    return all.flatMap((application) => {
      const tier = tierOf.get(application.societyCode);
      if (!tier) return [];
      const words = proposedLetter(aboutOf(application), tier, { ...notice, place });
      return toSocieties(application, { template: "proposed", words });
    });
  }
  const now = notice.awards.filter(({ noticeVersion }) => noticeVersion === event.version);
  const nameOf = new Map(definition.tiers.map(({ id, name }) => [id, name]));
  const tierOf = new Map(now.map(({ societyCode, tier }) => [societyCode, nameOf.get(tier) ?? null]));
  const shown = new Set([
    ...notice.tiers.flatMap(({ societies }) => societies.map((one) => one.societyCode)),
    ...notice.pending,
  ]);
  // Who is not on the list hears so with the first result of the list itself.
  const isFirst = notice.supplement === null && notice.announcedAt === event.at;
  const told = all.filter(
    ({ societyCode }) => tierOf.has(societyCode) || (isFirst && !shown.has(societyCode)),
  );
  const registered = supplier ? await registeredAmong(told, event.at) : new Set();
  return told.flatMap((application) => {
    const { societyCode } = application;
    const asked = registered.has(societyCode) ? null : supplier;
    const tier = tierOf.get(societyCode) ?? null;
    const words = announcedLetter(aboutOf(application), tier, { place, supplier: asked });
    return toSocieties(application, { template: "announced", words });
  });
}

/** A list is shown or a result stands. */
export const handler = consume({
  service: "notifications",
  name: "on-notice",
  mode: "each",
  hears: [noticePublished, resultAnnounced],
  handle: async ({ event, now, commitAll }) => {
    const cause = { id: event.id, at: now, correlationId: event.correlationId };
    await commitAll(await owe(cause, await lettersOf(event)));
  },
});
