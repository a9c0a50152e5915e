import type { Copies } from "../../shared/contract/paper.ts";
import { isLostRace } from "../../shared/contract/problems.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { paperShort } from "../../shared/events/paper.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { onTick, type Tick } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { copies } from "../../shared/store/published/copies.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { copiesLifecycle } from "./lifecycle.ts";
import { called, changed, payloadOf } from "./records.ts";

/** Copies of one transaction: each is two items, a transaction takes a hundred. */
const atOnce = 40;

const daySeconds = 86_400;

/** Rounds whose copies somebody may still wait for. */
const isRunning = ({ state }: Round): boolean => state !== "DRAFT" && state !== "AWARDED";

/** The copies as they stand once their society was told what is short, and the fact of it. */
function callOf(held: Copies, now: Instant) {
  const transition = transitionOf(copiesLifecycle, "call", held.state);
  if (!transition) return [];
  const next: Copies = { ...held, state: transition.to, calledAt: now, version: held.version + 1 };
  const { applicationId, version } = next;
  return [
    {
      write: changed(next, transition),
      fact: fact(paperShort, { aggregateId: applicationId, version, payload: payloadOf(next) }),
    },
  ];
}

/** Tells some; where one was written meanwhile, each by itself, and that one waits for the next tick. @returns whether all were told */
async function tell(some: readonly Copies[], { now, commit }: Tick): Promise<boolean> {
  const calls = some.flatMap((held) => callOf(held, now));
  if (calls.length === 0) return true;
  try {
    await commit({ writes: calls.map(({ write }) => write), facts: calls.map((one) => one.fact) });
    return true;
  } catch (cause) {
    if (!isLostRace(cause)) throw cause;
    if (some.length === 1) return false;
    const alone = [];
    for (const one of some) alone.push(await tell([one], { now, commit } as Tick));
    return alone.every((isTold) => isTold);
  }
}

/** A round's shortages are told once, when its deadline for paper and the days after it have passed. */
async function callIn(round: Round, tick: Tick): Promise<void> {
  const { paper } = (await definitionOf(round)).documents;
  if (paper === null) return;
  const { deadline, shortage } = paper;
  const key = { roundId: round.id, deadline: deadline.at };
  if (tick.now <= plusSeconds(deadline.at, shortage.toldAfterDays * daySeconds)) return;
  const mark = await called.get(key);
  if (mark?.doneAt) return;
  const short = await copies.all(`short#${round.id}`);
  let areAllTold = true;
  for (let at = 0; at < short.length; at += atOnce)
    areAllTold = (await tell(short.slice(at, at + atOnce), tick)) && areAllTold;
  if (!areAllTold) return;
  const done = { ...key, doneAt: tick.now, version: (mark?.version ?? 0) + 1 };
  await tick.commit({ writes: [mark ? called.replace(done) : called.create(done)] });
}

export const handler = onTick("paper-on-tick", async (tick) => {
  const failures: unknown[] = [];
  for (const round of (await rounds.all("all")).filter(isRunning))
    await callIn(round, tick).catch((cause: unknown) => {
      failures.push(cause);
    });
  // One round's trouble holds up no other; it is told all the same.
  if (failures.length > 0) throw new AggregateError(failures, "shortages could not be told");
});
