import { createHash } from "node:crypto";
import type { Bus } from "./bus.ts";
import { type Caller, type IsAllowed, refusalMessage, refusalOf } from "./caller.ts";
import { type Answer, type Api, json, jsonError, operationOf } from "./endpoint-kit.ts";
import type { Cloud, Invoke } from "./model.ts";
import type { Queues } from "./queues.ts";

interface Parts {
  cloud: Cloud;
  isAllowed: IsAllowed;
}

/** The refusal of one act on one resource, or undefined when it is granted. */
function refusal(caller: Caller, isAllowed: IsAllowed, asked: { action: string; resource: string }) {
  const refused = refusalOf(caller, [{ ...asked, context: {} }], isAllowed);
  return refused && refusalMessage(caller, refused);
}

/** Secrets Manager's GetSecretValue. `secretOf` gives a secret's text by its name. */
export function secretsApi({
  cloud,
  isAllowed,
  secretOf,
}: Parts & { secretOf: (name: string) => string | undefined }): Api {
  return (request) => {
    const { SecretId = "" } = JSON.parse(request.body.toString()) as { SecretId?: string };
    const secret = cloud.secrets.find(({ name, arn }) => name === SecretId || arn === SecretId);
    const action = `secretsmanager:${operationOf(request)}`;
    const denied = refusal(request.caller, isAllowed, { action, resource: secret?.arn ?? SecretId });
    if (denied) return jsonError("AccessDeniedException", denied);
    if (action !== "secretsmanager:GetSecretValue")
      return jsonError("InvalidAction", `${action} is not served here`);
    const SecretString = secret && secretOf(secret.name);
    if (secret === undefined || SecretString === undefined) {
      return jsonError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    return json({ ARN: secret.arn, Name: secret.name, SecretString, VersionStages: ["AWSCURRENT"] });
  };
}

interface QueueCall {
  QueueUrl?: string;
  MessageBody?: string;
  MaxNumberOfMessages?: number;
  ReceiptHandle?: string;
}

const textOf = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));

/** SQS (JSON protocol): send, receive, delete and count. A queue's address ends in its name. */
export function queuesApi({ cloud, isAllowed, queues }: Parts & { queues: Queues }): Api {
  const acts: Record<string, (name: string, call: QueueCall) => Answer> = {
    SendMessage: (name, { MessageBody = "" }) =>
      json({
        MessageId: queues.send(name, MessageBody),
        MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
      }),
    ReceiveMessage: (name, { MaxNumberOfMessages = 1 }) =>
      json({
        Messages: queues.receive(name, MaxNumberOfMessages).map(({ id, body, receives }) => ({
          MessageId: id,
          ReceiptHandle: id,
          Body: textOf(body),
          MD5OfBody: createHash("md5").update(textOf(body)).digest("hex"),
          Attributes: { ApproximateReceiveCount: String(receives) },
        })),
      }),
    DeleteMessage: (_, { ReceiptHandle = "" }) => {
      queues.remove(ReceiptHandle);
      return json({});
    },
    GetQueueAttributes: (name) =>
      json({ Attributes: { ApproximateNumberOfMessages: String(queues.list(name).length) } }),
  };
  return (request) => {
    const call = JSON.parse(request.body.toString()) as QueueCall;
    const name = call.QueueUrl?.split("/").at(-1) ?? "";
    const queue = cloud.queues.find((one) => one.name === name);
    const operation = operationOf(request);
    const denied = refusal(request.caller, isAllowed, {
      action: `sqs:${operation}`,
      resource: queue?.arn ?? "*",
    });
    if (denied) return jsonError("AccessDeniedException", denied, 403);
    if (queue === undefined) return jsonError("QueueDoesNotExist", "The specified queue does not exist.");
    return acts[operation]?.(name, call) ?? jsonError("InvalidAction", `sqs:${operation} is not served here`);
  };
}

/** Lambda's Invoke, waiting or (`X-Amz-Invocation-Type: Event`) not. */
export function functionsApi({ cloud, isAllowed, invoke, bus }: Parts & { invoke: Invoke; bus: Bus }): Api {
  const invokePath = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;
  return async ({ caller, path, headers, body }) => {
    const named = decodeURIComponent(invokePath.exec(path)?.[1] ?? "");
    const target = cloud.functions.find(({ name, arn }) => name === named || arn === named);
    const asked = { action: "lambda:InvokeFunction", resource: target?.arn ?? "*" };
    const denied = refusal(caller, isAllowed, asked);
    if (denied) return jsonError("AccessDeniedException", denied, 403);
    if (target === undefined)
      return jsonError("ResourceNotFoundException", `Function not found: ${named}`, 404);
    const event: unknown = JSON.parse(body.toString() || "{}");
    if (headers["x-amz-invocation-type"] === "Event") {
      bus.submit(target.arn, event, `invoked by ${caller.name}`);
      return { status: 202, headers: {}, body: "" };
    }
    const outcome = await invoke(target.arn, event);
    if (outcome.outcome === "returned") return json(outcome.value ?? null);
    if (outcome.outcome === "throttled") return jsonError("TooManyRequestsException", "Rate Exceeded.", 429);
    const failed =
      outcome.outcome === "failed" ? outcome : { errorType: "Runtime.ExitError", message: outcome.outcome };
    const answer = json({ errorType: failed.errorType, errorMessage: failed.message });
    return { ...answer, headers: { ...answer.headers, "x-amz-function-error": "Unhandled" } };
  };
}
