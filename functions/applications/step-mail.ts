import type { Application } from "../../shared/contract/applications.ts";
import type { Mail, MailRecording } from "../../shared/contract/mail-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { mailJoined, mailKept } from "../../shared/events/mails.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { type MailAct, mailLifecycle } from "./mail-lifecycle.ts";

/** The next version of a mail, by a line of its table. */
export const changedMail = (next: Mail, { from }: Pick<Transition, "from">): Write =>
  mails.replace(
    next,
    [stillIn(from)],
    (held) => new Problem("version-conflict", { version: held?.version, state: held?.state }),
  );

/** A mail as its caller saw it, in a state that allows the act. @throws Problem not-found, wrong-state, version-conflict */
export async function mailFor(
  act: MailAct,
  key: Parameters<typeof mails.get>[0],
  version: number,
): Promise<{ mail: Mail; transition: Transition<Mail["state"]> }> {
  const mail = await mails.get(key);
  if (!mail) throw new Problem("not-found");
  const transition = transitionOf(mailLifecycle, act, mail.state);
  if (!transition) throw new Problem("wrong-state", { state: mail.state });
  if (mail.version !== version) throw new Problem("version-conflict", { version: mail.version });
  return { mail, transition };
}

/** What an application that stands on a mail says of it. */
export const arrivedBy = (
  { id: mailId, sha256: mailHash, read }: Mail,
  { arrivedAt, dueAt }: Pick<MailRecording, "arrivedAt" | "dueAt">,
): Pick<Application, "channel" | "arrival"> => ({
  channel: "mail",
  arrival: { mailId, mailHash, arrivedAt, dueAt, kinds: read?.files.map(({ kind }) => kind) ?? [] },
});

/** The fact of a mail that was recorded. */
export function recordedFact(mail: Mail, { applicationId, arrivedAt, confirmBy }: MailRecording): Fact {
  const { id: mailId, roundId, societyCode, sha256: mailHash, version } = mail;
  const about = { mailId, applicationId, roundId, societyCode, mailHash, arrivedAt, confirmByAt: confirmBy };
  const contract = mail.state === "JOINED" ? mailJoined : mailKept;
  return fact(contract, { aggregateId: mailId, version, payload: about });
}

/**
 * What the first submission of an application that came by e-mail confirms, and by which instants; undefined of any other.
 * @throws Problem wrong-state when the mail is no longer waiting
 */
export async function confirmation(
  { arrival, submissions, roundId, societyCode }: Application,
  { now }: { now: Instant },
): Promise<{ instants: { arrivedAt: Instant; confirmedAt: Instant }; writes: Write[] } | undefined> {
  if (arrival === null || submissions > 0) return undefined;
  const mail = await mails.get({ roundId, societyCode, id: arrival.mailId });
  const transition = mail && transitionOf(mailLifecycle, "confirm", mail.state);
  if (!transition) throw new Problem("wrong-state", { state: mail?.state });
  const next: Mail = { ...mail, state: transition.to, confirmedAt: now, version: mail.version + 1 };
  return {
    instants: { arrivedAt: arrival.arrivedAt, confirmedAt: now },
    writes: [changedMail(next, transition)],
  };
}
