import type { EventOf } from "../../shared/events/kit.ts";
import {
  objectionAccepted,
  objectionDecided,
  revocationDecided,
  revocationProposed,
} from "../../shared/events/objections.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { revocations } from "../../shared/store/published/revocations.ts";
import type { About, LetterWords, Template } from "./letters.ts";
import {
  objectionAskedLetter,
  objectionDecidedLetter,
  revocationAskedLetter,
  revocationDecidedLetter,
} from "./letters-objection.ts";
import { applicationOf } from "./step-cause.ts";
import { oweFew } from "./step-owe.ts";

type Heard = EventOf<
  typeof objectionAccepted | typeof objectionDecided | typeof revocationProposed | typeof revocationDecided
>;

/** What the target is told; nothing when it has been told something newer. */
async function wordsFor(event: Heard, about: About): Promise<[Template, LetterWords] | undefined> {
  if (event.type === revocationProposed.type || event.type === revocationDecided.type) {
    const held = await revocations.get({ applicationId: event.payload.applicationId });
    if (!held) throw new Error(`revocation of ${event.payload.applicationId} is unknown`);
    if (event.type === revocationProposed.type)
      return ["revocation-asked", revocationAskedLetter(about, held)];
    const { decision } = event.payload;
    // A new proposal may have come since: it brings a letter of its own.
    if (held.version !== event.version) return undefined;
    const said = { isRevoked: decision === "revoked", reason: held.reason ?? "" };
    return ["revocation-decided", revocationDecidedLetter(about, said)];
  }
  const held = await objections.get({ id: event.payload.objectionId });
  if (!held) throw new Error(`objection ${event.payload.objectionId} is unknown`);
  const { question, statementBy, outcome } = held;
  if (event.type === objectionAccepted.type)
    return question === null || statementBy === null
      ? undefined
      : ["objection-asked", objectionAskedLetter(about, { question, statementBy })];
  return outcome === null
    ? undefined
    : ["objection-decided", objectionDecidedLetter(about, { ...held, outcome })];
}

/** Something is held against a society's application or place: it is asked, and told what came of it. */
export const handler = consume({
  service: "notifications",
  name: "on-objection",
  mode: "each",
  hears: [objectionAccepted, objectionDecided, revocationProposed, revocationDecided],
  handle: async ({ event, now, commit }) => {
    const { id, correlationId } = event;
    const { roundId, societyCode, applicationId } = event.payload;
    const { about } = await applicationOf(applicationId);
    const said = await wordsFor(event, about);
    if (!said) return commit({ writes: [] });
    const [template, words] = said;
    const to = { roundId, group: `society#${societyCode}`, roles: societyPeople };
    await commit(await oweFew({ id, at: now, correlationId }, [{ ...to, template, words }]));
  },
});
