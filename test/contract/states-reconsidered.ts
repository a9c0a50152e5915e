import { secondLooks } from "../../functions/eligibility/records.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { Instant } from "../../shared/kernel/time.ts";
import type { Write } from "../../shared/store/entity.ts";
import { appeals } from "../../shared/store/published/appeals.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { reinstatements } from "../../shared/store/published/reinstatements.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { factOf, tell } from "../told.ts";
import { listenerOf } from "./bus.ts";
import type { Rejected } from "./reconsidered.ts";
import { moments } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";
import type { World } from "./world.ts";

const determinedAs = (
  { determination }: Rejected,
  state: string,
  version: number,
  more: Partial<Rejected["determination"]> = {},
): Write =>
  determinations.overwrite({
    ...determination,
    ...more,
    state: state as typeof determination.state,
    version,
  });

/** Each thing that may follow on a determination, on a rejection or clearance of the same version. */
function subjectsOf(one: Rejected) {
  const { application, look, appeal, reinstatement } = one;
  const of = { applicationId: application.id };
  const secondLook: Subject = {
    machine: "Second look",
    put: (state, version) => [
      determinedAs(one, "CLEARED", version),
      secondLooks.overwrite({
        ...look,
        state: state as typeof look.state,
        determinationVersion: version,
        version,
      }),
    ],
    held: () => secondLooks.get(of),
  };
  const appealed: Subject = {
    machine: "Appeal",
    put: (state, version) => [
      determinedAs(one, "REJECTED", version),
      appeals.overwrite({ ...appeal, state: state as typeof appeal.state, version }),
    ],
    held: () => appeals.get(appeal),
  };
  const proposed: Subject = {
    machine: "Reinstatement",
    put: (state, version) => [
      determinedAs(one, "REJECTED", version),
      reinstatements.overwrite({
        ...reinstatement,
        state: state as typeof reinstatement.state,
        determinationVersion: version,
        version,
      }),
    ],
    held: () => reinstatements.get(of),
  };
  const determination: Subject = {
    machine: "Eligibility",
    put: async (state, version) => [
      ...(await secondLook.put("OPEN", version)).slice(1),
      ...(await proposed.put("PROPOSED", version)).slice(1),
      determinedAs(one, state, version),
    ],
    held: () => determinations.get(of),
  };
  return { secondLook, appealed, proposed, determination };
}

/** What people do after a determination. */
export function reconsideredActs({ cast, subjects, uninvolved }: World): PeoplesAct[] {
  const { officer, second } = cast;
  const one = subjects.rejected;
  const params = { id: one.application.id };
  const at = moments.examination;
  const { secondLook, appealed, proposed, determination } = subjectsOf(one);
  const settle = (decision: string) => (version: number) => ({
    who: officer,
    at,
    params,
    body: { version, decision, reason: "已复核" },
  });
  const stale = (decision: string) =>
    ({ by: { body: { version: 1, decision, reason: "已复核" } }, told: "version-conflict" }) as const;
  const answer = (decision: string) => (version: number) => ({
    who: uninvolved,
    at,
    params,
    body: { disqualifier: one.appeal.disqualifier, version, decision, reason: "经核对" },
  });
  const decide = (decision: string) => (version: number) => ({
    who: second,
    at,
    params,
    body: { version, decision, reason: "同意" },
  });
  const ownProposal = { by: { who: officer }, told: "second-person-required" } as const;
  return [
    {
      ...secondLook,
      acts: ["keep"],
      route: "settleSecondLook",
      request: settle("stands"),
      broken: stale("stands"),
    },
    {
      ...secondLook,
      acts: ["reopen"],
      route: "settleSecondLook",
      request: settle("reopen"),
      broken: stale("reopen"),
    },
    {
      ...determination,
      acts: ["reopen"],
      route: "settleSecondLook",
      request: settle("reopen"),
      broken: stale("reopen"),
    },
    {
      ...appealed,
      acts: ["lodge"],
      route: "lodgeAppeal",
      request: () => ({
        who: one.society.approver,
        at,
        params,
        body: { disqualifier: one.appeal.disqualifier, grounds: "年检结论已更正" },
      }),
      refused: () => "already-exists",
      broken: { by: { at: moments.review }, told: "deadline-passed" },
    },
    { ...appealed, acts: ["uphold"], route: "answerAppeal", request: answer("upheld"), broken: ownProposal },
    {
      ...appealed,
      acts: ["dismiss"],
      route: "answerAppeal",
      request: answer("dismissed"),
      broken: ownProposal,
    },
    {
      ...proposed,
      acts: ["propose"],
      route: "proposeReinstatement",
      request: (determinationVersion) => ({
        who: officer,
        at,
        params,
        body: { determinationVersion, reason: "事实已更正" },
      }),
      broken: {
        by: { body: { determinationVersion: 1, reason: "事实已更正" } },
        told: "version-conflict",
      },
    },
    {
      ...proposed,
      acts: ["confirm"],
      route: "decideReinstatement",
      request: decide("confirmed"),
      broken: ownProposal,
    },
    {
      ...proposed,
      acts: ["decline"],
      route: "decideReinstatement",
      request: decide("declined"),
      broken: ownProposal,
    },
    {
      ...determination,
      acts: ["reinstate"],
      route: "decideReinstatement",
      request: decide("confirmed"),
      broken: ownProposal,
    },
  ];
}

/** What an event does to a second look. */
export function reconsideredBySystem({ subjects }: World): SystemsAct[] {
  const one = subjects.rejected;
  const { application, look } = one;
  const { id: applicationId, roundId, societyCode, receipt } = application;
  const held = () => secondLooks.get({ applicationId });
  const looked = (state: string, version: number) =>
    secondLooks.overwrite({ ...look, state: state as typeof look.state, determinationVersion: 1, version });
  return [
    {
      machine: "Second look",
      what: "a fact arrives that was not determined on",
      acts: ["notice"],
      held,
      put: async (state, version) => {
        const round = await rounds.get({ id: roundId });
        if (!round) throw new Error("the world has the round");
        return [
          looked(state, version),
          determinedAs(one, "CLEARED", version),
          rounds.overwrite({ ...round, state: "OPEN" }),
        ];
      },
      run: async (version) => {
        const society = await societies.get({ code: societyCode });
        if (!society) throw new Error("the register has the society");
        const payload = { societyCode, importHash: society.importHash };
        const fact = factOf(societyRecorded, {
          aggregateId: societyCode,
          version,
          at: moments.examination,
          payload,
        });
        await tell(await listenerOf("eligibility", "on-society"), fact);
      },
    },
    {
      machine: "Second look",
      what: "the application is submitted anew",
      acts: ["lapse"],
      held,
      put: (state, version) => [
        looked(state, version),
        determinedAs(one, "CLEARED", version, {
          applicationVersion: 1,
          foundAt: Instant.parse("2024-03-01T01:00:00.000Z"),
        }),
      ],
      run: async (version) => {
        if (!receipt) throw new Error("the world's application is not submitted");
        const { number: receiptNumber, arrivedAt, sha256 } = receipt;
        const payload = { applicationId, roundId, societyCode, receiptNumber, arrivedAt, sha256, files: [] };
        const told = { aggregateId: applicationId, version, at: moments.intake, payload };
        await tell(await listenerOf("eligibility", "on-submitted"), factOf(applicationSubmitted, told));
      },
    },
  ];
}
