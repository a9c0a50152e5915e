import type { Application } from "../../shared/contract/application-record.ts";
import type { DefenceDraw, DefenceSession } from "../../shared/contract/defence-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { ExpertId } from "../../shared/kernel/ids.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { desk, once, type Signed } from "./people.ts";
import {
  type Cast,
  cleared,
  declared,
  examined,
  moments,
  prize,
  publishedRound,
  type Society,
} from "./round.ts";

const at = moments.examination;
const zone = "Asia/Shanghai";
const basis = { assumption: { zh: "测试所设。", en: "Set by this test." } };
const window = {
  fromAt: Instant.parse("2024-04-23T01:00:00.000Z"),
  toAt: Instant.parse("2024-04-25T09:00:00.000Z"),
};

/** The prize as it would be with a defence before one expert, of which nobody records who is there. */
const defendedPrize: ProgrammeDefinition = {
  ...prize,
  defence: cast2021.defence && { ...cast2021.defence, panelSize: 1, attendance: null },
  timetable: {
    ...prize.timetable,
    defence: { ...window, zone, basis },
    proposedOn: { date: LocalDate.parse("2024-04-26"), basis },
  },
  scoring: {
    ...prize.scoring,
    stages: [
      ...prize.scoring.stages.map((stage) => ({ ...stage, weight: 60 })),
      { id: "defence", name: { zh: "答辩", en: "Defence" }, weight: 40, minScores: 1, basis },
    ],
  },
};

/** One session of the morning in a room, before the first expert of the cast. */
const morning = ({ experts }: Cast, name: string): DefenceSession[] => [
  {
    ...{ key: "am", place: { kind: "room", name }, breaks: [] },
    ...{ fromAt: window.fromAt, toAt: Instant.parse("2024-04-23T03:00:00.000Z") },
    experts: experts.slice(0, 1).map(({ expertId }) => ExpertId.parse(expertId)),
    chair: ExpertId.parse(experts[0]?.expertId),
  },
];

const opening = ({ officer }: Cast, { id }: Round): Promise<DefenceDraw> =>
  desk(officer, at).defence.openDefenceDraw({ params: { id }, ...once() });

/** A round whose draw is open, with an application that an officer has cleared. */
async function openedRound(cast: Cast, society: Society) {
  const round = await publishedRound(cast, defendedPrize);
  const { application } = await cleared(society, round, cast);
  await declared(application, cast, 0);
  return { round, application, draw: await opening(cast, round) };
}

/** A round that is drawn, with a timetable that waits for a second officer. */
async function proposedTimetable(cast: Cast, society: Society) {
  const { round, application, draw } = await openedRound(cast, society);
  const { defence } = desk(cast.officer, at);
  const params = { id: round.id };
  await defence.drawDefence({ params, body: { version: draw.version }, ...once() });
  const body = { sessions: morning(cast, "第一会议室") };
  return {
    round,
    application,
    timetable: await defence.proposeDefenceTimetable({ params, body, ...once() }),
  };
}

/** Rounds with a defence at each step: before the draw, before it is held, with a timetable that waits, with one that holds. */
export async function defendedRounds(cast: Cast, society: Society) {
  const undrawn = await publishedRound(cast, defendedPrize);
  const { application: stating } = await examined(society, undrawn);
  const opened = await openedRound(cast, society);
  const unexamined = await publishedRound(cast, defendedPrize);
  await examined(society, unexamined);
  await opening(cast, unexamined);
  const waiting = await proposedTimetable(cast, society);
  const held = await proposedTimetable(cast, society);
  const { id, version, timetableHash } = held.timetable;
  const approved = await desk(cast.second, at).defence.approveDefenceTimetable({
    params: { id },
    body: { version, timetableHash },
    ...once(),
  });
  const next = await desk(cast.officer, at).defence.proposeDefenceTimetable({
    params: { id: held.round.id },
    body: { sessions: morning(cast, "第二会议室") },
    ...once(),
  });
  return {
    ...{ society, undrawn, stating, opened, unexamined, waiting, sessions: morning(cast, "第三会议室") },
    ...{ standing: { round: held.round, application: held.application, approved, next } },
  };
}

export type Defended = Awaited<ReturnType<typeof defendedRounds>>;

/** Every request about the defence. */
export function defenceRequests(
  { society, undrawn, stating, opened, waiting, standing, sessions }: Defended,
  { officer, second, supervisor, experts }: Cast & { supervisor: Signed },
) {
  const of = ({ id }: Round | Application) => ({ at, params: { id } });
  const [expert] = experts;
  if (!expert) throw new Error("the cast has an expert");
  const { id, version, timetableHash } = waiting.timetable;
  return {
    openDefenceDraw: { who: officer, ...of(undrawn) },
    drawDefence: { who: officer, ...of(opened.round), body: { version: opened.draw.version } },
    getDefenceDraw: { who: null, ...of(standing.round) },
    listDefenders: { who: supervisor, ...of(standing.round) },
    tryDefenceTimetable: { who: officer, ...of(standing.round), body: { sessions } },
    proposeDefenceTimetable: { who: officer, ...of(standing.round), body: { sessions } },
    listDefenceTimetables: { who: supervisor, ...of(standing.round), query: { limit: "10" } },
    getDefenceTimetable: { who: supervisor, at, params: { id } },
    approveDefenceTimetable: { who: second, at, params: { id }, body: { version, timetableHash } },
    stateDefenceBlackouts: {
      ...{ who: society.filler, ...of(stating) },
      body: {
        version: 0,
        spans: [{ fromAt: window.fromAt, toAt: "2024-04-23T04:00:00.000Z", reason: "主办国际会议" }],
      },
    },
    getOwnDefenceSlot: { who: society.filler, ...of(standing.application) },
    getOwnDefenceCalendar: { who: society.filler, ...of(standing.application) },
    listOwnDefenceSessions: { who: expert.signed, ...of(standing.round) },
    getOwnSessionsCalendar: { who: expert.signed, ...of(standing.round), query: { of: "standing" } },
  };
}
