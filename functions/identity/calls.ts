import type { OwedLetter } from "../../shared/contract/second-ways.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import type { Call } from "./records.ts";

/** After so long without a word of its delivery a letter counts as not arrived. */
export const deliverySeconds = 600;
/** Of more letters to one person the newest are named. */
const mostOwed = 20;
/** Calls that a record keeps; the events keep all of them. */
const mostOutcomes = 20;

/** The Letter-Id of the letter with the code of an asking. */
export const letterIdOfCode = (askId: string): string => `code_${askId}`;
export const kindOf = (letterId: string): OwedLetter["kind"] =>
  letterId.startsWith("code_") ? "code" : "letter";

/** When an officer is to know of a letter: at once of a bounce, of silence when it has lasted. */
const dueOf = ({ why, since }: OwedLetter): Instant =>
  why === "undelivered" ? plusSeconds(since, deliverySeconds) : since;

/** The record with other letters, and when somebody is to be called for them: null when nothing is owed. */
const owing = (call: Call, owed: OwedLetter[]): Call => ({
  ...call,
  owed,
  dueAt: owed.map(dueOf).toSorted()[0] ?? null,
  version: call.version + 1,
});

/** The letters for which somebody is to be called by now. */
export const owedBy = ({ owed }: Pick<Call, "owed">, now: Instant): OwedLetter[] =>
  owed.filter((one) => dueOf(one) <= now);

/** Of somebody who was never to be called. */
export const noCall = (personId: Call["personId"]): Call => ({
  personId,
  owed: [],
  dueAt: null,
  outcomes: [],
  version: 0,
});

/**
 * The record with one more letter that has not arrived; undefined when that is known, or was settled by a call: the mail
 * service tells some things twice. What is known worse than silence replaces it.
 */
export function withOwed(call: Call, letter: OwedLetter): Call | undefined {
  const { owed, outcomes } = call;
  const known = owed.find(({ letterId }) => letterId === letter.letterId);
  if (known?.why === letter.why || (known && letter.why === "undelivered")) return undefined;
  if (outcomes.some(({ letterIds }) => letterIds.includes(letter.letterId))) return undefined;
  const others = owed.filter((one) => one !== known);
  return owing(call, [...others, letter].slice(-mostOwed));
}

/**
 * The record without a letter that has arrived; undefined when it did not wait for it. A server may take a letter and send
 * it back later: what bounced or was complained of stays.
 */
export function withoutDelivered(call: Call, letterId: string): Call | undefined {
  const owed = call.owed.filter((one) => one.letterId !== letterId || one.why !== "undelivered");
  return owed.length < call.owed.length ? owing(call, owed) : undefined;
}

/** The record after a call: whatever was owed then is settled by it. */
export function afterCall(
  call: Call,
  outcome: Omit<Call["outcomes"][number], "letterIds">,
): { made: Call["outcomes"][number]; next: Call } {
  const made = { ...outcome, letterIds: call.owed.map(({ letterId }) => letterId) };
  const outcomes = [...call.outcomes, made].slice(-mostOutcomes);
  return { made, next: owing({ ...call, outcomes }, []) };
}
