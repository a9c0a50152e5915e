import type { EventOf } from "../../shared/events/kit.ts";
import { paperBooked, paperCorrected, paperDecided, paperShort } from "../../shared/events/paper.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import type { PaperCopies } from "../../shared/programme/documents.ts";
import { consume } from "../../shared/runtime/consume.ts";
import type { About, LetterWords, Template } from "./letters.ts";
import { bookedLetter, correctedLetter, decidedLetter, shortLetter } from "./letters-paper.ts";
import { applicationOf } from "./step-cause.ts";
import { oweFew } from "./step-owe.ts";

const heard = [paperBooked, paperCorrected, paperShort, paperDecided] as const;

function wordsOf(
  event: EventOf<(typeof heard)[number]>,
  about: About,
  paper: PaperCopies,
): { template: Template; words: LetterWords } {
  switch (event.type) {
    case paperBooked.type:
      return { template: "paper-booked", words: bookedLetter(about, event.payload, paper) };
    case paperCorrected.type:
      return { template: "paper-corrected", words: correctedLetter(about, event.payload, paper) };
    case paperShort.type:
      return { template: "paper-short", words: shortLetter(about, event.payload, paper) };
    case paperDecided.type:
      return { template: "paper-decided", words: decidedLetter(about, event.payload) };
  }
}

/** Something came on paper, or did not: its society is told what lies there and what is short, as the event says. */
export const handler = consume({
  service: "notifications",
  name: "on-paper",
  mode: "each",
  hears: heard,
  handle: async ({ event, now, commit }) => {
    const { application, definition, about } = await applicationOf(event.payload.applicationId);
    const { paper } = definition.documents;
    if (paper === null) throw new Error(`round ${application.roundId} takes no paper`);
    const { id, correlationId } = event;
    const group = `society#${application.societyCode}`;
    const owed = {
      ...wordsOf(event, about, paper),
      roundId: application.roundId,
      group,
      roles: societyPeople,
    };
    await commit(await oweFew({ id, at: now, correlationId }, [owed]));
  },
});
