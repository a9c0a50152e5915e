import { handler as onApplication } from "../../functions/notifications/on-application.ts";
import { handler as onOwed } from "../../functions/notifications/on-owed.ts";
import { handler as onTick } from "../../functions/notifications/on-tick.ts";
import { type Letter, letters } from "../../functions/notifications/records.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { letterOwed } from "../../shared/events/notifications.ts";
import { ApplicationId, ExpertId, newId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { closesAt, duringIntake, opensAt } from "../applications/given.ts";
import { newSocietyCode } from "../codes.ts";
import { givenPerson } from "../identity/given.ts";
import { factOf, tell, tick as tickOf } from "../told.ts";

/** An application of a society that has its two people, as it stands; a test says what matters. */
export async function givenApplication(round: Round, given: Partial<Application> = {}) {
  const societyCode = given.societyCode ?? newSocietyCode().code;
  const application: Application = {
    id: ApplicationId.parse(newId("application", Date.parse(duringIntake), Math.random)),
    roundId: round.id,
    definitionHash: round.definitionHash,
    societyCode,
    societyNames: { zh: "中国测绘学会", en: "Chinese Society for Geodesy" },
    uscc: "",
    route: "recommended",
    state: "DRAFT",
    opensAt,
    closesAt,
    submissions: 0,
    receipt: null,
    chosenTier: null,
    channel: "portal",
    arrival: null,
    corrections: [],
    returns: 0,
    returnReasons: [],
    createdAt: Instant.parse(duringIntake),
    stamps: [],
    version: 1,
    ...given,
  };
  await transact([applications.create(application)]);
  const filler = await givenPerson({ name: "填报人", roles: ["filler"], societyCode });
  const approver = await givenPerson({ name: "审核人", roles: ["approver"], societyCode, language: "en" });
  return {
    application,
    filler,
    approver,
    of: { applicationId: application.id, roundId: round.id, societyCode },
  };
}

export const newExpertId = () => ExpertId.parse(newId("expert", Date.parse(duringIntake), Math.random));

/** An expert who is to judge an application. */
export async function givenPair(round: Round, application: Application, given: Partial<Assignment> = {}) {
  const pair: Assignment = {
    roundId: round.id,
    applicationId: application.id,
    expertId: newExpertId(),
    societyCode: application.societyCode,
    societyNames: application.societyNames,
    definitionHash: round.definitionHash,
    state: "ASSIGNED",
    opensAt: round.reviewOpensAt,
    locksAt: round.reviewClosesAt,
    declared: [],
    recusedBecause: null,
    releasedBecause: null,
    planId: null,
    assignedBy: "per",
    assignedAt: round.opensAt,
    version: 1,
    ...given,
  };
  await transact([assignments.create(pair)]);
  return pair;
}

/** Hands an event to the consumer of applications' events. */
export const hear = (event: ReturnType<typeof factOf>) => tell(onApplication, event);

/** The ledger of a round, the earliest owed first. */
export const ledger = (round: Round): Promise<Letter[]> => letters.all(`round#${round.id}`);

/** Hands the letter to the sender, as the event that it is owed does. */
export async function sendOwed(letterId: string, at: string): Promise<void> {
  await tell(onOwed, factOf(letterOwed, { aggregateId: letterId, version: 1, at, payload: { letterId } }));
}

/** A tick of the schedule. */
export const tick = (at: string) => tickOf(onTick, at);
