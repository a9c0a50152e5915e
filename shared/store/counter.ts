import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
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
