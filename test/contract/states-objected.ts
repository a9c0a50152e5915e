import { leads, objectors } from "../../functions/objections/records.ts";
import type { Lead, Objection, Revocation } from "../../shared/contract/objections.ts";
import type { TierChangeState } from "../../shared/contract/tier-changes.ts";
import { objectionDecided } from "../../shared/events/objections.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { dockets } from "../../shared/store/published/dockets.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { revocations } from "../../shared/store/published/revocations.ts";
import { factOf, tell } from "../told.ts";
import { listenerOf } from "./bus.ts";
import { moments } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";
import type { World } from "./world.ts";

/** Nothing is open and nobody removed, whatever an earlier turn left. */
const nothingOpen = ({ contested: { objection } }: World, version: number) =>
  dockets.overwrite({ roundId: objection.roundId, open: [], removals: [], version });

/** An objection that carries what every later state has. */
function objectionOf(world: World): Subject {
  const { objection, objector, asked } = world.contested;
  const whole = {
    ...asked,
    ...({ finding: "已核对", outcome: "dismissed", effect: "stands", reason: "无依据" } as const),
  };
  return {
    machine: "Objection",
    put: (state, version) => [
      objections.overwrite({
        ...objection,
        ...(["LODGED", "NOT_ACCEPTED"].includes(state) ? {} : whole),
        state: state as Objection["state"],
        version,
      }),
      objectors.overwrite({ ...objector, told: ["decided"], version }),
      nothingOpen(world, version),
    ],
    held: () => objections.get(objection),
  };
}

export function objectionActs(world: World): PeoplesAct[] {
  const { cast, contested } = world;
  const { objection, lead, revocation, handler, approver, society } = contested;
  const later = { at: moments.announced, params: { id: objection.id } };
  const inNotice = { at: moments.locked, params: { id: objection.id } };
  const subject = objectionOf(world);
  const involved = { by: { who: cast.officer }, told: "was-involved" } as const;
  const hiddenIn = (state: string) =>
    ["LODGED", "NOT_ACCEPTED"].includes(state) ? ("not-found" as const) : ("wrong-state" as const);
  const objected: PeoplesAct[] = [
    {
      ...{ ...subject, acts: ["accept"], route: "acceptObjection", broken: involved },
      request: (version) => ({ who: handler, ...inNotice, body: { version, question: "请说明" } }),
    },
    {
      ...{ ...subject, acts: ["refuse"], route: "refuseObjection", broken: involved },
      request: (version) => ({
        ...{ who: handler, ...inNotice },
        body: { version, because: "not-within-scope", reason: "与名单无关" },
      }),
    },
    {
      ...{ ...subject, acts: ["state-case"], route: "stateCase", refused: hiddenIn },
      request: (version) => ({ who: society.approver, ...inNotice, body: { version, text: "说明" } }),
      broken: { by: { at: moments.announced }, told: "deadline-passed" },
    },
    {
      ...{ ...subject, acts: ["verify"], route: "verifyObjection" },
      request: (version) => ({ who: handler, ...later, body: { version, finding: "已核对" } }),
      broken: { by: { at: moments.locked }, told: "statement-open", in: "STATEMENT_ASKED" },
    },
    {
      ...{ ...subject, acts: ["conclude"], route: "concludeObjection" },
      request: (version) => ({
        ...{ who: handler, ...later },
        body: { version, outcome: "upheld", effect: "removed", reason: "属实" },
      }),
      broken: { by: { who: approver }, told: "was-involved" },
    },
    ...(["approved", "sent-back"] as const).map(
      (decision): PeoplesAct => ({
        ...{
          ...subject,
          acts: [decision === "approved" ? "approve" : "send-back"],
          route: "decideObjection",
        },
        request: (version) => ({ who: approver, ...later, body: { version, decision, reason: "同意" } }),
        broken: { by: { who: handler }, told: "second-person-required" },
      }),
    ),
  ];
  const { changing, tierChange } = contested;
  const changed: Subject = {
    machine: "Tier change",
    put: (state, version) => [
      decisions.overwrite({
        ...changing,
        tierChanges: [{ ...tierChange, state: state as TierChangeState }],
        version,
      }),
    ],
    held: async () => (await decisions.get(changing))?.tierChanges[0],
  };
  const changes = (["approved", "refused"] as const).map(
    (conclusion): PeoplesAct => ({
      ...{
        ...changed,
        acts: [conclusion === "approved" ? "approve" : "refuse"],
        route: "concludeTierChange",
      },
      request: (version) => ({
        ...{ who: cast.second, at: moments.locked, params: { id: changing.id, number: "1" } },
        body: { version, conclusion, remark: "同意" },
      }),
      broken: { by: { who: cast.officer }, told: "second-person-required" },
    }),
  );
  const kept: Subject = {
    machine: "Lead",
    put: (state, version) => [leads.overwrite({ ...lead, state: state as Lead["state"], version })],
    held: () => leads.get(lead),
  };
  const settled = (["referred", "closed"] as const).map(
    (decision): PeoplesAct => ({
      ...{ ...kept, acts: [decision === "referred" ? "refer" : "close"], route: "settleLead" },
      request: (version) => ({
        ...{ who: cast.supervisor, at: moments.locked, params: { id: lead.id } },
        body: { version, decision, summary: "请核查" },
      }),
      broken: {
        by: { body: { version: 1, decision, summary: "请核查" } },
        told: "version-conflict",
      },
    }),
  );
  const revoked: Subject = {
    machine: "Revocation",
    put: (state, version) => [
      revocations.overwrite({ ...revocation, state: state as Revocation["state"], version }),
      nothingOpen(world, version),
    ],
    held: () => revocations.get(revocation),
  };
  const ofApplication = { params: { id: revocation.applicationId } };
  const decided = (["revoked", "dropped"] as const).map(
    (decision): PeoplesAct => ({
      ...{ ...revoked, acts: [decision === "revoked" ? "revoke" : "drop"], route: "decideRevocation" },
      request: (version) => ({
        ...{ who: cast.second, at: moments.announced, ...ofApplication },
        body: { version, decision, reason: "经核查" },
      }),
      broken: { by: { who: cast.officer }, told: "second-person-required" },
    }),
  );
  return [
    ...objected,
    ...changes,
    ...settled,
    ...decided,
    {
      ...{ ...revoked, acts: ["propose"], route: "proposeRevocation" },
      request: () => ({
        ...{ who: cast.officer, at: moments.locked, ...ofApplication },
        body: { grounds: "证明不实", evidence: "复函" },
      }),
      refused: (state) => (state === "REVOKED" ? "wrong-state" : "already-exists"),
      broken: {
        by: { body: { grounds: "证明不实", evidence: "复函", leadId: lead.id.replace(/.$/, "0") } },
        told: "not-found",
      },
    },
    {
      ...{ ...revoked, acts: ["state-case"], route: "stateOnRevocation" },
      request: (version) => ({
        ...{ who: society.approver, at: moments.locked, ...ofApplication },
        body: { version, text: "说明" },
      }),
      broken: { by: { at: moments.announced }, told: "deadline-passed" },
    },
  ];
}

/** The answer to who objects is mailed. */
export function objectionsBySystem(world: World): SystemsAct[] {
  const { objection } = world.contested;
  const { id: objectionId, roundId, noticeId, applicationId, societyCode } = objection;
  return [
    {
      ...objectionOf(world),
      what: "the answer is mailed",
      acts: ["reply"],
      run: async (version) => {
        const payload = {
          ...{ objectionId, roundId, noticeId, applicationId, societyCode },
          ...({ decision: "dismissed", effect: "stands" } as const),
        };
        const fact = factOf(objectionDecided, {
          ...{ aggregateId: objectionId, version, at: moments.announced, payload },
        });
        await tell(await listenerOf("objections", "on-objection"), fact);
      },
    },
  ];
}
