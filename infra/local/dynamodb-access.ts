import type { Access } from "./caller.ts";
import type { LocalTable } from "./model.ts";

/** An attribute value of the wire: `{ S: "..." }`. */
type Value = Record<string, unknown>;
type Item = Record<string, Value>;

interface Call {
  TableName?: string;
  IndexName?: string;
  Key?: Item;
  Item?: Item;
  KeyConditionExpression?: string;
  KeyConditions?: Record<string, { ComparisonOperator?: string; AttributeValueList?: Value[] }>;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
  RequestItems?: Record<
    string,
    { Keys?: Item[] } | { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]
  >;
  TransactItems?: Record<string, Call>[];
}

/** What a transaction's entry is authorised as. */
const actionOfEntry: Record<string, string> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

const textOf = (value: Value | undefined): string | undefined => {
  const [first] = Object.values(value ?? {});
  return first === undefined ? undefined : String(first);
};

const partitionOf = (schema: LocalTable["keySchema"]): string =>
  schema.find(({ KeyType }) => KeyType === "HASH")?.AttributeName ?? "";

/** The partition key's value in a Query's condition: `name = :value`, plain or with placeholders. */
function queriedKey(call: Call, partition: string): string | undefined {
  const old = call.KeyConditions?.[partition];
  if (old) return old.ComparisonOperator === "EQ" ? textOf(old.AttributeValueList?.[0]) : undefined;
  for (const [, name = "", value = ""] of (call.KeyConditionExpression ?? "").matchAll(
    /([#\w.-]+)\s*=\s*(:\w+)/g,
  )) {
    const attribute = name.startsWith("#") ? call.ExpressionAttributeNames?.[name] : name;
    if (attribute === partition) return textOf(call.ExpressionAttributeValues?.[value]);
  }
  return undefined;
}

const present = (values: (string | undefined)[]): string[] => values.filter((one) => one !== undefined);

/**
 * What a DynamoDB call must be allowed to do, as AWS authorises it: per item in a transaction, per table in a batch; a
 * query on an index asks for the index. `dynamodb:LeadingKeys` carries the partition keys that it touches.
 * @param tables names and keys; a name not among them is answered by the store, under the name's own ARN
 * @param arnPrefix `arn:aws:dynamodb:<region>:<account>:table/`
 */
export function accessesOf(
  operation: string,
  call: Call,
  { tables, arnPrefix }: { tables: readonly LocalTable[]; arnPrefix: string },
): Access[] {
  const tableOf = (name = "") => {
    const short = name.slice(name.lastIndexOf("/") + 1);
    const table = tables.find((one) => one.name === short);
    return { table, arn: table?.arn ?? `${arnPrefix}${short}` };
  };
  const access = (action: string, resource: string, keys: string[] | undefined): Access => ({
    action: `dynamodb:${action}`,
    resource,
    context: keys === undefined ? {} : { "dynamodb:LeadingKeys": keys },
  });
  const single = (action: string, one: Call): Access => {
    const { table, arn } = tableOf(one.TableName);
    const key = one.Key ?? one.Item;
    return access(action, arn, table && key && present([textOf(key[partitionOf(table.keySchema)])]));
  };

  if (operation === "TransactWriteItems" || operation === "TransactGetItems") {
    return (call.TransactItems ?? []).flatMap((entry) =>
      Object.entries(entry).map(([kind, one]) => {
        const asked = single(actionOfEntry[kind] ?? kind, one);
        return { ...asked, context: { ...asked.context, "dynamodb:EnclosingOperation": [operation] } };
      }),
    );
  }
  if (operation === "BatchGetItem" || operation === "BatchWriteItem") {
    return Object.entries(call.RequestItems ?? {}).map(([name, asked]) => {
      const { table, arn } = tableOf(name);
      const keys = Array.isArray(asked)
        ? asked.map((one) => one.PutRequest?.Item ?? one.DeleteRequest?.Key)
        : (asked.Keys ?? []);
      const partition = table ? partitionOf(table.keySchema) : "";
      return access(operation, arn, present(keys.map((key) => textOf(key?.[partition]))));
    });
  }
  if (operation === "Query" || operation === "Scan") {
    const { table, arn } = tableOf(call.TableName);
    const index = table?.indexes.find(({ IndexName }) => IndexName === call.IndexName);
    const resource = call.IndexName === undefined ? arn : `${arn}/index/${call.IndexName}`;
    const schema = index?.KeySchema ?? table?.keySchema;
    const key = schema && operation === "Query" ? queriedKey(call, partitionOf(schema)) : undefined;
    return [access(operation, resource, key === undefined ? undefined : [key])];
  }
  if (call.TableName !== undefined) return [single(operation, call)];
  return [access(operation, "*", undefined)];
}

/** A call that names no partition key where its grant could bind to one: no rule about keys can judge it. */
export const isUnbound = (operation: string, accesses: readonly Access[]): boolean =>
  operation === "Query" && accesses.some(({ context }) => context["dynamodb:LeadingKeys"] === undefined);
