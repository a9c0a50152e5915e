import { Problem } from "../../shared/contract/problems.ts";
import { addressRefused } from "../../shared/events/notifications.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { log } from "../../shared/runtime/log.ts";
import { sendMail, tellsOfDelivery } from "../../shared/runtime/mail.ts";
import { MailFailed } from "../../shared/runtime/mail-failed.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { type Member, members } from "../../shared/store/published/members.ts";
import { addressed } from "./addressed.ts";
import { claimSeconds } from "./claims.ts";
import { type LetterAct, letterLifecycle } from "./lifecycle.ts";
import { dues, type Letter, letters } from "./records.ts";
import { awaitedNoMore } from "./step-awaited.ts";

/** What became of an attempt. `left`: nothing to do now; it is settled, in another's hands, or has no reader yet. */
export type Attempt = "sent" | "refused" | "failed" | "left";

interface Delivering {
  now: Instant;
  commit: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
}

/** A letter that waits, and that no living sender has in hand. */
function isFree({ state, claimedAt }: Letter, now: Instant): boolean {
  if (state === "OWED") return true;
  return state === "CLAIMED" && claimedAt !== null && claimedAt <= plusSeconds(now, -claimSeconds);
}

/** The reader as identity knows them now; of a letter that waits for an account, the one of its group. */
async function readerOf({ group, personId }: Letter): Promise<Member | undefined> {
  if (personId !== null) return members.get({ group, personId });
  const people = await members.list(group);
  return people.find(({ roles }) => roles.length > 0) ?? people[0];
}

/** The line of the table by which a letter moves on. @throws when there is none */
function lineOf(act: LetterAct, { id, state }: Letter): Transition<Letter["state"]> {
  const transition = transitionOf(letterLifecycle, act, state);
  if (!transition) throw new Error(`the letter ${id} is ${state}: it knows no ${act}`);
  return transition;
}

/** Takes the letter for this attempt, or undefined when another has. */
async function claim(letter: Letter, { now, commit }: Delivering): Promise<Letter | undefined> {
  const { attempts, version } = letter;
  const { to: state, from } = lineOf("claim", letter);
  const claimed: Letter = {
    ...letter,
    ...{ state, claimedAt: now, attempts: attempts + 1, version: version + 1 },
  };
  try {
    await commit({ writes: [letters.replace(claimed, [stillIn(from)])] });
    return claimed;
  } catch (cause) {
    if (cause instanceof Problem && cause.code === "version-conflict") return undefined;
    throw cause;
  }
}

type Outcome = { act: LetterAct } & Pick<Letter, "sentAt" | "messageId" | "failure">;
const givenUp = (failure: string): Outcome => ({ act: "give-up", sentAt: null, messageId: null, failure });

/** Writes what became of a claimed letter, and says so in the log; the due mark goes with it. */
async function settle(
  claimed: Letter,
  { act, ...outcome }: Outcome,
  { commit }: Delivering,
  facts: Fact[] = [],
): Promise<void> {
  const { id: aggregate, owedAt, version, correlationId } = claimed;
  const { to: state, from } = lineOf(act, claimed);
  const isTaken = outcome.failure === null;
  const isTold = isTaken && tellsOfDelivery();
  const noMore = isTold ? { writes: [], facts: [] } : await awaitedNoMore(aggregate, { isTaken });
  const writes = [
    letters.replace({ ...claimed, ...outcome, state, version: version + 1 }, [stillIn(from)]),
    dues.remove({ letterId: aggregate, owedAt, version: 1 }),
    ...noMore.writes,
  ];
  await commit({ writes, facts: [...facts, ...noMore.facts] });
  if (outcome.failure === null) log("info", "mail sent", { correlationId, aggregate });
  else log("warn", "mail given up", { correlationId, aggregate, code: outcome.failure });
}

const refusal = ({ id, version }: Letter, { personId }: Member): Fact =>
  fact(addressRefused, { aggregateId: id, version: version + 1, payload: { letterId: id, personId } });

/** Hands the letter over in the reader's language. @returns the mail service's id, or its failure */
async function send(
  { id, subject, text, correlationId }: Letter,
  reader: Member,
): Promise<string | MailFailed> {
  const { name, language, mail } = reader;
  const portal = process.env.LINXUAN_ORIGIN ?? "";
  return sendMail({
    letterId: id,
    to: mail,
    subject: wordsIn(subject, language),
    text: addressed(wordsIn(text, language), { name, language, portal }),
    language,
    correlationId,
  }).catch((cause: unknown) => {
    if (cause instanceof MailFailed) return cause;
    throw cause;
  });
}

/**
 * Claim, send, record. A crash between the mail service's acceptance and the record is the only way to a second copy,
 * which then carries the same Letter-Id. What the mail service refuses for good is given up and seen in the ledger; after
 * any other failure the claim stands, and the sweep sends the letter again when it has run out.
 */
export async function deliver(letterId: string, delivering: Delivering): Promise<Attempt> {
  const letter = await letters.get({ id: letterId });
  if (!letter || !isFree(letter, delivering.now)) return "left";
  const reader = await readerOf(letter);
  if (!reader && letter.personId === null) return "left";
  const claimed = await claim(letter, delivering);
  if (!claimed) return "left";
  if (!reader || (reader.roles.length === 0 && !letter.isPersonal)) {
    await settle({ ...claimed, personId: reader?.personId ?? null }, givenUp("no-account"), delivering);
    return "refused";
  }
  const named = { ...claimed, personId: reader.personId };
  const sent = await send(named, reader);
  if (!(sent instanceof MailFailed)) {
    const outcome: Outcome = { act: "record-sent", sentAt: delivering.now, messageId: sent, failure: null };
    await settle(named, outcome, delivering);
    return "sent";
  }
  if (sent.about === "service") {
    const { id: aggregate, correlationId } = named;
    log("error", "mail failed", { correlationId, aggregate, code: sent.code });
    return "failed";
  }
  const facts = sent.about === "address" ? [refusal(named, reader)] : [];
  await settle(named, givenUp(sent.code), delivering, facts);
  return "refused";
}
