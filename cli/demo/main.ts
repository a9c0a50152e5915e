import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { writeAccounts } from "./accounts.ts";
import { createChecks } from "./checks.ts";
import { startLocalCloud } from "./cloud.ts";
import { playExamination } from "./examination.ts";
import { checkResult } from "./expectations.ts";
import { checkGrants, refusalsOf } from "./grants.ts";
import { playIntake } from "./intake.ts";
import { localOf } from "./local.ts";
import { openRound } from "./office.ts";
import { playOutcome } from "./outcome.ts";
import { planRound } from "./plan.ts";
import { type Play, staff } from "./play.ts";
import { createProgress } from "./progress.ts";
import { writeRanking } from "./ranking-xlsx.ts";
import { report } from "./report.ts";
import { resultOf } from "./result.ts";
import { playReview } from "./review.ts";
import { playAccess } from "./scene-access.ts";
import { playCallBack } from "./scene-call-back.ts";
import { playConsent } from "./scene-consent.ts";
import { checkShortageTold, playPaper } from "./scene-paper.ts";
import { playRecusal } from "./scene-recusal.ts";
import { playSeals } from "./scene-signed.ts";
import { checkSupplierReminders, playSuppliers, playUsccCorrection } from "./scene-supplier.ts";
import { readSocieties } from "./societies.ts";
import { playSupervision } from "./supervision.ts";

const usage = `npm run demo [-- --seed N]

Plays a whole round of the 2021 call through the HTTP API of a local cloud and checks what came of it.
按2021年通知完整演示一轮申报，并核对结果。

  --seed N   other applicants, texts and scores (1)

Writes out/demo/{result.json, notice.html, ranking.xlsx, decision.json}. Exit 0: everything held.`;

const out = resolve("out/demo");

function wishes(): { seed: number } {
  const { values } = parseArgs({
    options: { seed: { type: "string", default: "1" }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error("--seed is a whole number");
  return { seed };
}

async function playWhole(play: Play): Promise<void> {
  const startedAt = performance.now();
  const round = await openRound(play);
  await playConsent(play);
  await playCallBack(play, round);
  await playAccess(play);
  const intake = await playIntake(play, round);
  await playPaper(play, intake.applied, round);
  await playSeals(play, round);
  const ineligible = await playExamination(play, intake, round);
  const { sheets: reviews, tied } = await playReview(play, round);
  await playSuppliers(play, intake);
  await playUsccCorrection(play, intake, round);
  await checkShortageTold(play, intake.applied, round);
  const outcome = await playOutcome(play, round, { dir: out, tied });
  await checkSupplierReminders(play, intake, round);
  await playRecusal(play, round);
  await playSupervision(play, intake, round);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const result = await resultOf(play, { ...round, intake, ineligible, reviews, outcome, seconds });
  checkResult(play, intake, result);
  await checkGrants(play);
  await writeFile(join(out, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
  const mark = { who: staff.officers[0], at: outcome.at, purpose: "演示核对 To check the demonstration" };
  await writeRanking(join(out, "ranking.xlsx"), { ...outcome, mark });
  console.log(report(play, result, outcome.decision));
}

async function run(): Promise<void> {
  const { seed } = wishes();
  await mkdir(out, { recursive: true });
  const societies = readSocieties();
  const cloud = await startLocalCloud();
  const play: Play = {
    local: localOf(cloud.url),
    seed,
    definition: cast2021,
    societies,
    plan: planRound(seed, societies),
    checks: createChecks(),
    progress: createProgress((text) => process.stdout.write(text), process.stdout.isTTY),
  };
  try {
    await writeAccounts(join(".local", "accounts.json"), play);
    await playWhole(play);
  } catch (cause) {
    // A step that found a 500 may have found this.
    for (const refusal of await refusalsOf(play)) console.error("AccessDenied", JSON.stringify(refusal));
    throw cause;
  } finally {
    await cloud.stop();
  }
  process.exitCode = play.checks.failed().length === 0 ? 0 : 1;
}

run().catch((cause: unknown) => {
  console.error(cause instanceof Error ? (cause.stack ?? cause.message) : cause);
  process.exitCode = 1;
});
