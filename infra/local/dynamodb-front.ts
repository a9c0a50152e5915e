import { Agent, type IncomingHttpHeaders, request as openRequest, type ServerResponse } from "node:http";
import { type Caller, type IsAllowed, refusalMessage, refusalOf } from "./caller.ts";
import { createClientTokens, ParametersDiffer } from "./client-tokens.ts";
import { accessesOf, isUnbound } from "./dynamodb-access.ts";
import { disturber, refusedBody, type StoreFaults } from "./faults.ts";
import type { Cloud } from "./model.ts";

/** One call of a function: for the bench (round trips, units) and for tests that compare keys. */
export interface StoreCall {
  function: string;
  /** The API operation, e.g. `TransactWriteItems`. */
  action: string;
  /** What it was authorised as, with the partition keys that it touched. */
  accesses: { action: string; keys: string[] }[];
  /** Capacity units as the store counts them. */
  units: number;
}

interface FrontOptions {
  cloud: Cloud;
  /** The store's address. */
  storeUrl: string;
  isAllowed: IsAllowed;
  /** Told of every call that went through: the stream has something to read. */
  onWrite?: (() => void) | undefined;
}

interface Asked {
  caller: Caller;
  target: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  response: ServerResponse;
}

const jsonType = "application/x-amz-json-1.0";

/** Answers in DynamoDB's own form. */
function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": jsonType }).end(JSON.stringify(body));
}

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A client token that comes again with another transaction. */
const parametersDiffer: Reply = {
  status: 400,
  headers: { "content-type": jsonType },
  body: Buffer.from(
    JSON.stringify({
      __type: "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",
      Message: "The provided client token was used with other parameters.",
    }),
  ),
};

function unitsIn(reply: Reply): number {
  const { ConsumedCapacity } = JSON.parse(reply.body.toString()) as { ConsumedCapacity?: unknown };
  const counted = [ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
  return counted.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

/**
 * The DynamoDB API: judges each call by the caller's policy as AWS does, then hands it to the store and its answer back,
 * byte for byte. While `record` is on, calls are kept with their units.
 */
export function createFront({ cloud, storeUrl, isAllowed, onWrite }: FrontOptions) {
  const agent = new Agent({ keepAlive: true });
  const { hostname: host, port } = new URL(storeUrl);
  const partition = cloud.region.startsWith("cn-") ? "aws-cn" : "aws";
  const arnPrefix = `arn:${partition}:dynamodb:${cloud.region}:${cloud.accountId}:table/`;
  let disturbanceOf: ReturnType<typeof disturber> | undefined;
  let recorded: StoreCall[] | undefined;
  const once = createClientTokens<Reply>(({ status }) => status === 200);

  const forward = (target: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const outgoing = openRequest({
        host,
        port,
        method: "POST",
        agent,
        headers: {
          "content-type": headers["content-type"] ?? jsonType,
          "content-length": body.length,
          "x-amz-target": target,
          authorization: headers.authorization ?? "",
          "x-amz-date": headers["x-amz-date"] ?? "",
        },
      });
      outgoing.once("error", reject);
      outgoing.once("response", (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.once("error", reject);
        incoming.once("end", () =>
          resolve({
            status: incoming.statusCode ?? 500,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      outgoing.end(body);
    });

  async function handle({ caller, target, headers, body, response }: Asked): Promise<void> {
    const operation = target.slice(target.indexOf(".") + 1);
    const { ClientRequestToken: token, ...call } = JSON.parse(body.toString() || "{}");
    const accesses = accessesOf(operation, call, { tables: cloud.tables, arnPrefix });
    const refusal = refusalOf(caller, accesses, isAllowed);
    if (refusal || !target.startsWith("DynamoDB_20120810.")) {
      const denied = refusal ?? { action: `dynamodb:${operation}`, resource: "*", context: {} };
      const Message = refusalMessage(caller, denied);
      return answerJson(response, 400, { __type: "com.amazon.coral.service#AccessDeniedException", Message });
    }
    if (isUnbound(operation, accesses)) {
      const message = "Query condition missed key schema element: the partition key";
      return answerJson(response, 400, { __type: "com.amazon.coral.validate#ValidationException", message });
    }
    const disturbance = disturbanceOf?.(operation);
    if (disturbance === "conflict" || disturbance === "throttle") {
      return answerJson(response, 400, refusedBody(disturbance, operation, accesses.length));
    }
    const metered = recorded === undefined ? call : { ...call, ReturnConsumedCapacity: "TOTAL" };
    const isAsSent = token === undefined && recorded === undefined;
    const send = () => forward(target, headers, isAsSent ? body : Buffer.from(JSON.stringify(metered)));
    const reply = await (token === undefined ? send() : once(String(token), body, send)).catch(
      (cause: unknown) => (cause instanceof ParametersDiffer ? parametersDiffer : undefined),
    );
    if (reply === undefined || disturbance === "lost") {
      onWrite?.();
      response.destroy();
      return;
    }
    const seen = accesses.map(({ action, context }) => ({
      action,
      keys: context["dynamodb:LeadingKeys"] ?? [],
    }));
    recorded?.push({ function: caller.name, action: operation, accesses: seen, units: unitsIn(reply) });
    if (!/^(Get|Query|BatchGet|TransactGet)/.test(operation)) onWrite?.();
    const { connection: _, "transfer-encoding": __, "keep-alive": ___, ...kept } = reply.headers;
    response.writeHead(reply.status, { ...kept, "content-length": reply.body.length }).end(reply.body);
  }

  return {
    handle,
    /** Disturbs the calls from now on; undefined ends it. */
    disturb(faults: StoreFaults | undefined): void {
      disturbanceOf = faults && disturber(faults);
    },
    /** Starts keeping calls, from none. */
    record(): void {
      recorded = [];
    },
    /** The calls kept since `record`. */
    calls: (): readonly StoreCall[] => recorded ?? [],
    close: () => agent.destroy(),
  };
}

export type Front = ReturnType<typeof createFront>;
