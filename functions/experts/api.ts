import {
  type Assignment,
  type Expert,
  isStanding,
  experts as routes,
  type Tie,
} from "../../shared/contract/experts.ts";
import { expertRecorded, expertRecused } from "../../shared/events/experts.ts";
import { ExpertId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { ConflictRule } from "../../shared/programme/reviewing.ts";
import { scoresLockAt } from "../../shared/programme/windows.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { serve } from "../../shared/runtime/http.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applicationsOf } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { judgeable } from "../../shared/store/published/judging.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { assignExpert } from "./api-assign.ts";
import { getDrawBundle, getDrawSheet } from "./api-draw-sheet.ts";
import {
  approveAssignmentDraw,
  commitAssignmentDraw,
  freezeDrawPool,
  getAssignmentDraw,
  listAssignmentDraws,
  witnessAssignmentDraw,
} from "./api-draws.ts";
import { clearExpert, getExpertTemplate, importExpertFile } from "./api-files.ts";
import {
  answerExpertInvitation,
  inviteExperts,
  listExpertInvitations,
  listOwnExpertInvitations,
  withdrawExpertKeeping,
} from "./api-invitations.ts";
import { getSocietyLinkTemplate, importSocietyLinks, listSocietyLinks } from "./api-links.ts";
import { decideConflictMatch, listConflictMatches } from "./api-matches.ts";
import {
  approveAssignmentPlan,
  askAssignmentPlan,
  correctFit,
  getAssignmentPlan,
  listAssignmentPlans,
  listPlannedPanels,
} from "./api-plans.ts";
import { releaseExpert, stepDown } from "./api-release.ts";
import { callReserve } from "./api-reserves.ts";
import { listSilentExperts } from "./api-silence.ts";
import { listUnknownFacts } from "./api-unknown-facts.ts";
import { standsAside } from "./conflicts.ts";
import { type AssignmentAct, assignmentLifecycle } from "./lifecycle.ts";
import { counted, countsOf, expertClaims, pairFact } from "./records.ts";

async function declare(call: Call<(typeof routes)["declareInterests"]>) {
  if (call.body.conflict === "tie" && holdsIdentityData(call.body.note))
    throw call.refuse("identity-data-not-taken");
  const { expertId } = call.actor;
  const pair = expertId && (await assignments.get({ applicationId: call.params.id, expertId }));
  // Who has stood aside, or was released, knows no more of the application than who was never assigned.
  if (!pair || !isStanding(pair)) throw call.refuse("not-found");
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

/** An expert's own pairs but for those that a tie on record ends, or one that waits to be looked at. */
async function mayBeRead(
  pairs: readonly Assignment[],
  { expertId, now }: { expertId: ExpertId; now: Instant },
): Promise<Assignment[]> {
  const held = await applicationsOf(pairs.map(({ applicationId }) => applicationId));
  const may = await judgeable([...held.values()], expertId, now);
  return pairs.filter(({ applicationId }) => may.has(applicationId));
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
  parentInstitution,
  department,
  fields,
  ties,
}: Pick<Expert, "name" | "institution" | "parentInstitution" | "department" | "fields" | "ties">) =>
  holdsIdentityData(
    ...[name, institution, parentInstitution ?? "", department ?? ""],
    ...fields,
    ...ties.map(({ note }) => note),
  );

export const handler = serve("experts", routes, {
  importExperts: async (call) => {
    const faults = sharedMails(call.body.experts);
    if (faults.length > 0) throw call.refuse("invalid-request", { part: "body", faults });
    if (call.body.experts.some(holdsNumber)) throw call.refuse("identity-data-not-taken");
    const items = call.body.experts.map(
      (given): Expert => ({
        ...given,
        cleared: null,
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

  importExpertFile,
  getExpertTemplate,
  clearExpert,
  importSocietyLinks: (call) => again(() => importSocietyLinks(call)),
  getSocietyLinkTemplate,
  listSocietyLinks,
  listConflictMatches,
  decideConflictMatch,
  listUnknownFacts,
  inviteExperts,
  listExpertInvitations,
  listOwnExpertInvitations,
  answerExpertInvitation,
  withdrawExpertKeeping: (call) => again(() => withdrawExpertKeeping(call)),
  listExperts: async (call) => experts.page("all", call.query),
  askAssignmentPlan,
  listAssignmentPlans,
  getAssignmentPlan,
  listPlannedPanels,
  approveAssignmentPlan,
  correctFit,
  commitAssignmentDraw,
  listAssignmentDraws,
  getAssignmentDraw,
  freezeDrawPool,
  witnessAssignmentDraw,
  approveAssignmentDraw,
  getDrawBundle,
  getDrawSheet,
  callReserve: (call) => again(() => callReserve(call)),
  // Officers who assign the same expert at once meet on one count.
  assignExpert: (call) => again(() => assignExpert(call)),
  declareInterests: (call) => again(() => declare(call)),
  releaseExpert: (call) => again(() => releaseExpert(call)),
  stepDown: (call) => again(() => stepDown(call)),

  listOwnAssignments: async (call) => {
    const { expertId } = call.actor;
    if (expertId === null) return { items: [], cursor: null };
    const page = await assignments.page(`expert#${expertId}`, call.query);
    const items = await mayBeRead(page.items.filter(isStanding), { expertId, now: call.now });
    return { ...page, items };
  },

  listSilentExperts,
  listAssignments: async (call) => ({ items: await assignments.list(call.params.id) }),
});
