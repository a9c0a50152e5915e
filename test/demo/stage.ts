import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { createChecks } from "../../cli/demo/checks.ts";
import { localOf } from "../../cli/demo/local.ts";
import { grantStaff } from "../../cli/demo/office.ts";
import { planRound } from "../../cli/demo/plan.ts";
import { momentsOf, type Play, staff } from "../../cli/demo/play.ts";
import { createProgress } from "../../cli/demo/progress.ts";
import type { PublicSociety } from "../../cli/demo/societies.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { synthesize } from "../../infra/synth.ts";
import type { ServiceName } from "../../shared/kernel/services.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";

/**
 * A local cloud of the services that have a part in a scene, with the grants that they are deployed with; started and ended
 * with the test file.
 * @returns begins a play on it, in the days of preparation and with the staff in office
 */
export function stageOf(only: ServiceName[]): (societies: readonly PublicSociety[]) => Promise<Play> {
  const scratch = mkdtempSync(join(tmpdir(), "linxuan-scene-"));
  const assembly = join(scratch, "assembly");
  let cloud: RunningCloud;
  beforeAll(async () => {
    const at = { region: "ap-southeast-1", stage: "local", firstAdministrator: staff.administrator };
    synthesize({ outdir: assembly, ...at, only });
    cloud = await startCloud({ assembly, dir: join(scratch, "kept") });
  });
  afterAll(async () => {
    await cloud.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  return async (societies) => {
    const local = localOf(cloud.url);
    const play: Play = {
      ...{ local, checks: createChecks(), societies, seed: 1, definition: cast2021 },
      plan: { ...planRound(1, societies), applicants: [], recommended: new Set() },
      progress: createProgress(() => {}, false),
    };
    await local.moveTo(momentsOf(cast2021).preparation);
    await grantStaff(play);
    return play;
  };
}
