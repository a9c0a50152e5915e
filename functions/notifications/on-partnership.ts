import type { EventOf } from "../../shared/events/kit.ts";
import {
  partnershipAgreed,
  partnershipAsked,
  partnershipDeclined,
  partnershipRemoved,
} from "../../shared/events/partnerships.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import type { LetterWords, Template } from "./letters.ts";
import { partnerAnsweredLetter, partnerAskedLetter, partnerRemovedLetter } from "./letters-partner.ts";
import { applicationOf } from "./step-cause.ts";
import { type Owed, oweFew } from "./step-owe.ts";

const heard = [partnershipAsked, partnershipAgreed, partnershipDeclined, partnershipRemoved] as const;

/** What is told of a partnership, if it is still so: a later event speaks for itself. */
async function lettersOf(event: EventOf<(typeof heard)[number]>): Promise<Owed[]> {
  const { applicationId, partnerCode, roundId } = event.payload;
  const held = await partnerships.get({ applicationId, societyCode: partnerCode });
  if (held?.version !== event.version) return [];
  const { application, about } = await applicationOf(applicationId);
  const owed = (code: string, template: Template, words: LetterWords): Owed[] => [
    { template, words, roundId, group: `society#${code}`, roles: societyPeople },
  ];
  switch (event.type) {
    case partnershipAsked.type:
      return owed(partnerCode, "partner-asked", partnerAskedLetter(about, held, application.closesAt));
    case partnershipRemoved.type: {
      const isWithdrawn = event.payload.causeCode === "withdrawn";
      return owed(partnerCode, "partner-removed", partnerRemovedLetter(about, held, isWithdrawn));
    }
    case partnershipAgreed.type: {
      const words = partnerAnsweredLetter(about, held, { hasAgreed: true, reason: null });
      return owed(held.leadCode, "partner-agreed", words);
    }
    case partnershipDeclined.type: {
      const words = partnerAnsweredLetter(about, held, { hasAgreed: false, reason: held.declined });
      return owed(held.leadCode, "partner-declined", words);
    }
  }
}

/** A society is asked to take part in another's application, answers, or is let go. */
export const handler = consume({
  service: "notifications",
  name: "on-partnership",
  mode: "each",
  hears: heard,
  handle: async ({ event, now, commit }) => {
    const { id, correlationId } = event;
    await commit(await oweFew({ id, at: now, correlationId }, await lettersOf(event)));
  },
});
