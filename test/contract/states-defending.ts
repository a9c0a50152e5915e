import type { DefenceDraw, DefenceTimetable } from "../../shared/contract/defence-record.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { defenceStandings, defenceTimetables } from "../../shared/store/published/defence-timetables.ts";
import { moments } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { World } from "./world.ts";

const at = moments.examination;

/** What people do with draws and timetables of the defence. */
export function defenceActs({ cast, defended }: World): PeoplesAct[] {
  const { officer, second } = cast;
  const { opened, unexamined, waiting, standing, sessions } = defended;
  const { draw } = opened;
  const drawing: Subject = {
    machine: "Draw of the defence",
    put: (state, version) => [
      defenceDraws.overwrite({ ...draw, state: state as DefenceDraw["state"], version }),
    ],
    held: () => defenceDraws.get(draw),
  };
  const { id, roundId, timetableHash } = waiting.timetable;
  /** The timetable that waits, as the newest of its round. */
  const proposed: Subject = {
    machine: "Timetable of the defence",
    put: (state, version) => [
      defenceTimetables.overwrite({
        ...{ ...waiting.timetable, state: state as DefenceTimetable["state"], version },
      }),
      defenceStandings.overwrite({ roundId, number: version, proposedId: id, approvedId: null, version }),
    ],
    held: () => defenceTimetables.get({ id }),
  };
  const { approved, next } = standing;
  /** The timetable that holds, with the next of its round waiting. */
  const held: Subject = {
    machine: "Timetable of the defence",
    put: (state, version) => [
      defenceTimetables.overwrite({ ...approved, state: state as DefenceTimetable["state"], version }),
      defenceTimetables.overwrite({ ...next, state: "PROPOSED", version }),
      defenceStandings.overwrite({
        ...{ roundId: next.roundId, number: version },
        ...{ proposedId: next.id, approvedId: approved.id, version },
      }),
    ],
    held: () => defenceTimetables.get({ id: approved.id }),
  };
  return [
    {
      ...drawing,
      acts: ["draw"],
      route: "drawDefence",
      request: (version) => ({ who: officer, at, params: { id: draw.roundId }, body: { version } }),
      broken: { by: { params: { id: unexamined.id }, body: { version: 1 } }, told: "examination-open" },
    },
    {
      ...proposed,
      acts: ["approve"],
      route: "approveDefenceTimetable",
      request: (version) => ({ who: second, at, params: { id }, body: { version, timetableHash } }),
      broken: { by: { who: officer }, told: "second-person-required" },
    },
    {
      ...proposed,
      acts: ["supersede"],
      route: "proposeDefenceTimetable",
      request: () => ({ who: officer, at, params: { id: roundId }, body: { sessions } }),
      // What holds, or was superseded before, stays as it is, and another is proposed all the same.
      refused: () => "done",
      broken: { by: { at: moments.locked }, told: "defence-notice-short" },
    },
    {
      ...held,
      acts: ["give-way"],
      route: "approveDefenceTimetable",
      request: (version) => ({
        ...{ who: second, at, params: { id: next.id } },
        body: { version, timetableHash: next.timetableHash },
      }),
      refused: () => "done",
      broken: { by: { who: officer }, told: "second-person-required" },
    },
  ];
}
