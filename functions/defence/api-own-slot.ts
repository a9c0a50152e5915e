import type { defenceOwnRoutes } from "../../shared/contract/defence-own.ts";
import type { DefenceBlackouts } from "../../shared/contract/defence-record.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { approvedTimetable } from "../../shared/store/published/defence-timetables.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { calendarOf } from "./calendar.ts";
import { slotEntry } from "./entries.ts";
import { blackouts } from "./records.ts";
import { keptOutOf } from "./step-kept-out.ts";

type Routes = typeof defenceOwnRoutes;

/** An application of a programme with a defence; undefined for whoever may know nothing of it. */
async function ownOf(id: ApplicationId, { societyCode }: Actor) {
  const application = await applications.get({ id });
  if (!application || societyCode === null || !societyCodesOf(application).includes(societyCode))
    return undefined;
  const { roundId, definitionHash } = application;
  const definition = await definitionOf({ id: roundId, definitionHash });
  return definition.defence && { application, definition, defence: definition.defence };
}

/** When a society can't come: its own word until the draw, an officer's record of it afterwards as well. */
export async function stateDefenceBlackouts(call: Call<Routes["stateDefenceBlackouts"]>) {
  const { version, spans } = call.body;
  const { id: applicationId } = call.params;
  const isOfficer = call.actor.roles.includes("officer");
  const application = await applications.get({ id: applicationId });
  const isOwn = application?.societyCode === call.actor.societyCode;
  if (application?.state !== "SUBMITTED" || !(isOwn || isOfficer)) throw call.refuse("not-found");
  const { roundId, definitionHash } = application;
  const { defence } = await definitionOf({ id: roundId, definitionHash });
  if (defence === null) throw call.refuse("not-found");
  const [draw, held] = await Promise.all([
    defenceDraws.get({ roundId }),
    blackouts.get({ roundId, applicationId }),
  ]);
  if (draw?.state === "DRAWN" && !isOfficer) throw call.refuse("wrong-state", { state: draw.state });
  if (version !== (held?.version ?? 0))
    throw call.refuse("version-conflict", { version: held?.version ?? 0 });
  const reversed = spans.flatMap(({ fromAt, toAt }, at) =>
    fromAt < toAt ? [] : [{ path: `spans.${at}.toAt`, code: "span-reversed" }],
  );
  if (reversed.length > 0) throw call.refuse("invalid-request", { part: "body", faults: reversed });
  if (holdsIdentityData(...spans.map(({ reason }) => reason))) throw call.refuse("identity-data-not-taken");
  const next: DefenceBlackouts = {
    ...{ roundId, applicationId, spans },
    ...{ statedBy: call.actor.id, statedAt: call.now, version: version + 1 },
  };
  return call.commit({ writes: [held ? blackouts.replace(next) : blackouts.create(next)], answer: next });
}

export async function getOwnDefenceSlot(call: Call<Routes["getOwnDefenceSlot"]>) {
  const { id: applicationId } = call.params;
  const own = await ownOf(applicationId, call.actor);
  if (!own) throw call.refuse("not-found");
  const { roundId } = own.application;
  const [draw, timetable, stated, { keptOut }] = await Promise.all([
    defenceDraws.get({ roundId }),
    approvedTimetable(roundId),
    blackouts.get({ roundId, applicationId }),
    keptOutOf([own.application], own.definition),
  ]);
  const drawn = draw?.defenders.find((one) => one.applicationId === applicationId);
  const seed = draw?.seed ?? null;
  return {
    roundId,
    zone: own.definition.zone,
    presentationMinutes: own.defence.presentationMinutes,
    questionMinutes: own.defence.questionMinutes,
    drawn:
      draw && drawn
        ? {
            place: drawn.place,
            of: draw.defenders.length,
            lot: seed === null ? null : lotUnder(seed)(applicationId),
          }
        : null,
    keptOut: keptOut.flatMap(({ because }) => because),
    slot: timetable?.slots.find((one) => one.applicationId === applicationId) ?? null,
    blackouts: stated ?? null,
  };
}

export async function getOwnDefenceCalendar(call: Call<Routes["getOwnDefenceCalendar"]>) {
  const { id: applicationId } = call.params;
  const own = await ownOf(applicationId, call.actor);
  const timetable = own && (await approvedTimetable(own.application.roundId));
  const isIt = (one: { applicationId: ApplicationId }) => one.applicationId === applicationId;
  const standing = timetable?.slots.find(isIt);
  const slot = standing ?? timetable?.fallen.find(isIt);
  if (!own || !timetable || !slot) throw call.refuse("not-found");
  const { names: round, zone, contacts } = own.definition;
  const { language } = call;
  call.nameFile("defence.ics");
  return calendarOf({
    method: standing ? "PUBLISH" : "CANCEL",
    madeAt: timetable.approvedAt ?? timetable.proposedAt,
    organizer: { name: contacts[0]?.office.zh ?? round.zh, mail: contacts[0]?.mail ?? null },
    entries: [slotEntry(slot, { round, zone, language, defence: own.defence })],
  });
}
