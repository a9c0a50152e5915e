import { invitations, loads, panels, plannings, plans } from "../../functions/experts/records.ts";
import { newPair } from "../../functions/experts/step-panel.ts";
import type { AssignmentPlan, FrozenPlan } from "../../shared/contract/assignment-plan-record.ts";
import type { ExpertInvitation } from "../../shared/contract/expert-invitations.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import type { Sheet } from "../../shared/contract/sheet-record.ts";
import { assignmentPlanApproved, assignmentPlanAsked } from "../../shared/events/experts.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { ExpertId, type Sha256 } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { keepText } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { transact } from "../../shared/store/commit.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { factOf, tell } from "../told.ts";
import { listenerOf } from "./bus.ts";
import { moments, prize } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";
import type { World } from "./world.ts";

const at = moments.examination;

/** One pair without any submitted sheet, in whatever state. */
function pairOf({ subjects: { judged, judge } }: World): Subject {
  const pair = { applicationId: judged.id, expertId: ExpertId.parse(judge.expertId) };
  return {
    machine: "Assignment",
    put: async (state, version) => {
      const held = await assignments.get(pair);
      if (!held) throw new Error("the world has no such pair");
      const { roundId, locksAt, opensAt } = held;
      const sheet: Sheet = {
        ...{ ...pair, roundId, stage: "written", state: "DRAFT", submitted: null, history: [] },
        ...{ draft: { scores: {}, opinion: "" }, locksAt, savedAt: opensAt, version },
      };
      const next = { ...held, state: state as Assignment["state"], version };
      return [
        assignments.overwrite({ ...next, recusedBecause: null, releasedBecause: null, planId: null }),
        loads.overwrite({ roundId, expertId: pair.expertId, count: 1, version }),
        panels.overwrite({ applicationId: judged.id, count: 1, version }),
        sheets.overwrite(sheet),
      ];
    },
    held: () => assignments.get(pair),
  };
}

/** The plan that waits, in whatever state; the newest of its round. */
function planOf({ subjects: { planned } }: World): Subject {
  const { record } = planned;
  return {
    machine: "Assignment plan",
    put: (state, version) => [
      plans.overwrite({ ...record, state: state as AssignmentPlan["state"], version }),
      plannings.overwrite({ roundId: record.roundId, planId: record.id, version }),
    ],
    held: () => plans.get(record),
  };
}

/** An invitation that may be answered, in whatever state. */
function invitationOf({ subjects: { planned } }: World): Subject {
  const { third, invitedTo } = planned;
  const key = { roundId: invitedTo.id, expertId: ExpertId.parse(third.expertId) };
  return {
    machine: "Expert invitation",
    put: async (state, version) => {
      const held = await invitations.get(key);
      if (!held) throw new Error("the world has no such invitation");
      return [invitations.overwrite({ ...held, state: state as ExpertInvitation["state"], version })];
    },
    held: () => invitations.get(key),
  };
}

export function assigningActs(world: World): PeoplesAct[] {
  const { officer, second } = world.cast;
  const { judged, judge, planned } = world.subjects;
  const { record } = planned;
  const pair = pairOf(world);
  const plan = planOf(world);
  const reason = { reason: "因病不能参加评审" };
  const invitation = invitationOf(world);
  const answer = (body: Record<string, unknown>) => ({
    ...{ who: planned.third.signed, at, params: { id: planned.invitedTo.id } },
    body: { mayKeep: true, ...body },
  });
  return [
    {
      ...invitation,
      acts: ["accept"],
      route: "answerExpertInvitation",
      request: () => answer({ answer: "accept" }),
      broken: { by: { at: moments.locked }, told: "reviews-locked" },
    },
    {
      ...invitation,
      acts: ["decline"],
      route: "answerExpertInvitation",
      request: () => answer({ answer: "decline", ...reason }),
      broken: { by: { at: moments.locked }, told: "reviews-locked" },
    },
    {
      ...pair,
      acts: ["release"],
      route: "releaseExpert",
      request: () => ({
        who: officer,
        at: moments.review,
        params: { id: judged.id, expertId: judge.expertId },
        body: reason,
      }),
      broken: { by: { at: moments.locked }, told: "reviews-locked" },
    },
    {
      ...pair,
      acts: ["step-down"],
      route: "stepDown",
      request: () => ({ who: judge.signed, at: moments.review, params: { id: judged.id }, body: reason }),
      refused: () => "not-found",
      broken: { by: { at: moments.locked }, told: "reviews-locked" },
    },
    {
      ...plan,
      acts: ["approve"],
      route: "approveAssignmentPlan",
      request: (version) => ({
        who: second,
        at,
        params: { id: record.id },
        body: { version, planHash: record.frozen?.planHash },
      }),
      broken: { by: { who: officer }, told: "second-person-required" },
    },
    {
      ...plan,
      acts: ["supersede"],
      route: "askAssignmentPlan",
      request: () => ({ who: officer, at, params: { id: record.roundId }, body: {} }),
      // What was carried out or superseded before stays as it is, and another plan is asked for all the same.
      refused: (state) => (state === "APPROVED" ? "wrong-state" : "done"),
      broken: { by: { at: moments.locked }, told: "reviews-locked" },
    },
  ];
}

/** What the two functions of plans do when they are told. */
export function assigningBySystem(world: World): SystemsAct[] {
  const { judged, judge, planned, proposed } = world.subjects;
  const { record, steppedDown } = planned;
  const { roundId } = record;
  const plan = planOf(world);
  const asked = async (version: number) => {
    const payload = { planId: record.id, roundId };
    const fact = factOf(assignmentPlanAsked, { aggregateId: record.id, version, at, payload });
    await tell(await listenerOf("experts", "on-plan-asked"), fact);
  };
  const approved = async (planId: AssignmentPlan["id"], planHash: Sha256, version: number) => {
    const fact = factOf(assignmentPlanApproved, {
      ...{ aggregateId: planId, version, at },
      payload: { planId, roundId, planHash },
    });
    await tell(await listenerOf("experts", "on-plan-approved"), fact);
  };
  const approval = { approvedBy: "per", approvedAt: Instant.parse(at) };
  return [
    { ...plan, what: "it was asked for", acts: ["propose"], run: asked },
    {
      ...plan,
      what: "it was asked for where too few may judge",
      acts: ["find-infeasible"],
      put: async (state, version) => {
        // Two of four have stood aside: three are needed.
        const aside = world.cast.experts.slice(2).map(({ expertId }) =>
          assignments.overwrite({
            ...newPair(steppedDown, prize, {
              ...{ expertId: ExpertId.parse(expertId), declared: [], planId: null },
              ...{ by: "per", at: Instant.parse(at) },
            }),
            ...{ state: "RECUSED", version },
          }),
        );
        return [
          plans.overwrite({
            ...{ ...record, roundId: proposed.roundId },
            ...{ state: state as AssignmentPlan["state"], version },
          }),
          ...aside,
        ];
      },
      run: asked,
    },
    {
      ...plan,
      what: "it was approved",
      acts: ["carry-out"],
      put: (state, version) => [
        plans.overwrite({ ...record, ...approval, state: state as AssignmentPlan["state"], version }),
      ],
      run: async (version) => {
        if (record.frozen) await approved(record.id, record.frozen.planHash, version);
      },
    },
    {
      ...pairOf(world),
      what: "an approved plan needs the place otherwise",
      acts: ["give-way"],
      run: async (version) => {
        const content: FrozenPlan = {
          ...{ schemaVersion: 1, roundId, definitionHash: record.definitionHash, seed: 1 },
          ...{ expertsPerApplication: 3, objectives: [], perInstitution: "off", worst: 0, total: 0 },
          ...{ isOptimal: true, loads: [], leftOut: [], unknownFacts: null, infeasible: null },
          panels: [
            {
              ...{ applicationId: judged.id, societyCode: judged.societyCode },
              ...{ societyNames: judged.societyNames, sum: 0, ownBest: 0 },
              ...{ experts: [], institutionsTwice: [] },
              released: [{ expertId: ExpertId.parse(judge.expertId), name: "专家", because: "moved" }],
            },
          ],
        };
        const text = canonicalJson(content);
        const planHash = sha256Of(text);
        const key = `experts/${roundId}/${planHash}.plan.json`;
        const versionId = await keepText("documents", key, text, planHash);
        const counts = { applications: 1, pairs: 0, kept: 0, added: 0, released: 1, societiesUnknown: null };
        const { roundId: ofJudged, definitionHash } = judged;
        await transact([
          plans.overwrite({
            ...{ ...record, ...approval, roundId: ofJudged, definitionHash },
            ...{ frozen: { planHash, key, versionId, counts }, state: "APPROVED", version },
          }),
        ]);
        await approved(record.id, planHash, version);
      },
    },
  ];
}
