import type { _Record as StoredRecord } from "@aws-sdk/client-dynamodb-streams";
import type { LocalTable } from "./model.ts";

/** A stream record in the form that Lambda gets. */
export interface StreamRecord {
  eventID: string;
  eventName: string;
  eventVersion: string;
  eventSource: "aws:dynamodb";
  awsRegion: string;
  eventSourceARN: string;
  dynamodb: { SequenceNumber: string; [field: string]: unknown };
}

/** Bytes travel as base64 in Lambda's events, and sets of bytes with them. */
const asJson = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(asJson);
  if (value === null || typeof value !== "object") return value;
  const fields = Object.entries(value).filter(([name]) => name !== "$unknown");
  return Object.fromEntries(fields.map(([name, field]) => [name, asJson(field)]));
};

/** A record as the store has it, as Lambda gets it. */
export function recordOf(
  stored: StoredRecord,
  { table, region }: { table: LocalTable; region: string },
): StreamRecord {
  const { ApproximateCreationDateTime: at, SequenceNumber = "", ...change } = stored.dynamodb ?? {};
  return {
    eventID: stored.eventID ?? "",
    eventName: stored.eventName ?? "",
    eventVersion: stored.eventVersion ?? "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    eventSourceARN: `${table.arn}/stream/local`,
    dynamodb: {
      ...(asJson(change) as object),
      ...(at && { ApproximateCreationDateTime: Math.floor(at.getTime() / 1000) }),
      SequenceNumber,
    },
  };
}
