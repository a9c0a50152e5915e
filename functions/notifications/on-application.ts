import { partnersOf } from "../../shared/contract/partnership-record.ts";
import { wordsOfReason } from "../../shared/contract/reasons.ts";
import {
  applicationReturned,
  applicationSubmitted,
  applicationWithdrawn,
  correctionOpened,
  deadlineMoved,
  dispensationRefused,
} from "../../shared/events/applications.ts";
import {
  appealAnswered,
  eligibilityDetermined,
  eligibilityReinstated,
} from "../../shared/events/eligibility.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { mailJoined, mailKept } from "../../shared/events/mails.ts";
import { supplierDecided } from "../../shared/events/rounds.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { appealDeadline } from "../../shared/programme/appeals.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { consume } from "../../shared/runtime/consume.ts";
import type { Write } from "../../shared/store/entity.ts";
import { appeals } from "../../shared/store/published/appeals.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { reinstatements } from "../../shared/store/published/reinstatements.ts";
import { nameOfItem, wordsOfItem } from "./items.ts";
import type { About, LetterWords, Template } from "./letters.ts";
import { deadlineMovedLetter, latePassRefusedLetter } from "./letters-deadline.ts";
import { appealAnsweredLetter, reinstatedLetter } from "./letters-eligibility.ts";
import { mailKeptLetter, mailRecordedLetter } from "./letters-mail.ts";
import { determinedLetter } from "./letters-review.ts";
import { correctionLetter, receiptLetter, returnedLetter, withdrawnLetter } from "./letters-submission.ts";
import { supplierDecidedLetter } from "./letters-supplier.ts";
import { ownDeadlines } from "./records.ts";
import { applicationOf } from "./step-cause.ts";
import { type Owed, oweFew } from "./step-owe.ts";

const heard = [
  applicationSubmitted,
  applicationWithdrawn,
  applicationReturned,
  correctionOpened,
  deadlineMoved,
  dispensationRefused,
  eligibilityDetermined,
  supplierDecided,
  appealAnswered,
  eligibilityReinstated,
  mailJoined,
  mailKept,
] as const;

type Heard = EventOf<(typeof heard)[number]>;

/** What came of a determination, if it still stands: after a return the next one speaks. */
async function determinedWords(
  event: EventOf<typeof eligibilityDetermined>,
  about: About,
  { timetable: { appeals: terms } }: ProgrammeDefinition,
) {
  const isCleared = event.payload.decision === "cleared";
  const held = await determinations.get({ applicationId: event.payload.applicationId });
  if (held?.state !== (isCleared ? "CLEARED" : "REJECTED")) return undefined;
  const { determinedAt, findings, reason } = held;
  const until = terms && determinedAt && appealDeadline(determinedAt, terms.workingDays, about.zone);
  const appealBy = isUnloaded(until) ? null : until;
  return determinedLetter(about, { isCleared, reason: reason ?? "", findings, appealBy });
}

/** The answer to an appeal, if it is still the last word on it. */
async function answeredWords(event: EventOf<typeof appealAnswered>, about: About) {
  const { applicationId, disqualifierCode: disqualifier, decision } = event.payload;
  const held = await appeals.get({ applicationId, disqualifier });
  const isUpheld = decision === "upheld";
  if (held?.state !== (isUpheld ? "UPHELD" : "DISMISSED")) return undefined;
  return appealAnsweredLetter(about, { isUpheld, fact: held.fact, reason: held.answer ?? "" });
}

async function reinstatedWords(event: EventOf<typeof eligibilityReinstated>, about: About) {
  const held = await reinstatements.get({ applicationId: event.payload.applicationId });
  return held?.state === "CONFIRMED" ? reinstatedLetter(about, held.reason) : undefined;
}

/** Who is told what of an event about one application. What an event says itself is taken from it: later ones have their own letters. */
async function lettersOf(event: Heard): Promise<Owed[]> {
  const { applicationId } = event.payload;
  // An extension that was not granted was asked for by nobody outside.
  if (applicationId === null) return [];
  const { application, definition, about } = await applicationOf(applicationId);
  const { roundId, societyCode } = application;
  const toSociety = (template: Template, words: LetterWords | undefined): Owed[] =>
    words ? [{ template, words, roundId, group: `society#${societyCode}`, roles: societyPeople }] : [];
  if (event.type === applicationSubmitted.type) {
    const { receiptNumber: number, arrivedAt, sha256, files } = event.payload;
    const named = files.map((file) => ({ name: nameOfItem(definition, file.kind), sha256: file.sha256 }));
    // The receipt that the event tells of, where no later one stands by now.
    const confirmedAt = application.receipt?.number === number ? application.receipt.confirmedAt : null;
    const { channel } = application;
    const partners = application.receipt?.number === number ? partnersOf(application) : [];
    const receipt = { number, channel, arrivedAt, confirmedAt, sha256, files: named, partners };
    const words = receiptLetter(about, receipt, definition.documents.paper);
    const toPartners = partners.map(({ societyCode: code }): Owed => {
      const to = { roundId, group: `society#${code}`, roles: societyPeople };
      return { ...to, template: "receipt", words };
    });
    return [...toSociety("receipt", words), ...toPartners];
  }
  if (event.type === mailJoined.type || event.type === mailKept.type) {
    const { channel = "mail", arrivedAt, confirmByAt: confirmBy, mailHash: sha256 } = event.payload;
    const mail = { channel, arrivedAt, confirmBy, sha256 };
    return event.type === mailJoined.type
      ? toSociety("mail-recorded", mailRecordedLetter(about, mail))
      : toSociety("mail-kept", mailKeptLetter(about, mail));
  }
  if (event.type === applicationWithdrawn.type) return toSociety("withdrawn", withdrawnLetter(about));
  if (event.type === applicationReturned.type) {
    const items = application.returnReasons.map((item) => wordsOfItem(definition, item));
    const { until } = event.payload;
    const isListedOnly = definition.timetable.returns.listedItemsOnly;
    return toSociety("returned", returnedLetter(about, { items, until, isListedOnly }));
  }
  if (event.type === correctionOpened.type) {
    const { kind, until } = event.payload;
    const reasons = event.payload.reasons.map(wordsOfReason);
    const file = nameOfItem(definition, kind);
    return toSociety("correction", correctionLetter(about, { file, reasons, until }));
  }
  if (event.type === deadlineMoved.type) {
    const { closesAt, category } = event.payload;
    const isSubmitted = application.state === "SUBMITTED";
    return toSociety("deadline-moved", deadlineMovedLetter(about, { closesAt, category, isSubmitted }));
  }
  if (event.type === dispensationRefused.type) {
    return event.payload.kind === "late-pass"
      ? toSociety("late-pass-refused", latePassRefusedLetter(about))
      : [];
  }
  if (event.type === supplierDecided.type) {
    const { supplierRegistration: asked } = definition;
    const isConfirmed = event.payload.decision === "confirmed";
    return asked ? toSociety("supplier-decided", supplierDecidedLetter(about, { isConfirmed, asked })) : [];
  }
  if (event.type === appealAnswered.type)
    return toSociety("appeal-answered", await answeredWords(event, about));
  if (event.type === eligibilityReinstated.type)
    return toSociety("reinstated", await reinstatedWords(event, about));
  return event.type === eligibilityDetermined.type
    ? toSociety("determined", await determinedWords(event, about, definition))
    : [];
}

/** A returned application, or one whose deadline moved, has a deadline of its own: it is reminded of as the round's is. */
const deadlineOf = (event: Heard): Write[] => {
  if (event.type === mailJoined.type) {
    const { roundId, confirmByAt: closesAt } = event.payload;
    return [ownDeadlines.overwrite({ roundId, closesAt, version: 1 })];
  }
  if (event.type !== applicationReturned.type && event.type !== deadlineMoved.type) return [];
  const { roundId } = event.payload;
  const closesAt = event.type === applicationReturned.type ? event.payload.until : event.payload.closesAt;
  return [ownDeadlines.overwrite({ roundId, closesAt, version: 1 })];
};

/** Something happened to an application: the letters stand in the ledger before the first is sent. */
export const handler = consume({
  service: "notifications",
  name: "on-application",
  mode: "each",
  hears: heard,
  handle: async ({ event, now, commit }) => {
    const { id, correlationId } = event;
    const { writes, facts } = await oweFew({ id, at: now, correlationId }, await lettersOf(event));
    await commit({ writes: [...writes, ...deadlineOf(event)], facts });
  },
});
