import type { Application } from "../../shared/contract/applications.ts";
import type { Mail, MailRecording } from "../../shared/contract/mail-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { mailJoined, mailKept } from "../../shared/events/mails.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { type MailAct, mailLifecycle } from "./mail-lifecycle.ts";

/** What is known of a mail, or of what was handed over, before anything of it has been read. */
export const freshMail = (
  about: Pick<Mail, "id" | "roundId" | "societyCode" | "definitionHash" | "handedInBy" | "handedInAt">,
) => ({
  ...about,
  kept: null,
  state: mailLifecycle.initial,
  read: null,
  unreadable: null,
  recording: null,
  disputed: null,
  confirmedAt: null,
  version: 1,
});

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

/** Officers and supervisors see all; its own society what officers recorded: what they have only in hand is nobody's yet. */
export const isForReader = (
  { societyCode, recording }: Pick<Mail, "societyCode" | "recording">,
  { roles, societyCode: own }: Pick<Actor, "roles" | "societyCode">,
): boolean =>
  roles.includes("officer") || roles.includes("supervisor") || (own === societyCode && recording !== null);

/** What an application that stands on a mail says of it. */
export const arrivedBy = (
  { id: mailId, sha256: mailHash, channel, read }: Mail,
  { arrivedAt, dueAt }: Pick<MailRecording, "arrivedAt" | "dueAt">,
): Pick<Application, "channel" | "arrival"> => ({
  channel,
  arrival: { mailId, mailHash, arrivedAt, dueAt, kinds: read?.files.map(({ kind }) => kind) ?? [] },
});

/** The fact of a mail that was recorded. */
export function recordedFact(mail: Mail, { applicationId, arrivedAt, confirmBy }: MailRecording): Fact {
  const { id: mailId, roundId, societyCode, sha256: mailHash, channel, version } = mail;
  const about = { mailId, applicationId, roundId, societyCode, mailHash, channel, arrivedAt };
  const contract = mail.state === "JOINED" ? mailJoined : mailKept;
  return fact(contract, { aggregateId: mailId, version, payload: { ...about, confirmByAt: confirmBy } });
}

/**
 * What the first submission of an application that an officer recorded confirms, and by which instants; undefined of any other.
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

/** Whoever begins anew begins here, by the deadline that everybody has. */
export const begunAnew = ({
  dueAt,
}: Pick<MailRecording, "dueAt">): Pick<Application, "channel" | "arrival" | "closesAt"> => ({
  channel: "portal",
  arrival: null,
  closesAt: dueAt,
});

/** What a withdrawal settles of the record that an application stands on and that its society never confirmed; undefined of any other. @throws Problem wrong-state */
export async function withdrawal({
  arrival,
  submissions,
  roundId,
  societyCode,
}: Application): Promise<{ becomes: ReturnType<typeof begunAnew>; writes: Write[] } | undefined> {
  if (arrival === null || submissions > 0) return undefined;
  const mail = await mails.get({ roundId, societyCode, id: arrival.mailId });
  const transition = mail && transitionOf(mailLifecycle, "withdraw", mail.state);
  if (!transition) throw new Problem("wrong-state", { state: mail?.state });
  const next: Mail = { ...mail, state: transition.to, version: mail.version + 1 };
  return { becomes: begunAnew(arrival), writes: [changedMail(next, transition)] };
}
