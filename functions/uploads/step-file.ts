import { isLostRace } from "../../shared/contract/problems.ts";
import type { SafeCopy } from "../../shared/contract/safe-copies.ts";
import type { FileOnItsWay } from "../../shared/contract/uploads.ts";
import { abandonAfterSeconds, sweepAfterSeconds } from "../../shared/files/limits.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import type { Fact } from "../../shared/runtime/facts.ts";
import { log } from "../../shared/runtime/log.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { sweep } from "../../shared/runtime/sweep.ts";
import type { Write } from "../../shared/store/entity.ts";
import type { DocumentText, Inspection } from "./inspection.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { keepCopy, keepOriginal, verdictActs, verdictOn } from "./step-look.ts";

export interface Landing {
  versionId: string;
  landedAt: Instant;
}

/** What inspection made of a file. */
export interface Judgement {
  inspection: Inspection;
  kept: FileOnItsWay["kept"];
  safeCopy: SafeCopy | null;
  now: Instant;
}

/** A kind of files on their way: where they are kept, and what a verdict on one is written and told with. */
export interface Shelf<F extends FileOnItsWay & { id: string }> {
  read: (file: F) => Promise<F | undefined>;
  /** The file as it is now, written only while it stands in one of these states. */
  replace: (file: F, from: readonly F["state"][]) => Write;
  copyKeyOf: (file: F) => string;
  /** What the file says, where anybody reads it again. */
  keepText?: (file: F, text: DocumentText) => Promise<void>;
  /** The file with the rest of its verdict, what is written beside it, and who is told. */
  judged: (
    file: F & { versionId: string },
    judgement: Judgement,
  ) => { file: F; beside: Write[]; facts: Fact[] };
}

type Act = Pick<Tick, "now" | "commit">;

/** The file as its inspection leaves it, with what lies beside it. */
function withVerdict<F extends FileOnItsWay & { id: string }>(
  shelf: Shelf<F>,
  held: F & { versionId: string },
  judgement: Judgement,
): { writes: Write[]; facts: Fact[] } | undefined {
  const { inspection, kept, now } = judgement;
  const judging = transitionOf(uploadLifecycle, verdictActs[inspection.verdict], held.state);
  if (!judging) return undefined;
  const { reasons } = inspection;
  const version = held.version + 1;
  const done = { ...held, state: judging.to, kept, reasons, inspectedAt: now, version };
  const { file, beside, facts } = shelf.judged(done, judgement);
  return { writes: [shelf.replace(file, judging.from), ...beside], facts };
}

/**
 * Inspects one landed version and writes the verdict. The attempt is written before the inspection begins, so that one
 * which dies is counted. Of two that inspect the same version (an event that came twice, the sweep) the first has its way.
 * @returns false when the file has its verdict already
 */
export async function inspectFile<F extends FileOnItsWay & { id: string }>(
  shelf: Shelf<F>,
  file: F,
  { landing: told, tick: { now, commit } }: { landing: Landing; tick: Act },
): Promise<boolean> {
  const landing = transitionOf(uploadLifecycle, "land", file.state);
  if (!landing) return false;
  const versionId = file.versionId ?? told.versionId;
  const begun = {
    ...file,
    state: landing.to,
    versionId,
    landedAt: file.landedAt ?? told.landedAt,
    attempts: file.attempts + 1,
    version: file.version + 1,
  };
  await commit({ writes: [shelf.replace(begun, landing.from)] });
  const { inspection, text, bytes } = await verdictOn(begun);
  const kept = inspection.verdict === "refused" ? null : await keepOriginal(begun);
  if (kept && text) await shelf.keepText?.(begun, text);
  const safeCopy =
    kept && bytes ? await keepCopy(begun, shelf.copyKeyOf(begun), { inspection, original: bytes }) : null;
  for (let held: F | undefined = begun; held; held = await shelf.read(held)) {
    const act = withVerdict(shelf, { ...held, versionId }, { inspection, kept, safeCopy, now });
    if (!act) return false;
    try {
      await commit(act);
      return true;
    } catch (cause) {
      // A scanner has spoken meanwhile; it does so once.
      if (!isLostRace(cause)) throw cause;
    }
  }
  return false;
}

interface Sweeping<F> {
  waiting: AsyncIterable<F>;
  /** Files of one sweep, the oldest first. */
  atOnce: number;
  /** Beyond the time that every file has: may it still come? */
  mayCome?: (file: F) => Promise<boolean>;
}

/** One of whose landing nobody told is inspected here, what never came is given up. */
export function sweepFiles<F extends FileOnItsWay & { id: string }>(
  shelf: Shelf<F>,
  tick: Tick,
  { waiting, atOnce, mayCome }: Sweeping<F>,
): Promise<void> {
  const { now } = tick;
  const lookAfter = async (file: F): Promise<boolean> => {
    // Whoever began to inspect it a moment ago may still be at it.
    if (file.landedAt !== null && file.landedAt > plusSeconds(now, -sweepAfterSeconds)) return false;
    const found = await landed("quarantine", file.key);
    if (found) {
      log("warn", "swept", { aggregate: file.id });
      const held = await shelf.read(file);
      const landing = { versionId: found.versionId, landedAt: now };
      if (held) await inspectFile(shelf, held, { landing, tick });
      return true;
    }
    const abandoning = transitionOf(uploadLifecycle, "abandon", file.state);
    const isLate = file.createdAt < plusSeconds(now, -abandonAfterSeconds);
    if (abandoning && isLate && !(await mayCome?.(file))) {
      const given = { ...file, state: abandoning.to, version: file.version + 1 };
      await tick.commit({ writes: [shelf.replace(given, abandoning.from)] });
    }
    return false;
  };
  return sweep(waiting, { atOnce, aggregateOf: ({ id }) => id, lookAfter });
}
