import { registrationDecided } from "../../shared/events/registrations.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { sendMail } from "../../shared/runtime/mail.ts";
import { MailFailed } from "../../shared/runtime/mail-failed.ts";
import { transact } from "../../shared/store/commit.ts";
import { registrations } from "./records.ts";
import { decisionMail } from "./registration-mails.ts";

/**
 * Who asked is told what came of it; of an approval both people are. They have no account that a letter of the ledger could
 * go to, so that each letter is noted on the request, and a second delivery sends none again.
 */
export const handler = consume({
  service: "rounds",
  name: "on-registration-decided",
  mode: "each",
  hears: [registrationDecided],
  handle: async ({ event, commit }) => {
    const { registrationId: id, decision } = event.payload;
    let held = await registrations.get({ id });
    if (!held) throw new Error(`registration ${id} is unknown`);
    const { filler, approver, language } = held;
    const { subject, text } = decisionMail(held);
    const { correlationId } = event;
    const readers = decision === "approved" ? [filler.mail, approver.mail] : [filler.mail];
    for (const [at, to] of readers.entries()) {
      if (held.told.includes(to)) continue;
      const words = { subject: wordsIn(subject, language), text: wordsIn(text, language), language };
      await sendMail({ letterId: `registration_${id}_${at}`, to, ...words, correlationId }).catch((cause) => {
        if (!(cause instanceof MailFailed) || cause.about === "service") throw cause;
        log("warn", "letter refused", { correlationId, aggregate: id, code: cause.code });
      });
      held = { ...held, told: [...held.told, to], version: held.version + 1 };
      await transact([registrations.replace(held)]);
    }
    await commit({ writes: [] });
  },
});
