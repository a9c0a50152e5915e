import { plusSeconds } from "../../shared/kernel/time.ts";
import { submit } from "./applicant.ts";
import type { Applied } from "./applied.ts";
import type { Caller } from "./caller.ts";
import { newKey, refusalOf } from "./caller.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";

const day = 24 * 3600;

/** The first officer proposes a late pass; the second one decides. */
async function latePass(
  { definition }: Play,
  { first, second }: { first: Caller; second: Caller },
  { id, isGranted }: { id: Applied["id"]; isGranted: boolean },
) {
  const params = { id };
  const { application } = await first.applications.getApplication({ params });
  const proposed = await first.applications.proposeLatePass({
    key: newKey(),
    params,
    body: {
      version: application.version,
      category: "platform-failure",
      evidence: "截止前两小时多次无法登录，有值班记录和截图（演示）。",
      until: plusSeconds(definition.timetable.closes.at, day),
    },
  });
  const body = { version: proposed.version, isGranted, reason: "已核对平台日志（演示）。" };
  const deciding = (officer: Caller) =>
    officer.applications.decideDispensation({ key: newKey(), params: { id: proposed.id }, body });
  return { alone: await refusalOf(deciding(first)), decided: await deciding(second) };
}

/**
 * Two societies missed the deadline: one is given a late pass by two officers and submits, the other is not. The public is told
 * why by category, and never on what evidence.
 */
export async function playLatePasses(
  play: Play,
  { roundId }: OpenRound,
  { applied, approverOf }: { applied: readonly Applied[]; approverOf: (one: Applied) => Promise<Caller> },
): Promise<void> {
  const { checks, definition, local } = play;
  const officers = await officersOf(play);
  const named = { undertakingVersion: definition.undertaking.version };
  for (const one of applied) {
    const { course } = one.applicant;
    if (course !== "late" && course !== "late-pass") continue;
    const isGranted = course === "late-pass";
    const { alone, decided } = await latePass(play, officers, { id: one.id, isGranted });
    checks.equal("one officer alone gives no late pass", alone, "second-person-required");
    checks.equal("a second one decides on it", decided.state, isGranted ? "GRANTED" : "REFUSED");
    await local.idle();
    const submission = submit(await approverOf(one), one.id, { ...named, uploads: one.uploads });
    if (isGranted) {
      checks.equal("who was given a late pass submits", (await submission).state, "SUBMITTED");
    } else {
      const refused = await refusalOf(submission);
      checks.equal(
        "who was given none does not",
        refused === "deadline-passed" || refused === "wrong-state",
        true,
      );
    }
  }
  const { items } = await officers.first.applications.listMovedDeadlines({ params: { id: roundId } });
  checks.equal(
    "everybody may see which deadline moved, and why by category",
    items.map(({ kind, category, ...more }) => [kind, category, "evidence" in more]),
    [["late-pass", "platform-failure", false]],
  );
}
