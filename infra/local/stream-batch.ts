import { setTimeout as wait } from "node:timers/promises";
import type { Invocation, Invoke, LocalMapping } from "./model.ts";
import type { StreamRecord } from "./stream-record.ts";

/** Records that a mapping gave up, and why. */
interface GivenUp {
  records: StreamRecord[];
  reason: string;
  attempts: number;
}

const retryDelayMs = (attempt: number): number => Math.min(50 * 2 ** attempt, 2000);

/** Sequence numbers that the function reported as failed; an unreadable report means the whole batch, as on AWS. */
function failedIn(value: unknown): Set<string> | "all" {
  const items = (value as { batchItemFailures?: { itemIdentifier?: unknown }[] } | null | undefined)
    ?.batchItemFailures;
  if (items === undefined || items === null) return new Set();
  const ids = items.map(({ itemIdentifier }) => itemIdentifier);
  if (ids.some((id) => typeof id !== "string" || id === "")) return "all";
  return new Set(ids.map(String));
}

/** The records that are still to do after an invocation: from the first failed one on. */
function leftOf(records: StreamRecord[], outcome: Invocation, reportsItemFailures: boolean): StreamRecord[] {
  if (outcome.outcome !== "returned") return records;
  const failed = reportsItemFailures ? failedIn(outcome.value) : new Set<string>();
  if (failed === "all") return records;
  const at = records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
  if (at < 0) return failed.size > 0 ? records : [];
  return records.slice(at);
}

const reasonOf = (outcome: Invocation): string => {
  if (outcome.outcome === "failed") return `${outcome.errorType}: ${outcome.message}`;
  if (outcome.outcome === "crashed") return `crashed: ${outcome.message}`;
  return outcome.outcome === "returned" ? "reported as failed" : outcome.outcome;
};

/**
 * Hands a batch to a mapping's function as Lambda's poller does: a failed batch is split (if the mapping says so) or
 * retried; what a function reports as failed is done again from there on; in the end the rest is given up.
 * @returns what was given up; undefined when `isStopped` became true in between
 */
export async function deliverBatch(
  batch: StreamRecord[],
  { mapping, invoke, isStopped }: { mapping: LocalMapping; invoke: Invoke; isStopped: () => boolean },
): Promise<GivenUp[] | undefined> {
  let records = batch;
  for (let attempts = 0; records.length > 0; ) {
    if (isStopped()) return undefined;
    const outcome = await invoke(mapping.functionArn, { Records: records });
    if (outcome.outcome !== "returned" && isStopped()) return undefined;
    if (outcome.outcome === "throttled") {
      await wait(retryDelayMs(0));
      continue;
    }
    const left = leftOf(records, outcome, mapping.reportsItemFailures);
    if (left.length === 0) return [];
    const hasProgress = left.length < records.length;
    records = left;
    if (mapping.bisects && records.length > 1 && !hasProgress) {
      const middle = Math.ceil(records.length / 2);
      const first = await deliverBatch(records.slice(0, middle), { mapping, invoke, isStopped });
      const second = first && (await deliverBatch(records.slice(middle), { mapping, invoke, isStopped }));
      return first && second && [...first, ...second];
    }
    attempts = hasProgress ? 1 : attempts + 1;
    // -1 is CloudFormation's "until the record expires".
    if (mapping.retries >= 0 && attempts > mapping.retries)
      return [{ records, reason: reasonOf(outcome), attempts }];
    await wait(retryDelayMs(attempts));
  }
  return [];
}
