import {
  applicationReturned,
  applicationSubmitted,
  applicationWithdrawn,
  correctionOpened,
} from "../../shared/events/applications.ts";
import { eligibilityDetermined } from "../../shared/events/eligibility.ts";
import { expertAssigned } from "../../shared/events/experts.ts";
import type { EventContract, EventOf } from "../../shared/events/kit.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import {
  assignedLetter,
  correctionLetter,
  determinedLetter,
  type LetterWords,
  receiptLetter,
  returnedLetter,
  type Template,
  withdrawnLetter,
} from "./letters.ts";
import { applicationOf } from "./step-cause.ts";
import { type Owed, owe } from "./step-owe.ts";

const heard = [
  applicationSubmitted,
  applicationWithdrawn,
  applicationReturned,
  correctionOpened,
  eligibilityDetermined,
  expertAssigned,
] as const;

type Heard = EventOf<(typeof heard)[number]>;

const is = <E extends EventContract>(event: { type: string }, contract: E): event is EventOf<E> =>
  event.type === contract.type;

/** Who is told what of an event about one application. */
async function lettersOf(event: Heard): Promise<Owed[]> {
  const { application, about } = await applicationOf(event.payload.applicationId);
  const toSociety = (template: Template, words: LetterWords): Owed[] => [
    {
      template,
      words,
      roundId: application.roundId,
      group: `society#${application.societyCode}`,
      roles: societyPeople,
    },
  ];
  if (is(event, applicationSubmitted)) {
    // A later submission may stand by now: its own event brings its own receipt.
    const { receipt } = application;
    return receipt?.number === event.payload.receiptNumber
      ? toSociety("receipt", receiptLetter(about, receipt))
      : [];
  }
  if (is(event, applicationWithdrawn)) return toSociety("withdrawn", withdrawnLetter(about));
  if (is(event, applicationReturned)) {
    return toSociety("returned", returnedLetter(about, application.returnReasons, event.payload.until));
  }
  if (is(event, correctionOpened)) {
    const { kind, reasons, until } = event.payload;
    return toSociety(
      "correction",
      correctionLetter(
        about,
        kind,
        reasons.map((code) => ({ zh: code, en: code })),
        until,
      ),
    );
  }
  if (is(event, expertAssigned)) {
    const pair = await assignments.get(event.payload);
    if (!pair || pair.state === "RECUSED") return [];
    const group = `expert#${pair.expertId}`;
    return [
      {
        template: "assigned",
        words: assignedLetter(about, pair.locksAt),
        roundId: pair.roundId,
        group,
        roles: ["expert"],
      },
    ];
  }
  if (!is(event, eligibilityDetermined)) return [];
  const determination = await determinations.get({ applicationId: application.id });
  const isCleared = event.payload.decision === "cleared";
  return toSociety("determined", determinedLetter(about, isCleared, determination?.reason ?? ""));
}

/** Something happened to an application: the letters stand in the ledger before the first is sent. */
export const handler = consume({
  service: "notifications",
  name: "on-application",
  mode: "each",
  hears: heard,
  handle: async ({ event, now, commit, commitPart }) => {
    const parts = await owe(
      { id: event.id, at: now, correlationId: event.correlationId },
      await lettersOf(event),
    );
    for (const part of parts.slice(0, -1)) await commitPart(part);
    await commit(parts.at(-1) ?? { writes: [] });
  },
});
