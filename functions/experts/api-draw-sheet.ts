import { type AssignmentDraw, DrawPool, DrawResult } from "../../shared/contract/assignment-draw-record.ts";
import type { assignmentDrawRoutes } from "../../shared/contract/assignment-draws.ts";
import { namesOf } from "../../shared/contract/partnership-record.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { drawSheet } from "./draw-sheet.ts";
import { drawnPanels, draws } from "./records.ts";

type Routes = typeof assignmentDrawRoutes;

/** A draw with the texts of its pool and its result. @throws wrong-state before it is drawn */
async function drawnOf(call: Call<Routes["getDrawBundle"]> | Call<Routes["getDrawSheet"]>) {
  const draw = await draws.get({ id: call.params.id });
  if (!draw) throw call.refuse("not-found");
  const { frozen, result, seed }: AssignmentDraw = draw;
  if (!frozen || !result || seed === null) throw call.refuse("wrong-state", { state: draw.state });
  const [pool, text] = await Promise.all([
    textOf("documents", frozen.key, frozen.versionId),
    textOf("documents", result.key, result.versionId),
  ]);
  const hashes = { poolHash: frozen.poolHash, resultHash: result.resultHash };
  return { draw, pool, result: text, hashes, seed };
}

export async function getDrawBundle(call: Call<Routes["getDrawBundle"]>) {
  const { draw, pool, result, hashes, seed } = await drawnOf(call);
  return { seed, seedHash: draw.seedHash, pool, result, ...hashes };
}

/** Names are those of the pool of experts today; what was drawn are ids. */
export async function getDrawSheet(call: Call<Routes["getDrawSheet"]>) {
  const { draw, ...texts } = await drawnOf(call);
  const pool = DrawPool.parse(JSON.parse(texts.pool));
  const result = DrawResult.parse(JSON.parse(texts.result));
  const { roundId, definitionHash } = draw;
  const [definition, panels, judged, known] = await Promise.all([
    definitionOf({ id: roundId, definitionHash }),
    drawnPanels.list(roundId),
    pool.applications.length === 0
      ? []
      : applications.getMany(pool.applications.map(({ applicationId: id }) => ({ id }))),
    pool.experts.length === 0 ? [] : experts.getMany(pool.experts.map(({ expertId: id }) => ({ id }))),
  ]);
  return drawSheet({
    ...{ draw, pool, result },
    panels: panels.filter(({ planId }) => planId === draw.id),
    societyOf: new Map(judged.map((one) => [one.id, namesOf(one)])),
    expertOf: new Map(known.map((one) => [one.id, one])),
    programme: definition.names,
    zone: definition.zone,
    language: call.language,
    mark: call.mark,
  });
}
