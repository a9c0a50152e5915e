import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { newKey } from "../../cli/demo/caller.ts";
import { type Local, localOf } from "../../cli/demo/local.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import type { Application } from "../../shared/contract/applications.ts";
import { PanelResult } from "../../shared/contract/round-panel-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { localAssembly } from "../infra/deployed.ts";
import { nominators } from "./cast.ts";
import {
  drawable,
  drawBy,
  drawnPrize,
  invite,
  judgesOf,
  panelPrize,
  plan,
  replace,
  sheetOf,
  staff,
} from "./drawn-rounds.ts";
import { nominate, officersNow, prepare } from "./intake.ts";
import { examine } from "./reading.ts";

const { timetable } = sciencePrize;
const scratch = mkdtempSync(join(tmpdir(), "linxuan-drawing-"));
let cloud: RunningCloud;
let local: Local;
/** The experts of each nomination are drawn; or a panel, which a plan assigns. */
let each: { round: Round; application: Application };
let whole: { round: Round; application: Application };

const longest = 900_000;
/** The mathematicians and two of the physicists. */
const accepting = drawable.slice(0, 7).map(({ mail }) => mail);

beforeAll(async () => {
  cloud = await startCloud({ assembly: await localAssembly(), dir: scratch });
  local = localOf(cloud.url);
  const [one] = nominators;
  if (!one) throw new Error("nobody nominates");
  const opened = [await prepare(local, drawnPrize)];
  const { first, second } = await officersNow(local);
  const { id, version, definitionHash } = await first.rounds.createRound({
    ...{ key: newKey(), body: { definition: panelPrize } },
  });
  const body = { version, definitionHash };
  opened.push(await second.rounds.publishRound({ key: newKey(), params: { id }, body }));
  await staff(local);
  await local.moveTo(plusSeconds(timetable.opens.at, 3600));
  const nominated: { round: Round; application: Application }[] = [];
  for (const round of opened)
    nominated.push({ round, application: await nominate(local, round, { ...one, partners: [] }) });
  await local.moveTo(plusSeconds(timetable.closes.at, 60));
  await local.idle();
  for (const round of opened) await examine(local, round);
  const [byItself, together] = nominated;
  if (!byItself || !together) throw new Error("two rounds are held");
  [each, whole] = [byItself, together];
}, longest);

afterAll(async () => {
  await cloud?.close();
  rmSync(scratch, { recursive: true, force: true });
});

it("experts of an application are drawn, one is replaced by the first reserve, and the record sheet says so", async () => {
  const { draw, bundle, again, promised, refused } = await drawBy(local, each.round);
  expect(refused).toEqual({ unseen: "supervisor-absent", alone: "second-person-required" });
  expect([promised.seed, draw.seedHash]).toEqual([null, promised.seedHash]);
  expect(draw).toMatchObject({ state: "CARRIED_OUT", outcome: { made: 3, skipped: 0 } });
  expect(again).toEqual({ text: bundle.result });
  const before = await judgesOf(local, each.application);
  expect(before).toHaveLength(3);
  const { gone, called } = await replace(local, each.application);
  const after = await judgesOf(local, each.application);
  expect(after.toSorted()).toEqual([...before.filter((id) => id !== gone), called.expertId].toSorted());
  const sheet = await sheetOf(local, draw.id);
  for (const shown of [bundle.seed, bundle.poolHash, bundle.resultHash, called.expertId ?? "", "抽取评委"])
    expect(sheet).toContain(shown);
});

it("a panel is drawn from those who accepted, a plan assigns it, and after a drop-out the next plan changes one place", async () => {
  await invite(local, whole.round, accepting);
  const { draw, bundle, again } = await drawBy(local, whole.round);
  expect(draw).toMatchObject({ state: "CARRIED_OUT", frozen: { counts: { experts: 7, applications: 1 } } });
  expect(again).toEqual({ text: bundle.result });
  const { groups } = PanelResult.parse(JSON.parse(bundle.result));
  expect(groups.map(({ stratum, drawn }) => [stratum, drawn.length])).toEqual([
    ["mathematics", 3],
    ["physics", 1],
  ]);
  expect(await judgesOf(local, whole.application)).toEqual([]);
  expect((await plan(local, whole.round)).outcome).toMatchObject({ made: 3, skipped: 0 });
  const panel = groups.flatMap(({ drawn }) => drawn.map(({ expertId }) => expertId));
  const before = await judgesOf(local, whole.application);
  expect(before.filter((id) => panel.includes(id))).toHaveLength(3);
  const { gone, called } = await replace(local, whole.application);
  const stratum = groups.find(({ drawn }) => drawn.some(({ expertId }) => expertId === gone));
  expect(called.expertId).toBe(stratum?.reserves[0]?.expertId);
  const next = await plan(local, whole.round);
  expect(next.frozen?.counts).toMatchObject({ kept: 2, added: 1, released: 0 });
  const after = await judgesOf(local, whole.application);
  expect(before.filter((id) => after.includes(id))).toHaveLength(2);
  expect(after).not.toContain(gone);
  const sheet = await sheetOf(local, draw.id);
  for (const shown of [bundle.seed, "数学", "物理", called.expertId ?? "", gone, ...panel])
    expect(sheet).toContain(shown);
});

it("all of it with what the functions are granted, and nothing is left dead", async () => {
  const { owed, dead } = await local.idle();
  expect([owed, dead]).toEqual([0, 0]);
  expect(await local.refusals()).toEqual([]);
  const Grants = z.array(
    z.object({
      function: z.string(),
      statement: z.object({ keys: z.array(z.string()) }),
      needed: z.boolean(),
    }),
  );
  const exporting = Grants.parse(await local.grants()).filter(
    ({ function: name, statement }) =>
      name.endsWith("experts-api") && statement.keys.some((key) => key.startsWith("oversight#export")),
  );
  // The record sheet is an export: the demonstration takes none, and this round proves the right to.
  expect(exporting.map(({ needed }) => needed)).toEqual([true]);
});
