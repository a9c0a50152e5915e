import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { LocalBucket } from "../model.ts";
import { authenticate } from "./authenticate.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { fault, isFault } from "./fault.ts";
import { operationOf } from "./operations.ts";
import { postObject } from "./post.ts";
import { type ObjectCreated, openBucket, type Storage } from "./storage.ts";
import { xmlOf } from "./xml.ts";

export interface ObjectsOptions {
  /** Where the data lives; it survives a restart and a kill. */
  dir: string;
  buckets: readonly LocalBucket[];
  region: string;
  /** Undefined for a key that nobody has. */
  secretOf: (accessKeyId: string) => string | undefined;
  /** The signer's policy, also for presigned addresses and POST policies. Context: `s3:prefix` of listings. */
  may: (call: {
    accessKeyId: string;
    action: string;
    resource: string;
    context: Record<string, string[]>;
  }) => boolean;
  /** Told of each new object of a bucket that sends events, at least once: again after a kill at the wrong moment. */
  onCreated: (event: ObjectCreated) => void;
  /** Tests only: what befalls the next request. */
  faults?: () => "slow-down" | undefined;
}

interface Address {
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
  query: Map<string, string>;
}

/** Long enough for a write that has all its bytes, short enough for who waits at a Ctrl-C. */
const farewellMs = 1000;

/** S3's limit, in bytes of UTF-8. */
const longestKey = 1024;

/** Path-style: `/<bucket>/<key>`. Never through URL, which would fold `..` and `//` that are part of a key. */
function addressOf(rawUrl: string): Address {
  try {
    const [, bucket = "", rawKey = "", rawQuery = ""] = /^\/([^/?]*)\/?([^?]*)\??(.*)$/s.exec(rawUrl) ?? [];
    const pairs = rawQuery.split("&").filter((part) => part !== "");
    const query = pairs.map((part): [string, string] => {
      const at = part.indexOf("=");
      const [name, value] = at === -1 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
      return [decodeURIComponent(name), decodeURIComponent(value)];
    });
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(rawKey), query: new Map(query) };
  } catch {
    throw fault("InvalidURI");
  }
}

function answerFault({ method, url }: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  if (!isFault(error)) console.error(error);
  const { status, headers, faultCode, message } = isFault(error) ? error : fault("InternalError");
  const RequestId = String(response.getHeader("x-amz-request-id"));
  const content = { Code: faultCode, Message: message, Resource: url?.split("?")[0], RequestId };
  const body = Buffer.from(method === "HEAD" ? "" : xmlOf("Error", content));
  response.writeHead(status, {
    ...headers,
    "content-type": "application/xml",
    "content-length": body.length,
  });
  response.end(body);
}

function setCors(
  { headers, method = "" }: IncomingMessage,
  response: ServerResponse,
  { bucket }: Storage,
): void {
  if (headers.origin === undefined) return;
  const allowed = corsHeaders(bucket.cors, { origin: headers.origin, method, headers: [] });
  for (const [name, value] of Object.entries(allowed)) response.setHeader(name, value);
}

/** A preflight needs no signature: browsers send none. */
function answerPreflight({ headers }: IncomingMessage, response: ServerResponse, { bucket }: Storage): void {
  const { origin, "access-control-request-method": method } = headers;
  if (origin === undefined || method === undefined) {
    throw fault("InvalidRequest", "Insufficient information. Origin request header needed.");
  }
  const asked = headers["access-control-request-headers"] ?? "";
  const names = asked.split(",").map((name) => name.trim().toLowerCase());
  const ask = { origin, method, headers: names.filter((name) => name !== "") };
  response.writeHead(200, { ...preflightHeaders(bucket.cors, ask), "content-length": "0" }).end();
}

/** S3 on one machine, as a handler that another server mounts. */
export async function startObjects(options: ObjectsOptions) {
  const { dir, buckets, region, secretOf, may, onCreated, faults } = options;
  const storages = new Map<string, Storage>();
  for (const bucket of buckets) {
    storages.set(bucket.name, await openBucket(join(dir, bucket.name), bucket, onCreated));
  }
  const storageOf = (bucket: string): Storage => {
    const storage = storages.get(bucket);
    if (storage === undefined) throw fault("NoSuchBucket");
    return storage;
  };
  const open = new Map<Promise<void>, ServerResponse>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? "";
    const { bucket, key, query } = addressOf(request.url ?? "/");
    if (bucket !== "" && storages.has(bucket)) setCors(request, response, storageOf(bucket));
    if (faults?.() === "slow-down") throw fault("SlowDown");
    if (method === "OPTIONS") return answerPreflight(request, response, storageOf(bucket));
    const isForm = (request.headers["content-type"] ?? "").toLowerCase().startsWith("multipart/form-data");
    if (method === "POST" && key === "" && isForm) {
      const mayPost = (accessKeyId: string, action: string, resource: string) =>
        may({ accessKeyId, action, resource, context: {} });
      const storage = storageOf(bucket);
      return postObject({ request, response, storage, keys: { region, secretOf }, may: mayPost });
    }
    const { accessKeyId, headers, bodySha256 } = authenticate(request, query, { region, secretOf });
    if (Buffer.byteLength(key) > longestKey) throw fault("KeyTooLongError");
    const call = {
      ...{ request, response, method, storageOf, key, query, headers, bodySha256 },
      storage: storageOf(bucket),
      may: (action: string, resource: string, context: Record<string, string[]> = {}) =>
        may({ accessKeyId, action, resource, context }),
    };
    await operationOf(call)(call);
  }

  return {
    /** Answers one request; never rejects. */
    async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      response.setHeader("x-amz-request-id", randomBytes(8).toString("hex").toUpperCase());
      const work = serve(request, response).catch((error) => answerFault(request, response, error));
      open.set(work, response);
      await work;
      open.delete(work);
    },
    /** Waits for what is under way, and cuts off who stalls. */
    async close(): Promise<void> {
      const cut = setTimeout(() => {
        for (const response of open.values()) response.destroy();
      }, farewellMs);
      await Promise.all(open.keys());
      clearTimeout(cut);
    },
  };
}

export type Objects = Awaited<ReturnType<typeof startObjects>>;

/** The same as a server of its own, on 127.0.0.1; port 0 = any. */
export async function listenObjects(options: ObjectsOptions, port: number) {
  const objects = await startObjects(options);
  const server = createServer((request, response) => void objects.handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    async close(): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, objects.close()]);
    },
  };
}
