import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { createChecks } from "../../cli/demo/checks.ts";
import { localOf } from "../../cli/demo/local.ts";
import { grantStaff, importRegister } from "../../cli/demo/office.ts";
import { planRound } from "../../cli/demo/plan.ts";
import { momentsOf, type Play, staff } from "../../cli/demo/play.ts";
import { createProgress } from "../../cli/demo/progress.ts";
import { playAccess } from "../../cli/demo/scene-access.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { synthesize } from "../../infra/synth.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";

const scratch = mkdtempSync(join(tmpdir(), "linxuan-access-"));
const assembly = join(scratch, "assembly");
let cloud: RunningCloud;

/** The services that have a part in it, with the grants that they are deployed with. */
beforeAll(async () => {
  synthesize({
    outdir: assembly,
    region: "ap-southeast-1",
    stage: "local",
    firstAdministrator: staff.administrator,
    only: ["events", "identity", "rounds", "uploads", "notifications"],
  });
  cloud = await startCloud({ assembly, dir: join(scratch, "kept") });
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true, force: true });
});

const Grants = z.array(
  z.object({
    function: z.string(),
    statement: z.object({ actions: z.array(z.string()) }),
    needed: z.boolean(),
  }),
);

/** Whatever is only there for this. */
const own = /(on-registration-asked|on-registration-decided|on-authorisation|on-letter-asked|on-replaced)$/;

it("a society without a contact registers, its filler is replaced and its approver lends the role, as deployed", async () => {
  const societies = readSocieties().slice(-3);
  const checks = createChecks();
  const local = localOf(cloud.url);
  const play: Play = {
    ...{ local, checks, societies, seed: 1, definition: cast2021 },
    plan: { ...planRound(1, societies), applicants: [], recommended: new Set() },
    progress: createProgress(() => {}, false),
  };
  await local.moveTo(momentsOf(cast2021).preparation);
  await grantStaff(play);
  await importRegister(play);
  await local.idle();
  await local.moveTo(cast2021.timetable.opens.at);
  await playAccess(play);
  expect(checks.failed()).toEqual([]);
  expect(await local.refusals()).toEqual([]);
  expect((await local.idle()).dead).toBe(0);
  const unneeded = Grants.parse(await local.grants()).filter(
    ({ function: name, needed }) => own.test(name) && !needed,
  );
  expect(unneeded.map(({ function: name, statement }) => `${name} ${statement.actions.join()}`)).toEqual([]);
});
