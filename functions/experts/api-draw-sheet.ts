import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import type { assignmentDrawRoutes } from "../../shared/contract/assignment-draws.ts";
import { namesOf } from "../../shared/contract/partnership-record.ts";
import { AnyPool, AnyResult } from "../../shared/contract/round-panel-record.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { drawSheet, type SheetGiven } from "./draw-sheet.ts";
import { drawnPanels, draws, roundPanels } from "./records.ts";

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

/** What was drawn, with what became of it since. */
async function drawnSince(
  { id, roundId }: AssignmentDraw,
  { pool, result, definition }: Drawn,
): Promise<SheetGiven["drawn"]> {
  if ("of" in pool && "of" in result) {
    const panel = await roundPanels.get({ roundId });
    const strata = definition.reviewing.assignment.draw?.panel?.strata ?? [];
    return { pool, result, calls: panel?.calls ?? [], strata };
  }
  if ("of" in pool || "of" in result) throw new Error(`the draw ${id} gave something else than it was from`);
  const [panels, judged] = await Promise.all([
    drawnPanels.list(roundId),
    applications.getMany(pool.applications.map(({ applicationId }) => ({ id: applicationId }))),
  ]);
  return {
    ...{ pool, result },
    panels: panels.filter(({ planId }) => planId === id),
    societyOf: new Map(judged.map((one) => [one.id, namesOf(one)])),
  };
}

interface Drawn {
  pool: AnyPool;
  result: AnyResult;
  definition: ProgrammeDefinition;
}

/** Names are those of the pool of experts today; what was drawn are ids. */
export async function getDrawSheet(call: Call<Routes["getDrawSheet"]>) {
  const { draw, ...texts } = await drawnOf(call);
  const pool = AnyPool.parse(JSON.parse(texts.pool));
  const result = AnyResult.parse(JSON.parse(texts.result));
  const definition = await definitionOf({ id: draw.roundId, definitionHash: draw.definitionHash });
  const [drawn, known] = await Promise.all([
    drawnSince(draw, { pool, result, definition }),
    experts.getMany(pool.experts.map(({ expertId: id }) => ({ id }))),
  ]);
  return drawSheet({
    ...{ draw, drawn },
    expertOf: new Map(known.map((one) => [one.id, one])),
    programme: definition.names,
    zone: definition.zone,
    language: call.language,
    mark: call.mark,
  });
}
