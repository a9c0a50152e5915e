import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const { TABLE, BUCKET, BUS } = process.env;
const store = new DynamoDBClient({});
const bus = new EventBridgeClient({});
const objects = new S3Client({});

const put = (pk: string, more = {}) =>
  store.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: pk }, sk: { S: "-" }, ...more } }));
const get = (pk: string) =>
  store.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: pk }, sk: { S: "-" } } }));

/** What the small app can be asked over HTTP; anything that AWS refuses comes back by its name. */
const acts: Record<string, (id: string) => Promise<unknown>> = {
  submit: (id) => put(`reviews#${id}`, { outbox: { S: id } }),
  read: async (id) => (await get(`reviews#${id}`)).Item !== undefined,
  readForeign: (id) => get(`experts#${id}`),
  scan: () => store.send(new ScanCommand({ TableName: TABLE })),
  upload: (id) => objects.send(new PutObjectCommand({ Bucket: BUCKET, Key: `in-${id}`, Body: "text" })),
  arrivedAt: async () => undefined,
};

interface Asked {
  requestContext?: { timeEpoch: number };
  pathParameters?: { id: string };
  body?: string;
  Records?: { dynamodb: { NewImage?: { outbox?: { S: string } } } }[];
  "detail-type"?: string;
  detail?: { id?: string; object?: { key: string } };
}

/** One function for everything: HTTP, the table's stream, events of the bus, of S3 and of the clock. */
export async function handler(event: Asked): Promise<unknown> {
  if (event.Records) {
    for (const { dynamodb } of event.Records) {
      const id = dynamodb.NewImage?.outbox?.S;
      if (id === undefined) continue;
      const entry = { EventBusName: BUS, Source: "reviews", DetailType: "application.submitted.v1" };
      await bus.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify({ id }) }] }));
    }
    return { batchItemFailures: [] };
  }
  if (event.detail?.id === "poison") throw new Error("cannot be digested");
  if (event["detail-type"] === "Scheduled Event") return put("reviews#tick");
  if (event.detail) return put(`reviews#heard-${event.detail.id ?? event.detail.object?.key}`);
  const act = acts[JSON.parse(event.body ?? "{}").act];
  try {
    const answer = await act?.(event.pathParameters?.id ?? "");
    return { answer: answer ?? event.requestContext?.timeEpoch };
  } catch (cause) {
    return { refused: cause instanceof Error ? cause.name : String(cause) };
  }
}
