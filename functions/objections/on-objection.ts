import type { Objection } from "../../shared/contract/objections.ts";
import { objectionDecided, objectionLodged, objectionRefused } from "../../shared/events/objections.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { sendMail } from "../../shared/runtime/mail.ts";
import { MailFailed } from "../../shared/runtime/mail-failed.ts";
import { transact } from "../../shared/store/commit.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { objectionLifecycle } from "./lifecycle.ts";
import { type About, objectorMail } from "./mails.ts";
import { objectors } from "./records.ts";

const aboutOf: Record<string, About> = {
  [objectionLodged.type]: "lodged",
  [objectionRefused.type]: "refused",
  [objectionDecided.type]: "decided",
};

/**
 * Who objects is written to from here and not by the ledger of letters, which officers read: their address leaves this service
 * with the mail alone. Each letter is noted with them, so that a second delivery sends none again.
 */
export const handler = consume({
  service: "objections",
  name: "on-objection",
  mode: "each",
  hears: [objectionLodged, objectionRefused, objectionDecided],
  handle: async ({ event, now, commit }) => {
    const { objectionId: id } = event.payload;
    const [held, objector] = await Promise.all([objections.get({ id }), objectors.get({ objectionId: id })]);
    const about = aboutOf[event.type];
    if (!held || !objector || about === undefined) throw new Error(`objection ${id} is unknown`);
    const { mail: to, language, told } = objector;
    if (!told.includes(about)) {
      const { subject, text } = objectorMail(about, held, objector);
      const words = { subject: wordsIn(subject, language), text: wordsIn(text, language), language };
      const { correlationId } = event;
      await sendMail({ letterId: `objection_${id}_${about}`, to, ...words, correlationId }).catch((cause) => {
        if (!(cause instanceof MailFailed) || cause.about === "service") throw cause;
        log("warn", "letter refused", { correlationId, aggregate: id, code: cause.code });
      });
      await transact([
        objectors.replace({ ...objector, told: [...told, about], version: objector.version + 1 }),
      ]);
    }
    const transition =
      about === "decided" ? transitionOf(objectionLifecycle, "reply", held.state) : undefined;
    if (!transition) return commit({ writes: [] });
    const next: Objection = {
      ...held,
      state: transition.to,
      repliedAt: now,
      stamps: [...held.stamps, { act: "reply", who: "system", when: now, reason: null }],
      version: held.version + 1,
    };
    await commit({ writes: [objections.replace(next, [stillIn(transition.from)])] });
  },
});
