import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { Problem } from "../contract/problems.ts";
import type { TransactItem, Write } from "./entity.ts";
import { documents } from "./table.ts";

/** The race that a write lost, when no write of the transaction gives it a name of its own. */
const lostRace = () => new Problem("version-conflict");

/** Reasons that pass by themselves: another transaction was on the item, or the partition was busy. */
const passing = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/** DynamoDB takes 409,600 bytes by its own count, which JSON's exceeds for texts and may miss by a little for numbers. */
const mostItemBytes = 400_000;

/** An item that no retry makes smaller. @throws Problem too-large */
function checkSizes(items: readonly TransactItem[]): void {
  for (const { Put } of items) {
    if (Put && Buffer.byteLength(JSON.stringify(Put.Item)) > mostItemBytes)
      throw new Problem("too-large", { bytes: mostItemBytes });
  }
}

/** 9 tries with full jitter up to 1.6 s each wait at most 6 s: well inside the gateway's 29 s. */
const tries = 9;
const firstWaitMilliseconds = 25;
const longestWaitMilliseconds = 1600;

function waitBefore(attempt: number): Promise<void> {
  const ceiling = Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** attempt);
  return pause(Math.random() * ceiling);
}

/**
 * Writes all or nothing. Conflicts, throttling and lost replies are retried with the same client token, so a
 * transaction that was committed before its reply got lost is not done twice.
 * @throws Problem of the first write that the store refused; too-large when an item is more than it takes
 */
export async function transact(writes: readonly Write[]): Promise<void> {
  const token = randomUUID();
  const items: TransactItem[] = writes.map((write) => write.item);
  checkSizes(items);
  for (let attempt = 0; ; attempt++) {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: items, ClientRequestToken: token }));
      return;
    } catch (cause) {
      if (!(cause instanceof TransactionCanceledException)) throw cause;
      const reasons = cause.CancellationReasons ?? [];
      const refusedAt = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
      if (refusedAt >= 0) {
        const held = reasons[refusedAt]?.Item;
        throw writes[refusedAt]?.refused(held && unmarshall(held)) ?? lostRace();
      }
      if (!reasons.some((reason) => passing.has(reason.Code ?? ""))) throw cause;
      if (attempt + 1 >= tries) throw new Problem("unavailable");
      await waitBefore(attempt);
    }
  }
}
