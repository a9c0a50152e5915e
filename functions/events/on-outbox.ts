import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { log } from "../../shared/runtime/log.ts";
import { publish } from "../../shared/runtime/relay.ts";
import { eventOf } from "../../shared/store/outbox.ts";

/** Stream -> bus. What the bus did not take is reported item by item, and the stream brings it again. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async ({ Records }) => {
  const sequenceOf = new Map<string, string>();
  const events = Records.flatMap((record) => {
    const image = record.dynamodb?.NewImage;
    if (!image) return [];
    const event = eventOf(unmarshall(image as Record<string, AttributeValue>));
    sequenceOf.set(event.id, record.dynamodb?.SequenceNumber ?? "");
    return [event];
  });
  const failed = await publish(events);
  log("info", "relayed", { count: events.length - failed.size });
  return { batchItemFailures: [...failed].map((id) => ({ itemIdentifier: sequenceOf.get(id) ?? "" })) };
});
