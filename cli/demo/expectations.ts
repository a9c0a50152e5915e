import type { Intake } from "./applied.ts";
import { playedItems } from "./asked.ts";
import type { Play } from "./play.ts";
import type { Result } from "./result.ts";

/** What the whole play must have come to: every place filled, every planted case found, nothing lost on the way. */
export function checkResult({ checks, definition, plan }: Play, { applied }: Intake, result: Result): void {
  const { applicants } = plan;
  const ofCourse = (course: string) => applicants.filter((one) => one.course === course).length;
  for (const { id, places } of definition.tiers) {
    checks.equal(`tier ${id} has its places`, result.tiers[id]?.length, places);
  }
  const { lastPlace } = result;
  checks.equal(
    "the tie at the last place is in the result as it was told apart",
    [lastPlace.place, lastPlace.link, lastPlace.decidedBy, new Set(lastPlace.composites).size],
    [
      definition.tiers.reduce((sum, { places }) => sum + places, 0),
      definition.scoring.ties.chain.length,
      definition.scoring.ties.chain.at(-1)?.kind,
      1,
    ],
  );
  checks.equal(
    "everything that the demonstration is to show was played, and held",
    playedItems(checks).flatMap(({ checks: own }) =>
      own.filter(({ holds }) => !holds).map(({ what }) => what),
    ),
    [],
  );
  checks.equal("every applicant has one application", result.applications, applicants.length);
  checks.equal(
    "late and unfinished drafts are closed",
    result.applicationStates.EXPIRED,
    ofCourse("late") + ofCourse("stale-draft"),
  );
  checks.equal("who withdrew is out", result.applicationStates.WITHDRAWN, ofCourse("withdrawn"));
  checks.equal(
    "every wrong file was refused",
    result.refusedUploads.length,
    applicants.filter(({ wrongFile }) => wrongFile !== null).length,
  );
  const scans = applied.filter(({ applicant, uploads }) => applicant.isScan && uploads.length > 0).length;
  checks.equal("every scan waits for a person's eye, and nothing else does", result.flagged.length, scans);
  checks.equal("nothing lies in a dead-letter queue", result.events.dead, 0);
  checks.equal("every fact that was written was delivered", result.events.delivered, result.events.written);
  checks.equal("every letter that was owed was sent", result.mails.sent, result.mails.owed);
  checks.equal("no letter failed", result.mails.failed, 0);
}
