import type { Application, applications as routes } from "../../shared/contract/applications.ts";
import { mailReasons } from "../../shared/contract/mail-reasons.ts";
import type { Mail, MailRecording } from "../../shared/contract/mail-record.ts";
import { uploadSeconds } from "../../shared/files/limits.ts";
import { MailId, PersonId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { type Language, wordsIn } from "../../shared/kernel/text.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { quarantineForm } from "../../shared/runtime/quarantine-form.ts";
import { asRead, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { recommendedLists } from "../../shared/store/published/recommended-lists.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { usccCorrections } from "../../shared/store/published/uscc-corrections.ts";
import { entryRouteOf, isRecommendedBy } from "./entry.ts";
import { mailLifecycle } from "./lifecycle.ts";
import { mailKeyOf } from "./mail-keys.ts";
import {
  arrivalFault,
  cameAt,
  confirmUntil,
  isLapsed,
  needsSecondPerson,
  termsOf,
} from "./mail-recording.ts";
import { mailReadings, unreadMail } from "./records.ts";
import { arrivedBy, changedMail, freshMail, isForReader, mailFor, recordedFact } from "./step-mail.ts";
import { applicationOf, opened, openedFact } from "./step-open.ts";
import { leadFree } from "./step-partner-claims.ts";

type Routes = typeof routes;

export async function handInMail(call: Call<Routes["handInMail"]>) {
  const { roundId, societyCode } = call.params;
  const [round, society] = await Promise.all([
    rounds.get({ id: roundId }),
    societies.get({ code: societyCode }),
  ]);
  if (!round || !society || round.state === "DRAFT") throw call.refuse("not-found");
  const { mail: channel } = (await definitionOf(round)).channels;
  if (!channel) throw call.refuse("channel-not-offered");
  const { name, bytes, sha256 } = call.body;
  if (bytes > channel.maxBytes) throw call.refuse("file-too-large", { maxBytes: channel.maxBytes });
  const id = MailId.parse(call.newId("mail"));
  const about = { id, roundId, societyCode, handedInBy: PersonId.parse(call.actor.id), handedInAt: call.now };
  const mail: Mail = {
    ...freshMail({ ...about, definitionHash: round.definitionHash }),
    ...{ channel: "mail", handOver: null, name, bytes, sha256, key: mailKeyOf(about) },
  };
  const post = await quarantineForm({ ...mail, contentType: "message/rfc822" }, uploadSeconds);
  const answer = { mail, post, expiresAt: plusSeconds(call.now, uploadSeconds) };
  return call.commit({ writes: [mails.create(mail), mailReadings.create(unreadMail(mail))], answer });
}

export async function recordMail(call: Call<Routes["recordMail"]>) {
  const { roundId, societyCode, mailId: id } = call.params;
  const { arrivedAt, reason, version } = call.body;
  const [{ mail }, round, society, correction, list] = await Promise.all([
    mailFor("join", { roundId, societyCode, id }, version),
    rounds.get({ id: roundId }),
    societies.get({ code: societyCode }),
    usccCorrections.get({ societyCode }),
    recommendedLists.get({ roundId }),
  ]);
  if (!round || !society || !mail.read) throw call.refuse("not-found");
  const definition = await definitionOf(round);
  const terms = termsOf(definition.channels, mail);
  if (!terms) throw call.refuse("channel-not-offered");
  if (needsSecondPerson(mail, call.actor.id)) throw call.refuse("second-person-required");
  const { fromAt } = definition.timetable.review;
  if (call.now >= fromAt) throw call.refuse("wrong-state", { reviewOpensAt: fromAt });
  const fault = arrivalFault({ arrivedAt, reason }, cameAt(mail), call.now);
  if (fault) throw call.refuse("arrival-unfounded", { fault, receivedAt: cameAt(mail) });
  if (arrivedAt < round.opensAt) throw call.refuse("not-open-yet", { opensAt: round.opensAt });
  const own = await applicationOf(society, roundId, correction);
  const dueAt = own && own.closesAt > round.closesAt ? own.closesAt : round.closesAt;
  const late = () => call.refuse("deadline-passed", { closesAt: dueAt, arrivedAt });
  if (arrivedAt > dueAt) throw late();
  const confirmBy = confirmUntil(terms, definition, { now: call.now, dueAt });
  if (isUnloaded(confirmBy)) throw call.refuse("calendar-unloaded", { year: confirmBy.unloaded });
  const given = { arrivedAt, reason, recordedBy: PersonId.parse(call.actor.id), recordedAt: call.now };
  const done = (recording: MailRecording, act: "join" | "keep", writes: Write[], opening?: Application) => {
    const transition = transitionOf(mailLifecycle, act, mail.state);
    if (!transition) throw call.refuse("wrong-state", { state: mail.state });
    const next: Mail = { ...mail, state: transition.to, recording, version: mail.version + 1 };
    return call.commit({
      writes: [changedMail(next, transition), ...writes],
      facts: [...(opening ? [openedFact(opening)] : []), recordedFact(next, recording)],
      answer: next,
    });
  };
  if (own) {
    const stands = applications.check({ id: own.id }, [asRead(own)], (held) =>
      call.refuse("version-conflict", { version: held?.version }),
    );
    return done({ applicationId: own.id, dueAt, confirmBy, ...given }, "keep", [stands]);
  }
  const route = entryRouteOf(definition, { isRecommended: isRecommendedBy(list, society) });
  if (route === null) throw call.refuse("round-not-open");
  const free = await leadFree(definition, society, { roundId, correction });
  const { application, writes } = await opened(
    {
      ...{ round, society, correction, route, free, who: call.actor.id, now: call.now, newId: call.newId },
      mailed: { ...arrivedBy(mail, { arrivedAt, dueAt }), closesAt: confirmBy },
    },
    // The society began one of its own meanwhile: read again, this mail is a record only.
    () => call.refuse("version-conflict", { version: mail.version }),
  );
  const inTime = rounds.check({ id: roundId }, [{ field: "closesAt", is: ">=", to: arrivedAt }], late);
  const recording = { applicationId: application.id, dueAt, confirmBy, ...given };
  return done(recording, "join", [...writes, inTime], application);
}

/** A mail as a reader sees it. */
const shown = (mail: Mail, { language, now }: { language: Language; now: Instant }) => ({
  ...mail,
  unreadable: mail.unreadable && {
    ...mail.unreadable,
    what: wordsIn(mailReasons[mail.unreadable.code].what, language),
    cure: wordsIn(mailReasons[mail.unreadable.code].cure, language),
  },
  isLapsed: isLapsed(mail, now),
});

export async function listMails(call: Call<Routes["listMails"]>) {
  const { items, cursor } = await mails.page(`round#${call.params.roundId}`, call.query);
  return { items: items.map((mail) => shown(mail, call)), cursor };
}

export async function listSocietyMails(call: Call<Routes["listSocietyMails"]>) {
  const { roundId, societyCode } = call.params;
  const { roles, societyCode: own } = call.actor;
  const isStaff = roles.includes("officer") || roles.includes("supervisor");
  if (!isStaff && own !== societyCode) throw call.refuse("not-found");
  const held = await mails.list(`${roundId}#${societyCode}`);
  const seen = held.filter((mail) => isForReader(mail, call.actor));
  return { items: seen.map((mail) => shown(mail, call)) };
}
