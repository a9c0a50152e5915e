import { seededRandom } from "./random.ts";

/** What a test does to calls of the store: rates from 0 to 1, decided by the seed. */
export interface StoreFaults {
  seed: number;
  /** Writes refused with TransactionConflict. */
  conflict?: number;
  /** Calls refused with ProvisionedThroughputExceeded. */
  throttle?: number;
  /** Writes that are committed and whose answer never arrives. */
  lost?: number;
}

type Disturbance = "conflict" | "throttle" | "lost";

const writes = new Set(["TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem"]);

/** Says for each call which fault befalls it, if any. */
export function disturber(faults: StoreFaults): (operation: string) => Disturbance | undefined {
  const random = seededRandom(faults.seed);
  return (operation) => {
    const isWrite = writes.has(operation);
    const at = random();
    const conflict = isWrite ? (faults.conflict ?? 0) : 0;
    const throttle = conflict + (faults.throttle ?? 0);
    const lost = throttle + (isWrite ? (faults.lost ?? 0) : 0);
    if (at < conflict) return "conflict";
    if (at < throttle) return "throttle";
    return at < lost ? "lost" : undefined;
  };
}

const namespace = "com.amazonaws.dynamodb.v20120810#";

/** The body that AWS answers with (400) for a refused call. `entries` = items of the transaction. */
export function refusedBody(kind: "conflict" | "throttle", operation: string, entries: number): unknown {
  if (kind === "throttle") {
    return {
      __type: `${namespace}ProvisionedThroughputExceededException`,
      message: "The level of configured provisioned throughput for the table was exceeded.",
    };
  }
  const conflict = "Transaction is ongoing for the item";
  if (operation !== "TransactWriteItems") {
    return { __type: `${namespace}TransactionConflictException`, message: conflict };
  }
  const reasons = Array.from({ length: entries }, (_, at) =>
    at === 0 ? { Code: "TransactionConflict", Message: conflict } : { Code: "None" },
  );
  const codes = reasons.map(({ Code }) => Code).join(", ");
  return {
    __type: `${namespace}TransactionCanceledException`,
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons: reasons,
  };
}
