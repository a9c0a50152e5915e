import { createHash } from "node:crypto";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { epochOf, type Instant } from "../kernel/time.ts";
import { documents, tableName } from "./table.ts";

/**
 * Counts one more and tells how many there are now; callers never wait for each other. For limits only: nothing that an
 * applicant writes hangs on a counter.
 * @param at the key, with the service's own prefix
 * @param expiresAtSeconds when the table may forget it
 */
export async function countOneMore(
  at: { pk: string; sk: string },
  expiresAtSeconds: number,
): Promise<number> {
  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: at,
      UpdateExpression: "ADD #count :one SET expiresAtSeconds = :expires",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: { ":one": 1, ":expires": expiresAtSeconds },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  return Number(Attributes?.count);
}

/** How many were counted so far. */
export async function countedSoFar(at: { pk: string; sk: string }): Promise<number> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName(), Key: at, ConsistentRead: true }),
  );
  return Number(Item?.count ?? 0);
}

/** Where a limit is counted, under its service's own prefix: what is limited (only its hash is kept) and a window of time. */
export const limitKey = (prefix: string, subject: string, window: string) => ({
  pk: `${prefix}#${createHash("sha256").update(subject).digest("hex")}`,
  sk: window,
});

/** Which window of so many seconds an instant lies in. */
export const windowOf = (now: Instant, seconds: number): string =>
  String(Math.floor(epochOf(now) / 1000 / seconds));

/** When the table may forget what was counted in the window of an instant. */
export const forgottenAt = (now: Instant, seconds: number): number =>
  Math.floor(epochOf(now) / 1000) + 2 * seconds;
