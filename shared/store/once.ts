import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { Problem } from "../contract/problems.ts";
import type { ServiceName } from "../kernel/services.ts";
import type { Write } from "./entity.ts";
import { documents, tableName } from "./table.ts";

/** Answers are kept for 7 days: longer than a network failure, a weekend and a holiday last. */
export const answerDays = 7;
const day = 86_400_000;

/** One act of one caller, as its Idempotency-Key and the hash of its request name it. */
export interface Once {
  service: ServiceName;
  actorId: string;
  route: string;
  key: string;
  requestHash: string;
  arrivedAt: string;
}

interface Answered {
  requestHash: string;
  answer: unknown;
}

const keyOf = (once: Once) => ({
  pk: `${once.service}#once#${once.actorId}`,
  sk: `${once.route}#${once.key}`,
});

/** Raised to leave a handler when the same act was answered before. */
export class AnsweredBefore extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super("answered before");
    this.answer = answer;
  }
}

function compare(once: Once, held: Answered): AnsweredBefore | Problem {
  return held.requestHash === once.requestHash
    ? new AnsweredBefore(held.answer)
    : new Problem("idempotency-mismatch");
}

/** The first answer of this act, if it was done before. @throws Problem idempotency-mismatch */
export async function answeredBefore(once: Once): Promise<AnsweredBefore | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName(), Key: keyOf(once), ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const found = compare(once, { requestHash: String(Item.requestHash), answer: Item.answer });
  if (found instanceof Problem) throw found;
  return found;
}

/** Key, request hash and answer as one more item of the transaction; a second attempt fails on it and finds the answer. */
export function onceWrite(once: Once, answer: unknown): Write {
  return {
    item: {
      Put: {
        TableName: tableName(),
        Item: {
          ...keyOf(once),
          kind: "once",
          requestHash: once.requestHash,
          answer,
          expiresAtSeconds: Math.floor((Date.parse(once.arrivedAt) + answerDays * day) / 1000),
        },
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    },
    refused: (held) => {
      if (held) throw compare(once, { requestHash: String(held.requestHash), answer: held.answer });
      return undefined;
    },
  };
}

/** The mark of an event that a consumer has dealt with. */
export interface Heard {
  service: ServiceName;
  consumer: string;
  /** `each`: every event counts once. `latest`: an event older than the one held is ignored. */
  mode: "each" | "latest";
  eventId: string;
  aggregateId: string;
  version: number;
}

/** Raised to leave a consumer when the event was heard before or a newer one is held. */
export class HeardBefore extends Error {}

/** The consumer's mark as one more item of its transaction: delivered twice or late, an event changes nothing. */
export function heardWrite(heard: Heard): Write {
  const isEach = heard.mode === "each";
  return {
    item: {
      Put: {
        TableName: tableName(),
        Item: {
          pk: `${heard.service}#heard#${heard.consumer}#${heard.aggregateId}`,
          sk: isEach ? heard.eventId : "latest",
          kind: "heard",
          heardVersion: heard.version,
        },
        ConditionExpression: isEach
          ? "attribute_not_exists(pk)"
          : "attribute_not_exists(pk) OR heardVersion < :version",
        ...(!isEach && { ExpressionAttributeValues: { ":version": heard.version } }),
      },
    },
    refused: () => {
      throw new HeardBefore(heard.eventId);
    },
  };
}
