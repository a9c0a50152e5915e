import { parseArgs } from "node:util";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { writeAccounts } from "./accounts.ts";
import { createChecks } from "./checks.ts";
import { playExamination } from "./examination.ts";
import { playIntake } from "./intake.ts";
import { localOf } from "./local.ts";
import { openRound } from "./office.ts";
import { playOutcome } from "./outcome.ts";
import { planRound } from "./plan.ts";
import type { Play } from "./play.ts";
import { createProgress } from "./progress.ts";
import { playReview } from "./review.ts";
import { readSocieties } from "./societies.ts";

/** Plays a round up to a stage against a cloud that runs: `npm start -- --seed STAGE` starts this. */
const { values } = parseArgs({
  options: { stage: { type: "string" }, url: { type: "string" }, accounts: { type: "string" } },
});
const { stage, url = "", accounts = "" } = values;
const seed = 1;
const societies = readSocieties();
const play: Play = {
  local: localOf(url),
  seed,
  definition: cast2021,
  societies,
  plan: planRound(seed, societies),
  checks: createChecks(),
  progress: createProgress((text) => process.stdout.write(text), process.stdout.isTTY),
};

await writeAccounts(accounts, play);
const round = await openRound(play);
if (stage !== "open") {
  const intake = await playIntake(play, round);
  if (stage !== "submitted") {
    await playExamination(play, intake, round);
    const { tied } = await playReview(play, round);
    if (stage !== "scored") await playOutcome(play, round, { dir: "out/seed", tied });
  }
}
for (const { what, found } of play.checks.failed()) console.error(`${what}: ${found}`);
process.exitCode = play.checks.failed().length === 0 ? 0 : 1;
