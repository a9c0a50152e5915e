import type { Upload } from "../../shared/contract/uploads.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { onTick } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { abandonAfterSeconds, sweepAfterSeconds } from "./policy.ts";
import { inspectLanded } from "./step-inspect.ts";

/** Uploads of one sweep, the oldest first: a sweep ends well inside its timeout, the next comes in a minute. */
const atOnce = 20;

/** The sweep: whatever waits for a verdict too long is inspected here, whatever never landed is given up. */
export const handler = onTick("uploads-on-tick", async (tick) => {
  const { items } = await uploads.page("waiting", {
    limit: atOnce,
    upTo: plusSeconds(tick.now, -sweepAfterSeconds),
  });
  for (const waiting of items) {
    const found = await landed("quarantine", waiting.key);
    if (found) {
      log("warn", "swept", { aggregate: waiting.id });
      await inspectLanded(waiting, { versionId: found.versionId, landedAt: tick.now }, tick);
      continue;
    }
    const transition = transitionOf(uploadLifecycle, "abandon", waiting.state);
    if (!transition || waiting.createdAt >= plusSeconds(tick.now, -abandonAfterSeconds)) continue;
    const given: Upload = { ...waiting, state: transition.to, version: waiting.version + 1 };
    await tick.commit({ writes: [uploads.replace(given, [stillIn(transition.from)])] });
  }
});
