import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Control } from "./control.ts";
import type { Endpoint } from "./endpoint.ts";
import type { createGateway } from "./gateway.ts";
import type { Cloud } from "./model.ts";
import type { Objects } from "./objects/server.ts";
import { parseScope } from "./sigv4.ts";

interface Mounted {
  cloud: Cloud;
  control: Control;
  objects: Objects;
  endpoint: Endpoint;
  gateway: ReturnType<typeof createGateway>;
}

const isSigned = ({ headers }: IncomingMessage): boolean =>
  headers.authorization?.startsWith("AWS4-HMAC-SHA256 ") ?? false;

/** The service that a signed request is for. */
function serviceOf({ headers }: IncomingMessage): string | undefined {
  const [, credential = ""] = /Credential=([^,\s]+)/.exec(headers.authorization ?? "") ?? [];
  return parseScope(credential)?.service;
}

/** Whom one address's requests are for: the control, S3 by its bucket names, an AWS API by the signature, else the HTTP API. */
export function createDispatch({ cloud, control, objects, endpoint, gateway }: Mounted) {
  const buckets = new Set(cloud.buckets.map(({ name }) => name));
  const hasFrontPage = cloud.routes.some(({ routeKey }) => /^(GET|ANY) \/$/.test(routeKey));
  return (request: IncomingMessage, response: ServerResponse): void => {
    const { url = "/", method } = request;
    const [, first = ""] = /^\/([^/?]*)/.exec(url) ?? [];
    const isFrontPage = url === "/" && method === "GET" && !isSigned(request);
    if (isFrontPage && !hasFrontPage) response.writeHead(302, { location: "/_local/" }).end();
    else if (control.isFor(url)) control.handle(request, response);
    else if (buckets.has(first) || (isSigned(request) && serviceOf(request) === "s3")) {
      void objects.handle(request, response);
    } else if (isSigned(request)) endpoint.handle(request, response);
    else void gateway(request, response);
  };
}

/**
 * Some room over the gateway's own limit of 10,240 bytes of headers, so that the gateway answers and not the parser; and
 * connections that outlive a client's pause, so that none is closed under its next request.
 */
const connections = { maxHeaderSize: 32_768, keepAliveTimeout: 65_000 };

const comeBack = (_: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(503, { "retry-after": "1" }).end();
};

/**
 * Listens on 127.0.0.1; port 0 is any. Until `serve` is called, callers are told to come back.
 * @throws in one line when the port is taken
 */
export async function openAddress(port: number) {
  let serve = comeBack;
  const server: Server = createServer(connections, (request, response) => serve(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(cause.code === "EADDRINUSE" ? new Error(`port ${port} is in use`) : cause);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    serve(handler: typeof comeBack): void {
      serve = handler;
    },
    /** Callers are told to come back. */
    pause(): void {
      serve = comeBack;
    },
    async close(): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
