import { createHash } from "node:crypto";
import type { Application, applications as routes, Section } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { ApplicationId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { printedText } from "../../shared/programme/check-code.ts";
import { contentFaults } from "../../shared/programme/content.ts";
import type { Call } from "../../shared/runtime/call.ts";
import type { Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { recommendedLists } from "../../shared/store/published/recommended-lists.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { usccCorrections } from "../../shared/store/published/uscc-corrections.ts";
import { entryRouteOf, isRecommendedBy } from "./entry.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { changedInTime, claims } from "./records.ts";
import { formRows } from "./step-joint.ts";
import { opened, openedFact } from "./step-open.ts";
import { leadFree } from "./step-partner-claims.ts";
import { jointOf } from "./step-partners.ts";
import { readable } from "./step-readable.ts";
import { savedSection } from "./step-save.ts";

type Routes = typeof routes;

export async function openDraft(call: Call<Routes["openDraft"]>) {
  const { societyCode } = call.actor;
  if (societyCode === null) throw call.refuse("forbidden");
  const [round, society, correction, list] = await Promise.all([
    rounds.get({ id: call.body.roundId }),
    societies.get({ code: societyCode }),
    usccCorrections.get({ societyCode }),
    recommendedLists.get({ roundId: call.body.roundId }),
  ]);
  if (!round || !society || round.state === "DRAFT") throw call.refuse("not-found");
  if (call.now < round.opensAt) throw call.refuse("not-open-yet", { opensAt: round.opensAt });
  if (call.now > round.closesAt)
    throw call.refuse("deadline-passed", { closesAt: round.closesAt, arrivedAt: call.now });
  const definition = await definitionOf(round);
  const { partners } = call.body;
  if (partners.length > 0) {
    jointOf(definition, { partners });
    throw call.refuse("partners-named-in-draft", { partners });
  }
  const free = await leadFree(definition, society, { roundId: round.id, correction });
  const route = entryRouteOf(definition, { isRecommended: isRecommendedBy(list, society) });
  if (route === null) throw call.refuse("round-not-open");
  const exists = (held: Record<string, unknown> | undefined) =>
    call.refuse(
      "application-exists",
      held?.societyCode === societyCode ? { applicationId: held.applicationId } : {},
    );
  const { actor, now, newId } = call;
  return opened({ round, society, correction, route, free, who: actor.id, now, newId }, exists)
    .then(({ application, writes }) =>
      call.commit({ writes, facts: [openedFact(application)], answer: application }),
    )
    .catch((cause: unknown) => reopened(call, cause, free));
}

/** A society that withdrew may come back before the deadline: to the application that it has, with what it wrote. */
async function reopened(call: Call<Routes["openDraft"]>, cause: unknown, free: readonly Write[]) {
  const id = cause instanceof Problem ? ApplicationId.safeParse(cause.facts.applicationId).data : undefined;
  const held = id && (await applications.get({ id }));
  const transition = held && transitionOf(applicationLifecycle, "reopen", held.state);
  if (!transition || held.societyCode !== call.actor.societyCode) throw cause;
  const next: Application = {
    ...held,
    state: transition.to,
    stamps: [...held.stamps, { act: "reopen", who: call.actor.id, when: call.now, reason: null }],
    version: held.version + 1,
  };
  return call.commit({
    writes: [changedInTime(next, transition, call.now), ...free],
    facts: [openedFact(next)],
    answer: next,
  });
}

export async function saveDraft(call: Call<Routes["saveDraft"]>) {
  const application = await applications.get({ id: call.params.id });
  if (!application || application.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  if (!transitionOf(applicationLifecycle, "save", application.state)) {
    throw call.refuse("wrong-state", { state: application.state });
  }
  const definition = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  const faults = contentFaults(definition, call.params.key, call.body.content);
  if (faults.length > 0) throw call.refuse("invalid-request", { part: "body", faults });
  const section: Section = {
    applicationId: application.id,
    key: call.params.key,
    content: call.body.content,
    savedAt: call.now,
    savedBy: call.actor.id,
    version: call.body.version + 1,
  };
  return call.commit(await savedSection(application, definition, section));
}

export async function getApplication(call: Call<Routes["getApplication"]>) {
  const [application, written] = await Promise.all([
    readable(call.params.id, call.actor),
    sections.list(call.params.id),
  ]);
  return { application, sections: written };
}

export async function listApplications(call: Call<Routes["listApplications"]>) {
  const { roundId } = call.params;
  const { uscc, ...page } = call.query;
  if (uscc === undefined) return applications.page(`round#${roundId}`, page);
  const claim = await claims.get({ roundId, uscc });
  return { items: claim ? await applications.getMany([{ id: claim.applicationId }]) : [], cursor: null };
}

export async function listOwnApplications(call: Call<Routes["listOwnApplications"]>) {
  if (call.actor.societyCode === null) return { items: [] };
  const own = await claims.all(`society#${call.actor.societyCode}`);
  const ids = [...new Set(own.map(({ applicationId }) => applicationId))];
  return { items: await applications.getMany(ids.map((id) => ({ id }))) };
}

/** What is printed on every page of a form that was not submitted yet: the hash of the draft as it stands. */
const draftHash = (written: readonly Section[]) =>
  createHash("sha256").update(printedText(written)).digest("hex");

export async function getForm(call: Call<Routes["getForm"]>) {
  const [application, written] = await Promise.all([
    readable(call.params.id, call.actor),
    sections.list(call.params.id),
  ]);
  const definition = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  // The Word engine is large and only this route needs it.
  const { makeForm } = await import("./form.ts");
  call.nameFile(`${application.societyNames.zh}-${definition.names.zh}-申报书.docx`);
  const { receipt, submissions } = application;
  const partners = await formRows(definition, application);
  const isSubmitted = application.state === "SUBMITTED" && receipt !== null;
  return makeForm({
    definition,
    application: {
      id: application.id,
      societyName: application.societyNames.zh,
      societyCode: application.societyCode,
      uscc: application.uscc,
      route: application.route,
      version: isSubmitted ? submissions : submissions + 1,
    },
    sections: Object.fromEntries(written.map(({ key, content }) => [key, content])),
    partners,
    checkCode: isSubmitted ? receipt.sha256 : draftHash(written),
    mark: call.mark,
  });
}
