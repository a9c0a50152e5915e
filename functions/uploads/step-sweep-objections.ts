import type { ObjectionDocument } from "../../shared/contract/objection-document-record.ts";
import { abandonAfterSeconds, sweepAfterSeconds } from "../../shared/files/limits.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { sweep } from "../../shared/runtime/sweep.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { inspectObjectionDocument } from "./step-objection-document.ts";

/** Papers of one sweep, the oldest first. */
const atOnce = 10;

/** Looks after one paper. @returns whether its inspection was taken on */
async function lookAfter(waiting: ObjectionDocument, tick: Tick): Promise<boolean> {
  const { id, key, state, createdAt, landedAt, version } = waiting;
  // Whoever began to inspect it a moment ago may still be at it.
  if (landedAt !== null && landedAt > plusSeconds(tick.now, -sweepAfterSeconds)) return false;
  const found = await landed("quarantine", key);
  if (found) {
    log("warn", "swept", { aggregate: id });
    return inspectObjectionDocument(id, { versionId: found.versionId, landedAt: tick.now }, tick);
  }
  const abandoning = transitionOf(uploadLifecycle, "abandon", state);
  if (abandoning && createdAt < plusSeconds(tick.now, -abandonAfterSeconds)) {
    const given = { ...waiting, state: abandoning.to, version: version + 1 };
    await tick.commit({ writes: [objectionDocuments.replace(given, [stillIn(abandoning.from)])] });
  }
  return false;
}

/** The sweep of papers of objections: one of whose landing nobody told is inspected here, what never came is given up. */
export function sweepObjectionDocuments(tick: Tick): Promise<void> {
  const upTo = plusSeconds(tick.now, -sweepAfterSeconds);
  return sweep(objectionDocuments.each("waiting", { limit: 100, upTo }), {
    atOnce,
    aggregateOf: ({ id }) => id,
    lookAfter: (waiting) => lookAfter(waiting, tick),
  });
}
