import { draws } from "../../functions/experts/records.ts";
import { newPair } from "../../functions/experts/step-panel.ts";
import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import {
  assignmentDrawApproved,
  assignmentDrawDrawn,
  assignmentDrawPoolAsked,
} from "../../shared/events/experts.ts";
import { ExpertId, Sha256 } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { factOf, tell } from "../told.ts";
import { listenerOf } from "./bus.ts";
import { moments, prize } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";
import type { World } from "./world.ts";

const at = moments.examination;

/** A draw in whatever state, with everything that the state may need. */
function drawOf(draw: AssignmentDraw): Subject {
  return {
    machine: "Draw of experts",
    put: (state, version) => [
      draws.overwrite({ ...draw, state: state as AssignmentDraw["state"], witnesses: [], version }),
    ],
    held: () => draws.get(draw),
  };
}

/** What people do with a draw of experts. */
export function drawingActs({ cast, drawing }: World): PeoplesAct[] {
  const { draw } = drawing.seen;
  const { seedHash, frozen } = draw;
  const subject = drawOf(draw);
  const of = { at, params: { id: draw.id } };
  const { officer, second } = cast;
  const poolHash = frozen?.poolHash;
  return [
    {
      ...subject,
      acts: ["ask-pool"],
      route: "freezeDrawPool",
      request: (version) => ({ who: officer, ...of, body: { version } }),
      broken: { by: { at: moments.locked }, told: "reviews-locked" },
    },
    {
      ...subject,
      acts: ["witness"],
      route: "witnessAssignmentDraw",
      request: () => ({ who: cast.supervisor, ...of, body: { seedHash, poolHash } }),
      broken: { by: { body: { seedHash: poolHash, poolHash } }, told: "version-conflict" },
    },
    {
      ...subject,
      acts: ["approve"],
      route: "approveAssignmentDraw",
      request: (version) => ({ who: second, ...of, body: { version, poolHash } }),
      broken: { by: { who: officer }, told: "second-person-required" },
    },
  ];
}

/** What the two functions of plans and draws do with a draw when they are told. */
export function drawingBySystem({ cast, drawing }: World): SystemsAct[] {
  const { seen, waiting, drawn } = drawing;
  const asked =
    ({ id: planId, roundId }: AssignmentDraw) =>
    async (version: number) => {
      const fact = factOf(assignmentDrawPoolAsked, {
        ...{ aggregateId: planId, version, at },
        payload: { planId, roundId },
      });
      await tell(await listenerOf("experts", "on-plan-asked"), fact);
    };
  const hash = Sha256.parse("c".repeat(64));
  return [
    { ...drawOf(seen.draw), what: "its pool was asked for", acts: ["freeze"], run: asked(seen.draw) },
    {
      ...drawOf(waiting.draw),
      what: "its pool was asked for where too few may judge",
      acts: ["find-infeasible"],
      put: async (state, version) => {
        // Two are left: three are needed.
        const aside = cast.experts.slice(2).map(({ expertId }) =>
          assignments.overwrite({
            ...newPair(waiting.application, prize, {
              ...{ expertId: ExpertId.parse(expertId), declared: [], planId: null },
              ...{ by: "per", at: Instant.parse(at) },
            }),
            ...{ state: "RECUSED", version },
          }),
        );
        return [...(await drawOf(waiting.draw).put(state, version)), ...aside];
      },
      run: asked(waiting.draw),
    },
    {
      ...drawOf({ ...seen.draw, seed: "c".repeat(64) }),
      what: "it was approved",
      acts: ["draw"],
      run: async (version) => {
        const { id: planId, roundId } = seen.draw;
        const fact = factOf(assignmentDrawApproved, {
          ...{ aggregateId: planId, version, at },
          payload: { planId, roundId, poolHash: hash },
        });
        await tell(await listenerOf("experts", "on-plan-asked"), fact);
      },
    },
    {
      ...drawOf(drawn.draw),
      what: "it was drawn",
      acts: ["carry-out"],
      run: async (version) => {
        const { id: planId, roundId } = drawn.draw;
        const fact = factOf(assignmentDrawDrawn, {
          ...{ aggregateId: planId, version, at },
          payload: { planId, roundId, resultHash: hash },
        });
        await tell(await listenerOf("experts", "on-plan-approved"), fact);
      },
    },
  ];
}
