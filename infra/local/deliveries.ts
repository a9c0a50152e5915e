import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openJournal } from "./journal.ts";
import type { Invocation, Invoke, LocalFunction } from "./model.ts";
import type { Queues } from "./queues.ts";
import { seededRandom } from "./random.ts";

const lookMs = 10;

/** One asynchronous call that is owed. */
interface Delivery {
  functionArn: string;
  event: unknown;
  /** The rule, schedule or mapping that owes it: shown in the dead-letter queue. */
  source: string;
  attempts: number;
}

/** What a test does to deliveries: rates are 0 to 1; `delayMs` is the longest delay. */
export interface Disorder {
  duplicate?: number | undefined;
  delayMs?: number | undefined;
  shuffle?: boolean | undefined;
}

export interface DeliveriesOptions {
  functions: readonly LocalFunction[];
  deliver: Invoke;
  queues: Queues;
  dir?: string | undefined;
  seed?: number | undefined;
  disorder?: Disorder | undefined;
  /** Calls of one function at the same time; beyond, they queue here rather than be throttled there. */
  parallel?: number | undefined;
  /** Wait before the nth retry; AWS waits one and two minutes. */
  retryDelayMs?: ((attempt: number) => number) | undefined;
}

const reasonOf = (outcome: Exclude<Invocation, { outcome: "returned" | "throttled" }>): string => {
  if (outcome.outcome === "failed") return `${outcome.errorType}: ${outcome.message}`;
  return outcome.outcome === "timed-out" ? "timed out" : `crashed: ${outcome.message}`;
};

/**
 * Lambda's asynchronous invocation: kept on disk before it is acknowledged, called at least once, retried as often as
 * the function says, then put in its dead-letter queue.
 */
export function createDeliveries(options: DeliveriesOptions) {
  const { functions, deliver, queues, dir, parallel = 4 } = options;
  const retryDelayMs = options.retryDelayMs ?? ((attempt: number) => 100 * 4 ** (attempt - 1));
  let random = seededRandom(options.seed ?? 1);
  let disorder = options.disorder ?? {};
  const owed = openJournal<Delivery>(dir === undefined ? undefined : join(dir, "deliveries.jsonl"));
  const ready = new Map<string, string[]>();
  const running = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  let waiting: (() => void)[] = [];
  let isClosed = false;
  let inFlight = 0;

  const functionOf = (arn: string): LocalFunction => {
    const found = functions.find((one) => one.arn === arn);
    if (found === undefined) throw new Error(`no function ${arn} in the template`);
    return found;
  };

  function wakeIfIdle(): void {
    if (owed.size() > 0 && !(isClosed && inFlight === 0)) return;
    const wakened = waiting;
    waiting = [];
    for (const wake of wakened) wake();
  }

  function enqueue(id: string, arn: string, delayMs: number): void {
    if (isClosed) return;
    if (delayMs > 0) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        enqueue(id, arn, 0);
      }, delayMs);
      timers.add(timer);
      return;
    }
    const line = ready.get(arn) ?? [];
    line.push(id);
    ready.set(arn, line);
    pump(arn);
  }

  function pump(arn: string): void {
    const line = ready.get(arn) ?? [];
    const most = Math.min(parallel, functionOf(arn).reservedConcurrency ?? parallel);
    while (line.length > 0 && (running.get(arn) ?? 0) < most && !isClosed) {
      const at = disorder.shuffle ? Math.floor(random() * line.length) : 0;
      const [id] = line.splice(at, 1);
      const delivery = id === undefined ? undefined : owed.get(id);
      if (id === undefined || delivery === undefined) continue;
      running.set(arn, (running.get(arn) ?? 0) + 1);
      inFlight += 1;
      void call(id, delivery).finally(() => {
        running.set(arn, (running.get(arn) ?? 1) - 1);
        inFlight -= 1;
        wakeIfIdle();
        pump(arn);
      });
    }
  }

  async function call(id: string, delivery: Delivery): Promise<void> {
    const { functionArn, event, source } = delivery;
    const outcome = await deliver(functionArn, event).catch(
      (cause: unknown): Invocation => ({ outcome: "crashed", message: String(cause) }),
    );
    if (outcome.outcome === "returned") return owed.drop(id);
    // What a closing cloud cut off was not tried: it is delivered after the restart.
    if (isClosed) return;
    if (outcome.outcome === "throttled") return enqueue(id, functionArn, 50 + random() * 50);
    const attempts = delivery.attempts + 1;
    const { asyncRetries, deadLetterArn, name } = functionOf(functionArn);
    if (attempts <= asyncRetries) {
      owed.put(id, { ...delivery, attempts });
      return enqueue(id, functionArn, retryDelayMs(attempts));
    }
    const failure = { reason: reasonOf(outcome), attempts, functionArn, source };
    console.error(`${name} failed for good on ${source}: ${failure.reason}`);
    if (deadLetterArn === undefined) queues.drop(event, failure);
    else queues.send(deadLetterArn, event, failure);
    owed.drop(id);
  }

  function submit(functionArn: string, event: unknown, source: string): void {
    functionOf(functionArn);
    const copies = random() < (disorder.duplicate ?? 0) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const id = randomUUID();
      owed.put(id, { functionArn, event, source, attempts: 0 });
      enqueue(id, functionArn, random() * (disorder.delayMs ?? 0));
    }
  }

  const inherited = owed.entries();
  return {
    submit,
    /** Disturbs deliveries from now on; undefined ends it. */
    disturb(faults: (Disorder & { seed: number }) | undefined): void {
      disorder = faults ?? {};
      if (faults !== undefined) random = seededRandom(faults.seed);
    },
    /** Takes up what an earlier run still owed. */
    start(): void {
      for (const [id, { functionArn }] of inherited) enqueue(id, functionArn, 0);
    },
    /** Calls owed: waiting, running or waiting for a retry. */
    owed: () => owed.size(),
    /** Resolves when the calls that are owed now have ended; what comes later does not hold it up. */
    async caughtUp(): Promise<void> {
      const now = owed.entries().map(([id]) => id);
      while (!isClosed && now.some((id) => owed.get(id) !== undefined)) await wait(lookMs);
    },
    /** Resolves when nothing is owed. */
    idle: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        wakeIfIdle();
      }),
    /** Starts nothing more and waits for what runs; the rest stays on disk. */
    async close(): Promise<void> {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      if (inFlight > 0) await new Promise<void>((resolve) => waiting.push(resolve));
      wakeIfIdle();
    },
  };
}
