import type { Upload } from "../../shared/contract/uploads.ts";
import { abandonAfterSeconds, sweepAfterSeconds } from "../../shared/files/limits.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { onTick, type Tick } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { sweep } from "../../shared/runtime/sweep.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { abandonPartsAfterSeconds } from "./policy.ts";
import { partPlans } from "./records.ts";
import { inspectLanded } from "./step-inspect.ts";
import { sweepLetters } from "./step-sweep-letters.ts";
import { sweepObjectionDocuments } from "./step-sweep-objections.ts";

/** Inspections of one sweep, the oldest first. */
const atOnce = 20;

/** Has nothing come for longer than it can take? */
async function isForgotten(
  { applicationId, id: uploadId, createdAt }: Upload,
  now: Instant,
): Promise<boolean> {
  if (createdAt >= plusSeconds(now, -abandonAfterSeconds)) return false;
  const parts = await partPlans.get({ applicationId, uploadId });
  return parts?.state !== "OPEN" || createdAt < plusSeconds(now, -abandonPartsAfterSeconds);
}

/** Looks after one upload. @returns true when its inspection was taken on */
async function lookAfter(waiting: Upload, tick: Tick): Promise<boolean> {
  const found = await landed("quarantine", waiting.key);
  if (found) {
    log("warn", "swept", { aggregate: waiting.id });
    await inspectLanded(waiting, { versionId: found.versionId, landedAt: tick.now }, tick);
    return true;
  }
  const transition = transitionOf(uploadLifecycle, "abandon", waiting.state);
  if (transition && (await isForgotten(waiting, tick.now))) {
    const given: Upload = { ...waiting, state: transition.to, version: waiting.version + 1 };
    await tick.commit({ writes: [uploads.replace(given, [stillIn(transition.from)])] });
  }
  return false;
}

/** What waits for a verdict too long is inspected here, whatever never landed is given up. */
function sweepUploads(tick: Tick): Promise<void> {
  const upTo = plusSeconds(tick.now, -sweepAfterSeconds);
  return sweep(uploads.each("waiting", { limit: 100, upTo }), {
    atOnce,
    aggregateOf: ({ id }) => id,
    // Whoever began to inspect it a moment ago may still be at it.
    lookAfter: async (waiting) =>
      waiting.landedAt !== null && waiting.landedAt > upTo ? false : lookAfter(waiting, tick),
  });
}

/** The sweep of files, of letters of registrations and of papers of objections. */
export const handler = onTick("uploads-on-tick", async (tick) => {
  await sweepLetters(tick);
  await sweepObjectionDocuments(tick);
  await sweepUploads(tick);
});
