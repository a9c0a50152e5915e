import type { Application, applications as routes } from "../../shared/contract/applications.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { applicationWithdrawn } from "../../shared/events/applications.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { changed, changedInTime } from "./records.ts";
import { released } from "./step-joint.ts";
import { arrivedBy, begunAnew, changedMail, mailFor, recordedFact } from "./step-mail.ts";

type Routes = typeof routes;

interface Asked {
  params: Pick<Mail, "roundId" | "societyCode"> & { mailId: Mail["id"] };
  body: { version: number };
  actor: Actor;
}

/** A recorded mail of the caller's society with the application that it is about. @throws Problem */
async function ownMail(act: "take-over" | "dispute", { params, body, actor }: Asked) {
  const { roundId, societyCode, mailId: id } = params;
  if (actor.societyCode !== societyCode) throw new Problem("not-found");
  const { mail, transition } = await mailFor(act, { roundId, societyCode, id }, body.version);
  const { recording } = mail;
  const application = recording && (await applications.get({ id: recording.applicationId }));
  if (!recording || !application) throw new Problem("not-found");
  return { mail, transition, recording, application };
}

/** What a society wrote itself gives way to what it had sent by e-mail, which arrived when it did. Files come by inspection. */
export async function takeOverMail(call: Call<Routes["takeOverMail"]>) {
  const { mail, transition, recording, application } = await ownMail("take-over", call);
  const { confirmBy } = recording;
  if (call.now > confirmBy)
    throw call.refuse("deadline-passed", { closesAt: confirmBy, arrivedAt: call.now });
  const { state, submissions, closesAt } = application;
  const line = transitionOf(applicationLifecycle, "take-over", state);
  if (!line || submissions > 0 || application.arrival !== null) throw call.refuse("wrong-state", { state });
  const next: Application = {
    ...application,
    ...arrivedBy(mail, recording),
    state: line.to,
    closesAt: closesAt > confirmBy ? closesAt : confirmBy,
    stamps: [...application.stamps, { act: "take-over", who: call.actor.id, when: call.now, reason: null }],
    version: application.version + 1,
  };
  const joined: Mail = { ...mail, state: transition.to, version: mail.version + 1 };
  return call.commit({
    writes: [changed(next, line), changedMail(joined, transition)],
    facts: [recordedFact(joined, recording)],
    answer: next,
  });
}

/** The society says that what was recorded is not its application: it is withdrawn, and the record says why. */
export async function disputeMail(call: Call<Routes["disputeMail"]>) {
  const { mail, transition, recording, application } = await ownMail("dispute", call);
  const { state, closesAt, roundId, societyCode, id: applicationId } = application;
  if (call.now > closesAt) throw call.refuse("deadline-passed", { closesAt, arrivedAt: call.now });
  const line = transitionOf(applicationLifecycle, "withdraw", state);
  if (!line || application.arrival?.mailId !== mail.id || application.submissions > 0)
    throw call.refuse("wrong-state", { state });
  const { reason } = call.body;
  const who = PersonId.parse(call.actor.id);
  const next: Application = {
    ...application,
    state: line.to,
    ...begunAnew(recording),
    stamps: [...application.stamps, { act: "withdraw", who, when: call.now, reason }],
    version: application.version + 1,
  };
  const disputed: Mail = {
    ...mail,
    state: transition.to,
    disputed: { by: who, at: call.now, reason },
    version: mail.version + 1,
  };
  const { writes, facts } = await released(application);
  return call.commit({
    writes: [changedInTime(next, line, call.now), changedMail(disputed, transition), ...writes],
    facts: [
      ...facts,
      fact(applicationWithdrawn, {
        aggregateId: applicationId,
        version: next.version,
        payload: { applicationId, roundId, societyCode },
      }),
    ],
    answer: disputed,
  });
}
