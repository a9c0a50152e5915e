import type { Application, applications as routes } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { missingOf } from "../../shared/programme/completeness.ts";
import { chosenTier } from "../../shared/programme/tier-choice.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { asRead, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { atArrival } from "./arrival.ts";
import { namedUploads } from "./files.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { changed, changedInTime } from "./records.ts";
import { knownDifferences } from "./step-agreement.ts";
import { freeze, jointParts, pinAll } from "./step-freeze.ts";
import { jointStanding } from "./step-joint.ts";
import { onlyListedFiles } from "./step-listed.ts";
import { confirmation } from "./step-mail.ts";
import { submittedFact } from "./step-submitted.ts";
import { supplierAsked } from "./step-supplier.ts";

type Routes = typeof routes;

/** The application of the caller's society, as the caller saw it, in a state that allows the act. */
async function actedOn(
  act: "submit" | "correct",
  asked: { id: ApplicationId; version: number; actor: Actor; arrivedAt: Instant },
): Promise<{ application: Application; transition: Transition<Application["state"]> }> {
  const application = await applications.get({ id: asked.id });
  if (!application || application.societyCode !== asked.actor.societyCode) throw new Problem("not-found");
  const { closesAt, version } = application;
  const { state, seen } = atArrival(application, asked.arrivedAt);
  if (state === "EXPIRED") throw new Problem("deadline-passed", { closesAt, arrivedAt: asked.arrivedAt });
  const transition = transitionOf(applicationLifecycle, act, application.state);
  if (!transition) throw new Problem("wrong-state", { state });
  if (!seen.includes(asked.version)) throw new Problem("version-conflict", { version });
  return { application, transition };
}

/**
 * Submits; once more when the expiry of drafts came between reading and writing, for the arrival was in time. Who asks again
 * for what was just done, a second click or a second window, is given the receipt that stands.
 */
export const submitApplication = (call: Call<Routes["submitApplication"]>) =>
  submit(call).catch(async (cause: unknown) => {
    if (!(cause instanceof Problem)) throw cause;
    if (cause.facts.state === "EXPIRED") return submit(call);
    if (cause.facts.state !== "SUBMITTED") throw cause;
    const held = await applications.get({ id: call.params.id });
    if (!held || held.societyCode !== call.actor.societyCode || !isWhatWasAsked(held, call.body)) throw cause;
    return call.commit({ writes: [], answer: held });
  });

/** Whether the submission that stands is the very one that is asked for: of that version, with those files. */
const isWhatWasAsked = (
  { version, receipt }: Application,
  asked: Call<Routes["submitApplication"]>["body"],
): boolean =>
  version === asked.version + 1 &&
  receipt?.undertakingVersion === asked.undertakingVersion &&
  receipt.files.length === asked.uploads.length &&
  receipt.files.every((file) => asked.uploads.some(({ uploadId }) => uploadId === file.uploadId));

async function submit(call: Call<Routes["submitApplication"]>) {
  const { application, transition } = await actedOn("submit", {
    id: call.params.id,
    version: call.body.version,
    actor: call.actor,
    arrivedAt: call.now,
  });
  if (call.now < application.opensAt) throw call.refuse("not-open-yet", { opensAt: application.opensAt });
  if (call.now > application.closesAt) {
    throw call.refuse("deadline-passed", { closesAt: application.closesAt, arrivedAt: call.now });
  }
  const [definition, written, own] = await Promise.all([
    definitionOf({ id: application.roundId, definitionHash: application.definitionHash }),
    sections.list(application.id),
    uploads.list(application.id),
  ]);
  if (call.body.undertakingVersion !== definition.undertaking.version) {
    throw call.refuse("undertaking-required", { undertakingVersion: definition.undertaking.version });
  }
  if (written.some(({ savedBy }) => savedBy === call.actor.id)) throw call.refuse("second-person-required");
  const named = namedUploads(call.body.uploads, own);
  onlyListedFiles({ application, definition, own }, named);
  const missing = missingOf(definition, {
    route: application.route,
    sections: written,
    documents: named.map(({ kind }) => kind),
    ...(await supplierAsked(definition, application)),
  });
  const joint = await jointStanding(definition, application, written);
  const differing = await knownDifferences(definition, { application, named, written });
  const lacking = [...missing, ...joint.missing, ...differing];
  if (lacking.length > 0) throw call.refuse("incomplete", { missing: lacking });
  const files = await pinAll(named);
  // What came by e-mail arrived there; the confirmation is judged by its own deadline, in the same write.
  const mailed = await confirmation(application, call);
  const receipt = await freeze({
    application,
    sections: written,
    files,
    undertakingVersion: call.body.undertakingVersion,
    submittedBy: call.actor.id,
    ...(mailed?.instants ?? { arrivedAt: call.now, confirmedAt: null }),
    ...joint.frozen,
    programme: definition.id,
  });
  const next: Application = {
    ...application,
    state: transition.to,
    submissions: application.submissions + 1,
    receipt,
    chosenTier: chosenTier(definition, written),
    corrections: [],
    stamps: [...application.stamps, { act: "submit", who: call.actor.id, when: call.now, reason: null }],
    version: application.version + 1,
  };
  return call.commit({
    writes: [
      changedInTime(next, transition, call.now),
      ...(mailed?.writes ?? []),
      ...joint.stillSo,
      ...unchangedSections(
        application,
        written,
        definition.sections.map(({ key }) => key),
      ),
    ],
    facts: submittedFact(next),
    answer: next,
  });
}

/** What was frozen is what stands: a section saved meanwhile, or begun meanwhile, refuses the submission. */
function unchangedSections(
  application: Application,
  written: readonly { key: string; version: number }[],
  keys: readonly string[],
): Write[] {
  const held = new Map(written.map((section) => [section.key, section]));
  return keys.map((key) => sections.check({ applicationId: application.id, key }, [asRead(held.get(key))]));
}

export async function correctFile(call: Call<Routes["correctFile"]>) {
  const { application, transition } = await actedOn("correct", {
    id: call.params.id,
    version: call.body.version,
    actor: call.actor,
    arrivedAt: call.now,
  });
  const { kind, uploadId } = call.body;
  const correction = application.corrections.find((one) => one.kind === kind);
  if (!correction || !application.receipt)
    throw call.refuse("wrong-state", { corrections: application.corrections });
  if (call.now > correction.until)
    throw call.refuse("deadline-passed", { closesAt: correction.until, arrivedAt: call.now });
  const [definition, written, own] = await Promise.all([
    definitionOf({ id: application.roundId, definitionHash: application.definitionHash }),
    sections.list(application.id),
    uploads.list(application.id),
  ]);
  const [file] = await pinAll(namedUploads([{ kind, uploadId }], own));
  if (!file) throw call.refuse("file-not-landed", { kind, uploadId });
  const receipt = await freeze({
    application,
    sections: written,
    files: [...application.receipt.files.filter((one) => one.kind !== kind), file],
    undertakingVersion: application.receipt.undertakingVersion,
    submittedBy: call.actor.id,
    arrivedAt: call.now,
    confirmedAt: null,
    ...jointParts(application.receipt),
    programme: definition.id,
  });
  const next: Application = {
    ...application,
    state: transition.to,
    submissions: application.submissions + 1,
    receipt,
    corrections: application.corrections.filter((one) => one.kind !== kind),
    stamps: [...application.stamps, { act: "correct", who: call.actor.id, when: call.now, reason: kind }],
    version: application.version + 1,
  };
  return call.commit({
    writes: [changed(next, transition)],
    facts: submittedFact(next),
    answer: next,
  });
}
