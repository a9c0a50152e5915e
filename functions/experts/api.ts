import { type Assignment, type Expert, experts as routes, type Tie } from "../../shared/contract/experts.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { expertAssigned, expertRecorded, expertRecused } from "../../shared/events/experts.ts";
import { ExpertId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { ConflictRule } from "../../shared/programme/reviewing.ts";
import { scoresLockAt } from "../../shared/programme/windows.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { serve } from "../../shared/runtime/http.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { conflictsOf, hasRoom, needsExperts, standsAside } from "./conflicts.ts";
import { type AssignmentAct, assignmentLifecycle } from "./lifecycle.ts";
import { counted, countsOf, expertClaims, pairFact } from "./records.ts";

async function assign(call: Call<(typeof routes)["assignExpert"]>) {
  const [application, determination, expert] = await together(
    applications.ask({ id: call.params.id }),
    determinations.ask({ applicationId: call.params.id }),
    experts.ask({ id: call.body.expertId }),
  );
  if (!application || !expert) throw call.refuse("not-found");
  if (application.state !== "SUBMITTED" || determination?.state !== "CLEARED") {
    throw call.refuse("wrong-state", { state: application.state, eligibility: determination?.state ?? null });
  }
  const definition = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  const { review } = definition.timetable;
  if (call.now > review.toAt) throw call.refuse("reviews-locked", { locksAt: review.toAt });
  const onDate = inZone(call.now, definition.zone).date;
  const { bars, declared } = conflictsOf(
    expert.ties,
    { societyCodes: societyCodesOf(application) },
    {
      rules: definition.reviewing.conflicts,
      onDate,
    },
  );
  if (bars.length > 0) throw call.refuse("conflict-of-interest", { kinds: bars.map(({ tie }) => tie.kind) });
  const pair: Assignment = {
    roundId: application.roundId,
    applicationId: application.id,
    expertId: expert.id,
    societyCode: application.societyCode,
    societyNames: application.societyNames,
    definitionHash: application.definitionHash,
    state: assignmentLifecycle.initial,
    opensAt: review.fromAt,
    locksAt: review.toAt,
    declared: declared.map(({ tie }) => tie),
    recusedBecause: null,
    assignedBy: call.actor.id,
    assignedAt: call.now,
    version: 1,
  };
  const counts = await countsOf(pair);
  if (!hasRoom(counts.load?.count ?? 0, definition.reviewing)) throw call.refuse("load-exceeded");
  if (!needsExperts(counts.panel?.count ?? 0, definition.reviewing)) {
    throw call.refuse("wrong-state", { experts: counts.panel?.count });
  }
  return call.commit({
    writes: [assignments.create(pair, () => call.refuse("already-exists")), ...counted(pair, counts, 1)],
    facts: [pairFact(expertAssigned, pair)],
    answer: pair,
  });
}

async function declare(call: Call<(typeof routes)["declareInterests"]>) {
  if (call.body.conflict === "tie" && holdsIdentityData(call.body.note))
    throw call.refuse("identity-data-not-taken");
  const { expertId } = call.actor;
  const pair = expertId && (await assignments.get({ applicationId: call.params.id, expertId }));
  // Who has stood aside knows no more of the application than who was never assigned.
  if (!pair || pair.state === "RECUSED") throw call.refuse("not-found");
  const definition = await definitionOf({ id: pair.roundId, definitionHash: pair.definitionHash });
  const tie: Tie | null =
    call.body.conflict === "tie"
      ? { kind: call.body.kind, societyCode: pair.societyCode, until: null, note: call.body.note }
      : null;
  const act = actOf(tie, definition.reviewing.conflicts);
  const transition = transitionOf(assignmentLifecycle, act, pair.state);
  if (!transition) throw call.refuse("wrong-state", { state: pair.state });
  const last = scoresLockAt(definition);
  if (call.now > last) throw call.refuse("reviews-locked", { locksAt: last });
  const isRecused = transition.to === "RECUSED";
  const next: Assignment = {
    ...pair,
    state: transition.to,
    declared: tie && !isRecused ? [...pair.declared, tie] : pair.declared,
    recusedBecause: tie && isRecused ? `${tie.kind}: ${tie.note}` : null,
    version: pair.version + 1,
  };
  const counts = isRecused ? counted(pair, await countsOf(pair), -1) : [];
  return call.commit({
    writes: [assignments.replace(next, [stillIn(transition.from)]), ...counts],
    facts: isRecused ? [pairFact(expertRecused, next)] : [],
    answer: { state: next.state },
  });
}

/** What an expert's declaration does. */
function actOf(tie: Tie | null, rules: readonly ConflictRule[]): AssignmentAct {
  if (tie === null) return "declare-none";
  return standsAside(tie.kind, rules) ? "declare-tie" : "declare-open";
}

/** Addresses that one request gives to two experts: a transaction can't hold one key twice. */
function sharedMails(given: readonly { mail: string }[]): { path: string; code: string; message: string }[] {
  return given.flatMap(({ mail }, at) =>
    given.findIndex((other) => other.mail === mail) === at
      ? []
      : [{ path: `experts.${at}.mail`, code: "duplicate", message: mail }],
  );
}

/** Whatever is written of an expert: name, institution, fields, and the notes of the ties. */
const holdsNumber = ({
  name,
  institution,
  fields,
  ties,
}: Pick<Expert, "name" | "institution" | "fields" | "ties">) =>
  holdsIdentityData(name, institution, ...fields, ...ties.map(({ note }) => note));

export const handler = serve("experts", routes, {
  importExperts: async (call) => {
    const faults = sharedMails(call.body.experts);
    if (faults.length > 0) throw call.refuse("invalid-request", { part: "body", faults });
    if (call.body.experts.some(holdsNumber)) throw call.refuse("identity-data-not-taken");
    const items = call.body.experts.map(
      (given): Expert => ({
        ...given,
        id: ExpertId.parse(call.newId("expert")),
        createdAt: call.now,
        version: 1,
      }),
    );
    return call.commit({
      writes: items.flatMap((expert) => [
        expertClaims.create({ mail: expert.mail, expertId: expert.id, version: 1 }, (held) =>
          call.refuse("already-exists", { mail: held?.mail }),
        ),
        experts.create(expert),
      ]),
      facts: items.map((expert) =>
        fact(expertRecorded, { aggregateId: expert.id, version: 1, payload: { expertId: expert.id } }),
      ),
      answer: { items },
    });
  },

  listExperts: async (call) => experts.page("all", call.query),
  // Officers who assign the same expert at once meet on one count.
  assignExpert: (call) => again(() => assign(call)),
  declareInterests: (call) => again(() => declare(call)),

  listOwnAssignments: async (call) => {
    if (call.actor.expertId === null) return { items: [], cursor: null };
    const page = await assignments.page(`expert#${call.actor.expertId}`, call.query);
    return { ...page, items: page.items.filter(({ state }) => state !== "RECUSED") };
  },

  listAssignments: async (call) => ({ items: await assignments.list(call.params.id) }),
});
