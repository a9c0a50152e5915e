import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createChecks } from "../../cli/demo/checks.ts";
import { localOf } from "../../cli/demo/local.ts";
import { grantStaff } from "../../cli/demo/office.ts";
import { planRound } from "../../cli/demo/plan.ts";
import { momentsOf, type Play, staff } from "../../cli/demo/play.ts";
import { createProgress } from "../../cli/demo/progress.ts";
import { playConsent } from "../../cli/demo/scene-consent.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { synthesize } from "../../infra/synth.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";

const scratch = mkdtempSync(join(tmpdir(), "linxuan-consent-"));
const assembly = join(scratch, "assembly");
let cloud: RunningCloud;

beforeAll(async () => {
  synthesize({
    outdir: assembly,
    region: "ap-southeast-1",
    stage: "local",
    firstAdministrator: staff.administrator,
    only: ["events", "identity", "rounds"],
  });
  cloud = await startCloud({ assembly, dir: join(scratch, "kept") });
}, 300_000);
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true, force: true });
});

it("who declines the consent text is kept out until accepting, and may withdraw, as deployed", async () => {
  const checks = createChecks();
  const local = localOf(cloud.url);
  const play: Play = {
    ...{ local, checks, societies: [], seed: 1, definition: cast2021 },
    plan: planRound(1, []),
    progress: createProgress(() => {}, false),
  };
  await local.moveTo(momentsOf(cast2021).preparation);
  await grantStaff(play);
  await playConsent(play);
  expect(checks.failed()).toEqual([]);
  expect(checks.all.length).toBeGreaterThan(4);
  expect(await local.refusals()).toEqual([]);
}, 300_000);
