import { randomInt } from "node:crypto";
import middy from "@middy/core";
import * as z from "zod";
import { RegistrationId } from "../../shared/kernel/ids.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { epochOf, plusSeconds } from "../../shared/kernel/time.ts";
import { log } from "../../shared/runtime/log.ts";
import { sendMail } from "../../shared/runtime/mail.ts";
import { MailFailed } from "../../shared/runtime/mail-failed.ts";
import { transact } from "../../shared/store/commit.ts";
import { type RegistrationCode, registrationCodes, registrations } from "./records.ts";
import { proofCodeOf, proofCodes, proofSeconds, proofTries } from "./registration.ts";
import { proofMail } from "./registration-mails.ts";
import { hashOfProof } from "./step-registration.ts";

/** What `requestRegistration` hands over: that a code is wanted, never the code. */
const ProofAsked = z.object({ registrationId: RegistrationId, correlationId: z.string() });

/** A code is made, kept as its hash and mailed by this one function; a second call after a failure makes another. */
export const handler = middy<unknown, void>().handler(async (handed) => {
  const { registrationId, correlationId } = ProofAsked.parse(handed);
  const [asked, held] = await Promise.all([
    registrations.get({ id: registrationId }),
    registrationCodes.get({ registrationId }),
  ]);
  if (!asked || held?.isMailed) return;
  const code = proofCodeOf(randomInt(proofCodes));
  const expiresAt = plusSeconds(asked.askedAt, proofSeconds);
  const kept: RegistrationCode = {
    registrationId,
    codeHash: hashOfProof(registrationId, code),
    expiresAt,
    triesLeft: proofTries,
    isMailed: false,
    expiresAtSeconds: Math.ceil(epochOf(expiresAt) / 1000),
    version: (held?.version ?? 0) + 1,
  };
  await transact([held ? registrationCodes.replace(kept) : registrationCodes.create(kept)]);
  const { subject, text } = proofMail(code, proofSeconds / 60);
  const { language } = asked;
  try {
    await sendMail({
      letterId: `code_${registrationId}`,
      to: asked.filler.mail,
      ...{ subject: wordsIn(subject, language), text: wordsIn(text, language), language, correlationId },
    });
  } catch (cause) {
    // An address that takes no letter proves nothing; what passes by itself is tried again.
    if (!(cause instanceof MailFailed) || cause.about === "service") throw cause;
    return log("warn", "code refused", { correlationId, aggregate: registrationId, code: cause.code });
  }
  await transact([registrationCodes.replace({ ...kept, isMailed: true, version: kept.version + 1 })]);
});
