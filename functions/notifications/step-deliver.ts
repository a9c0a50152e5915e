import { Problem } from "../../shared/contract/problems.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { errorWords, log } from "../../shared/runtime/log.ts";
import { sendMail } from "../../shared/runtime/mail.ts";
import { transact } from "../../shared/store/commit.ts";
import { members } from "../../shared/store/published/members.ts";
import { claimSeconds, letterAttempts } from "./claims.ts";
import { addressed, htmlOf } from "./html.ts";
import { dues, type Letter, letters } from "./records.ts";

/** Takes the letter for this attempt, or undefined when it is sent, given up, or in another's hands. */
async function claim(id: string, now: Instant): Promise<Letter | undefined> {
  const letter = await letters.get({ id });
  if (!letter || letter.state === "SENT" || letter.state === "FAILED") return undefined;
  const isHeld =
    letter.state === "CLAIMED" &&
    letter.claimedAt !== null &&
    letter.claimedAt > plusSeconds(now, -claimSeconds);
  if (isHeld) return undefined;
  const claimed: Letter = {
    ...letter,
    state: "CLAIMED",
    claimedAt: now,
    attempts: letter.attempts + 1,
    version: letter.version + 1,
  };
  try {
    await transact([letters.replace(claimed)]);
    return claimed;
  } catch (cause) {
    if (cause instanceof Problem && cause.code === "version-conflict") return undefined;
    throw cause;
  }
}

/** Writes what became of a claimed letter; the due mark goes with it. */
async function settle(
  claimed: Letter,
  outcome: Pick<Letter, "state" | "sentAt" | "messageId" | "failure">,
): Promise<void> {
  await transact([
    letters.replace({ ...claimed, ...outcome, version: claimed.version + 1 }),
    dues.remove({ letterId: claimed.id, owedAt: claimed.owedAt, version: 1 }),
  ]);
}

/**
 * Claim, send, record. A crash between the mail service's acceptance and the record is the only way to a second copy,
 * which then carries the same Letter-Id.
 */
export async function deliver(id: string, now: Instant): Promise<void> {
  const letter = await claim(id, now);
  if (!letter) return;
  const member = await members.get({ group: letter.group, personId: letter.personId });
  const none = { sentAt: null, messageId: null };
  if (!member || member.roles.length === 0)
    return settle(letter, { ...none, state: "FAILED", failure: "no-account" });
  const subject = wordsIn(letter.subject, member.language);
  const text = addressed(member.name, wordsIn(letter.text, member.language), member.language);
  const { correlationId } = letter;
  try {
    const messageId = await sendMail({
      letterId: id,
      to: member.mail,
      subject,
      text,
      html: htmlOf(subject, text, member.language),
      correlationId,
    });
    await settle(letter, { state: "SENT", sentAt: now, messageId, failure: null });
    log("info", "mail sent", { correlationId, aggregate: id });
  } catch (cause) {
    log("error", "mail failed", { correlationId, aggregate: id, error: errorWords(cause) });
    if (letter.attempts >= letterAttempts)
      await settle(letter, { ...none, state: "FAILED", failure: "not-accepted" });
    throw cause;
  }
}
