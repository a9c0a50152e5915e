import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { desk, once, type Signed } from "./people.ts";
import { type Cast, cleared, moments, prize, publishedRound, type Society, settle } from "./round.ts";

const at = moments.examination;

/** The prize as it would be if its experts were drawn by lot, with a reserve for each nomination. */
const drawnPrize: ProgrammeDefinition = {
  ...prize,
  reviewing: {
    ...prize.reviewing,
    assignment: {
      ...prize.reviewing.assignment,
      mode: "drawn",
      draw: {
        ...{ strata: "none", ownField: null, panel: null, reserves: 1, supervised: false },
        basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
      },
    },
  },
};

const committing = ({ officer }: Cast, { id }: Round) =>
  desk(officer, at).experts.commitAssignmentDraw({ params: { id }, ...once() });

/** A round whose seed is promised, with an application that an officer has cleared. */
async function committed(cast: Cast, society: Society) {
  const round = await publishedRound(cast, drawnPrize);
  const { application } = await cleared(society, round, cast);
  return { round, application, draw: await committing(cast, round) };
}

/** A round whose pool is frozen. */
async function frozen(cast: Cast, society: Society) {
  const { round, application, draw } = await committed(cast, society);
  const { experts } = desk(cast.officer, at);
  const params = { id: draw.id };
  await experts.freezeDrawPool({ params, body: { version: draw.version }, ...once() });
  await settle(at);
  return { round, application, draw: await experts.getAssignmentDraw({ params }) };
}

const poolHashOf = ({ frozen: held }: AssignmentDraw) => {
  if (!held) throw new Error("the pool is not frozen");
  return held.poolHash;
};

/** A round that is drawn, where one of the experts has dropped out. */
async function drawn(cast: Cast, society: Society) {
  const { round, application, draw: before } = await frozen(cast, society);
  const params = { id: before.id };
  const body = { version: before.version, poolHash: poolHashOf(before) };
  await desk(cast.second, at).experts.approveAssignmentDraw({ params, body, ...once() });
  await settle(at);
  const { experts } = desk(cast.officer, at);
  const { items } = await experts.listAssignments({ params: { id: application.id } });
  const [pair] = items;
  if (!pair) throw new Error("nobody was drawn");
  await experts.releaseExpert({
    params: { id: application.id, expertId: pair.expertId },
    body: { reason: "因病不能参加评审" },
    ...once(),
  });
  await settle(at);
  return { round, application, draw: await experts.getAssignmentDraw({ params }) };
}

/** Rounds whose experts are drawn, at each step. */
export async function drawnRounds(cast: Cast, society: Society) {
  return {
    unpromised: await publishedRound(cast, drawnPrize),
    promised: await committed(cast, society),
    seen: await frozen(cast, society),
    waiting: await frozen(cast, society),
    drawn: await drawn(cast, society),
  };
}

export type DrawnRounds = Awaited<ReturnType<typeof drawnRounds>>;

/** Every request about the draw of experts. */
export function drawingRequests(
  { unpromised, promised, seen, waiting, drawn: done }: DrawnRounds,
  { officer, second, supervisor }: Cast & { supervisor: Signed },
) {
  const of = ({ id }: { id: string }) => ({ at, params: { id } });
  return {
    commitAssignmentDraw: { who: officer, ...of(unpromised) },
    listAssignmentDraws: { who: null, ...of(done.round), query: { limit: "10" } },
    getAssignmentDraw: { who: supervisor, ...of(done.draw) },
    freezeDrawPool: { who: officer, ...of(promised.draw), body: { version: promised.draw.version } },
    witnessAssignmentDraw: {
      ...{ who: supervisor, ...of(seen.draw) },
      body: { seedHash: seen.draw.seedHash, poolHash: poolHashOf(seen.draw) },
    },
    approveAssignmentDraw: {
      ...{ who: second, ...of(waiting.draw) },
      body: { version: waiting.draw.version, poolHash: poolHashOf(waiting.draw) },
    },
    getDrawBundle: { who: supervisor, ...of(done.draw) },
    getDrawSheet: { who: supervisor, ...of(done.draw) },
    callReserve: { who: officer, ...of(done.application) },
  };
}
