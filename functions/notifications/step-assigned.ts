import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { errorWords, log } from "../../shared/runtime/log.ts";
import { again } from "../../shared/store/again.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { assignedLetter } from "./letters-review.ts";
import { type Untold, untold } from "./records.ts";
import { aboutRound } from "./step-cause.ts";
import { oweFew } from "./step-owe.ts";

/** An officer gives an expert one application after another; so long after the first, one letter tells of them all. */
const gatherSeconds = 600;
/** Marks that go with one letter; a transaction takes a hundred items, the letter's own among them. */
const toldAtOnce = 80;

type Reader = Pick<Untold, "roundId" | "expertId">;

/** One expert's letter. Who has stood aside, or has begun already, is told nothing of that application. */
async function tellOf({ roundId, expertId }: Reader, { now, commit }: Tick): Promise<void> {
  const waiting = (await untold.list(`${roundId}#${expertId}`)).slice(0, toldAtOnce);
  if (waiting.length === 0) return;
  const marks = waiting.map((mark) => untold.remove(mark));
  const found = await assignments.getMany(waiting);
  const pairs = found
    .filter(({ state, locksAt }) => state === "ASSIGNED" && now < locksAt)
    .toSorted((a, b) => (a.societyCode < b.societyCode ? -1 : 1));
  const [first] = pairs;
  if (!first) return commit({ writes: marks });
  const { about } = await aboutRound({ id: roundId, definitionHash: first.definitionHash });
  const words = assignedLetter(about, pairs, first);
  const id = `assigned:${roundId}:${expertId}:${now}`;
  const { writes, facts } = await oweFew({ id, at: now, correlationId: id }, [
    { template: "assigned", roundId, group: `expert#${expertId}`, roles: ["expert"], words },
  ]);
  await commit({ writes: [...writes, ...marks], facts });
}

/**
 * Experts whose first untold assignment has waited long enough are told of all that they have. One expert's trouble holds
 * up no other.
 * @throws AggregateError when somebody is still untold; the next tick tries again
 */
export async function tellAssigned(tick: Tick): Promise<void> {
  const upTo = plusSeconds(tick.now, -gatherSeconds);
  const readers = new Map<string, Reader>();
  for await (const { roundId, expertId } of untold.each("open", { upTo }))
    readers.set(`${roundId}#${expertId}`, { roundId, expertId });
  const failures: unknown[] = [];
  for (const reader of readers.values()) {
    await again(() => tellOf(reader, tick)).catch((cause: unknown) => {
      log("error", "assignments untold", { aggregate: reader.expertId, error: errorWords(cause) });
      failures.push(cause);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, "assignments untold");
}
