import type { Application } from "../../shared/contract/applications.ts";
import type { eligibility as routes } from "../../shared/contract/eligibility.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { Appeal } from "../../shared/contract/reconsidered.ts";
import { appealAnswered, appealLodged } from "../../shared/events/eligibility.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { appealDeadline, groundOfEvidence } from "../../shared/programme/appeals.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { asRead, stillIn } from "../../shared/store/entity.ts";
import { appeals } from "../../shared/store/published/appeals.ts";
import { applications, withChannels } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { together } from "../../shared/store/together.ts";
import { disputable, involvedIn } from "./appeal.ts";
import { appealLifecycle } from "./lifecycle.ts";
import { type Part, secondLooks, subjectOf } from "./records.ts";
import { opened } from "./step-second-look.ts";

type Routes = typeof routes;

/** An application and its people's determination, as one round trip reads them. */
const asked = (id: Appeal["applicationId"]) =>
  [determinations.ask({ applicationId: id }), applications.ask({ id })] as const;

/** What the register holds of the societies of an application. */
const recordedOf = async (application: Application) =>
  (await societies.getMany(societyCodesOf(application).map((code) => ({ code })))).map(({ facts }) => facts);

export async function lodgeAppeal(call: Call<Routes["lodgeAppeal"]>) {
  const { id: applicationId } = call.params;
  const { disqualifier, grounds, evidenceUploadId } = call.body;
  const [held, application, before] = await together(
    ...asked(applicationId),
    appeals.ask({ applicationId, disqualifier }),
  );
  if (!held || application?.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const { timetable, zone, disqualifiers } = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  const terms = timetable.appeals;
  if (terms === null) throw call.refuse("wrong-state", { appeals: null });
  // What one officer proposes is nobody's decision yet, and is not shown to the society.
  if (held.state !== "REJECTED" || held.determinedAt === null)
    throw call.refuse("wrong-state", { state: held.state === "CLEARED" ? held.state : "FOUND" });
  if (before && !transitionOf(appealLifecycle, "lodge", before.state))
    throw call.refuse("already-exists", { state: before.state });
  if (before?.determinationVersion === held.version)
    throw call.refuse("wrong-state", { state: before.state });
  const disputed = disputable({ disqualifiers }, held, disqualifier);
  if (!disputed) throw call.refuse("not-found", { disqualifier });
  const closesAt = appealDeadline(held.determinedAt, terms.workingDays, zone);
  const answerBy = appealDeadline(call.now, terms.answerWorkingDays, zone);
  if (isUnloaded(closesAt)) throw call.refuse("calendar-unloaded", { year: closesAt.unloaded });
  if (isUnloaded(answerBy)) throw call.refuse("calendar-unloaded", { year: answerBy.unloaded });
  if (call.now > closesAt) throw call.refuse("deadline-passed", { closesAt, arrivedAt: call.now });
  const [facts, [evidence]] = await Promise.all([
    recordedOf(application),
    together(...(evidenceUploadId === null ? [] : [uploads.ask({ applicationId, id: evidenceUploadId })])),
  ]);
  // What was sent in for another ground speaks to that one.
  const isUsable = evidence && [undefined, disqualifier].includes(groundOfEvidence(evidence.kind));
  if (evidenceUploadId !== null && !isUsable) throw call.refuse("not-found", { evidenceUploadId });
  if (evidence?.state === "REFUSED")
    throw call.refuse("file-refused", {
      evidenceUploadId,
      reasons: evidence.reasons.map(({ code }) => code),
    });
  const next: Appeal = {
    ...subjectOf(held),
    disqualifier,
    determinationVersion: held.version,
    state: appealLifecycle.initial,
    fact: disputed.finding.fact,
    grounds,
    evidenceUploadId,
    lodgedAt: call.now,
    answerBy,
    answer: null,
    answeredAt: null,
    involved: involvedIn(disputed.rule, facts, held),
    stamps: [
      ...(before?.stamps ?? []),
      { act: "lodge", who: call.actor.id, when: call.now, reason: grounds },
    ],
    version: (before?.version ?? 0) + 1,
  };
  const conflict = (stored: Record<string, unknown> | undefined) =>
    call.refuse("version-conflict", { version: stored?.version });
  return call.commit({
    writes: [
      before
        ? appeals.replace(next, [], conflict)
        : appeals.create(next, () => call.refuse("already-exists")),
      determinations.check({ applicationId }, [asRead(held)], conflict),
    ],
    facts: [
      fact(appealLodged, {
        aggregateId: aggregateOf(next),
        version: next.version,
        payload: { ...subjectOf(next), disqualifierCode: disqualifier },
      }),
    ],
    answer: next,
  });
}

const aggregateOf = ({ applicationId, disqualifier }: Appeal) => `${applicationId}#${disqualifier}`;

export async function listOwnAppeals(call: Call<Routes["listOwnAppeals"]>) {
  const { id } = call.params;
  const [application] = await together(applications.ask({ id }));
  if (!application || application.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const { disqualifiers } = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  const keys = disqualifiers.map((one) => ({ applicationId: id, disqualifier: one.id }));
  return { items: await appeals.getMany(keys) };
}

export async function listAppeals(call: Call<Routes["listAppeals"]>) {
  const { items, cursor } = await appeals.page(`round#${call.params.roundId}`, call.query);
  return { items: await withChannels(items), cursor };
}

export async function answerAppeal(call: Call<Routes["answerAppeal"]>) {
  const { id: applicationId } = call.params;
  const { decision, disqualifier, reason, version } = call.body;
  const [held, application, lodged, look] = await together(
    ...asked(applicationId),
    appeals.ask({ applicationId, disqualifier }),
    secondLooks.ask({ applicationId }),
  );
  if (!held || !application || !lodged) throw call.refuse("not-found");
  const act = decision === "upheld" ? "uphold" : "dismiss";
  const transition = transitionOf(appealLifecycle, act, lodged.state);
  if (!transition) throw call.refuse("wrong-state", { state: lodged.state });
  if (lodged.version !== version) throw call.refuse("version-conflict", { version: lodged.version });
  const [definition, facts] = await Promise.all([
    definitionOf({ id: application.roundId, definitionHash: application.definitionHash }),
    recordedOf(application),
  ]);
  const rule = definition.disqualifiers.find(({ id }) => id === disqualifier)?.rule;
  // Also who recorded the fact since, or rejected meanwhile: nobody answers for what is their own.
  const since = rule ? involvedIn(rule, facts, held) : [];
  if ([...lodged.involved, ...since].includes(call.actor.id)) throw call.refuse("second-person-required");
  const next: Appeal = {
    ...lodged,
    state: transition.to,
    answer: reason,
    answeredAt: call.now,
    stamps: [...lodged.stamps, { act, who: call.actor.id, when: call.now, reason }],
    version: lodged.version + 1,
  };
  const conflict = (stored: Record<string, unknown> | undefined) =>
    call.refuse("version-conflict", { version: stored?.version });
  const said = { who: call.actor.id, now: call.now, reason };
  const because = "appeal-upheld" as const;
  const isOfThis = look?.determinationVersion === held.version;
  const says = isOfThis ? look : held;
  const asksAgain = act === "uphold" && held.version === lodged.determinationVersion;
  const again: Part = asksAgain ? opened(held, look, { ...said, because, says }) : { writes: [], facts: [] };
  return call.commit({
    writes: [appeals.replace(next, [stillIn(transition.from)], conflict), ...again.writes],
    facts: [
      fact(appealAnswered, {
        aggregateId: aggregateOf(next),
        version: next.version,
        payload: { ...subjectOf(next), disqualifierCode: disqualifier, decision },
      }),
      ...again.facts,
    ],
    answer: next,
  });
}
