import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** One client per container; the SDK retries throttling and lost connections itself, with jitter. */
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 6 }), {
  marshallOptions: { removeUndefinedValues: true },
});

// It walks through every call and answer to hide what is sensitive from a logger that nobody has set.
documents.middlewareStack.remove("loggerMiddleware");

/** The one table's name; read on use so that a rule's test can load a file that merely mentions a record. */
export function tableName(): string {
  const name = process.env.LINXUAN_TABLE;
  if (name === undefined || name === "") throw new Error("LINXUAN_TABLE is not set");
  return name;
}

/** The only index: overloaded keys, each record says which question its entry answers. */
export const indexName = "byIndex";

/** The table as infra creates it; keys live here and nowhere else. */
export const tableKeys = {
  partition: "pk",
  sort: "sk",
  index: { name: indexName, partition: "ipk", sort: "isk" },
} as const;
