import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Bus } from "./bus.ts";
import type { Caller, IsAllowed } from "./caller.ts";
import type { Front } from "./dynamodb-front.ts";
import { eventsApi } from "./endpoint-events.ts";
import { type Answer, type Api, jsonError } from "./endpoint-kit.ts";
import { mailApi, mailFailure } from "./endpoint-mail.ts";
import { functionsApi, queuesApi, secretsApi } from "./endpoint-small.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Cloud, Invoke } from "./model.ts";
import type { Queues } from "./queues.ts";
import { parseScope, type SignatureFault, verifyHeaderSignature } from "./sigv4.ts";

/** DynamoDB takes 16 MB, SES 40 MB of base64 and more; nothing of ours comes near. */
const bodyMost = 48 * 1024 * 1024;

/** Whose an access key is, and the secret that its signatures are made with. */
export interface Credential {
  caller: Caller;
  secretAccessKey: string;
}

interface EndpointOptions {
  cloud: Cloud;
  credentialOf: (accessKeyId: string) => Credential | undefined;
  isAllowed: IsAllowed;
  front: Front;
  bus: Bus;
  mailbox: Mailbox;
  queues: Queues;
  invoke: Invoke;
  /** A secret's text by its name in the template. */
  secretOf: (name: string) => string | undefined;
}

/** What the JSON services call a bad signature, and SES's query API. */
const faultNames: Record<SignatureFault, { json: string; query: string }> = {
  AccessDenied: { json: "AccessDeniedException", query: "AccessDenied" },
  MissingAuthenticationToken: {
    json: "MissingAuthenticationTokenException",
    query: "MissingAuthenticationToken",
  },
  IncompleteSignature: { json: "IncompleteSignatureException", query: "IncompleteSignature" },
  InvalidAccessKeyId: { json: "UnrecognizedClientException", query: "InvalidClientTokenId" },
  RequestTimeTooSkewed: { json: "InvalidSignatureException", query: "SignatureDoesNotMatch" },
  SignatureDoesNotMatch: { json: "InvalidSignatureException", query: "SignatureDoesNotMatch" },
};

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > bodyMost) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, headers).end(body);
};

/**
 * One address for all AWS APIs but S3: the signature says who calls, its scope which service. What the template does not
 * grant is refused in that service's own form.
 */
export function createEndpoint(options: EndpointOptions) {
  const { cloud, credentialOf, isAllowed, front, bus, mailbox, queues, invoke, secretOf } = options;
  const events = eventsApi({ cloud, bus, isAllowed });
  const apis: Record<string, Api> = {
    events: events.api,
    ses: mailApi({ cloud, mailbox, bus, isAllowed }),
    secretsmanager: secretsApi({ cloud, isAllowed, secretOf }),
    sqs: queuesApi({ cloud, isAllowed, queues }),
    lambda: functionsApi({ cloud, isAllowed, invoke, bus }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (body === undefined)
      return send(response, jsonError("RequestEntityTooLargeException", "Too large.", 413));
    const { method = "POST", url = "/", headers } = request;
    const verdict = verifyHeaderSignature({
      method,
      rawUrl: url,
      headers,
      bodySha256: hash("sha256", body),
      secretOf: (accessKeyId) => credentialOf(accessKeyId)?.secretAccessKey,
      now: new Date(),
    });
    const credential = verdict.ok ? credentialOf(verdict.accessKeyId) : undefined;
    if (!verdict.ok || credential === undefined) {
      const fault = verdict.ok ? "InvalidAccessKeyId" : verdict.code;
      const message = verdict.ok ? "The security token included in the request is invalid." : verdict.message;
      const scope = parseScope(/Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ?? "");
      const names = faultNames[fault];
      const isQuery = scope?.service === "ses";
      return send(
        response,
        isQuery ? mailFailure(403, names.query, message) : jsonError(names.json, message),
      );
    }
    const { caller } = credential;
    if (verdict.service === "dynamodb") {
      const target = String(headers["x-amz-target"] ?? "");
      return front.handle({ caller, target, headers, body, response });
    }
    const api = apis[verdict.service];
    if (api === undefined) {
      const known = ["dynamodb", ...Object.keys(apis)].join(", ");
      const sentence = `The local cloud serves ${known} and S3, not ${verdict.service}`;
      return send(response, jsonError("UnknownOperationException", sentence));
    }
    send(response, await api({ caller, method, path: url, headers, body }));
  }

  return {
    /** For `http.createServer`. */
    handle(request: IncomingMessage, response: ServerResponse): void {
      serve(request, response).catch((cause: unknown) => {
        if (response.headersSent || request.destroyed) return response.destroy();
        const isSyntax = cause instanceof SyntaxError;
        if (!isSyntax) console.error("the local cloud failed at an AWS call:", cause);
        const answer = isSyntax
          ? jsonError("SerializationException", "The body is not JSON.")
          : jsonError("InternalFailure", String(cause), 500);
        send(response, answer);
      });
    },
    /** Makes single entries of PutEvents fail; undefined ends it. */
    disturbEvents: events.disturb,
  };
}

export type Endpoint = ReturnType<typeof createEndpoint>;
