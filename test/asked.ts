import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Route } from "../shared/contract/kit.ts";

interface Asking {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** The raw text in place of a JSON body. */
  rawBody?: string;
  at: string;
  token?: string;
  headers?: Record<string, string>;
  sourceIp?: string;
}

/** The gateway's event for a request on a route, as payload format 2.0 has it. */
export function asked(route: Route, asking: Asking): APIGatewayProxyEventV2 {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(asking.params?.[name] ?? ""),
  );
  return {
    version: "2.0",
    routeKey: `${route.method} ${route.path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(asking.query).toString(),
    headers: { host: "linxuan.example", ...asking.headers },
    ...(asking.token !== undefined && { cookies: [`__Host-linxuan=${asking.token}`] }),
    ...(asking.query && { queryStringParameters: asking.query }),
    ...(asking.params && { pathParameters: asking.params }),
    requestContext: {
      accountId: "000000000000",
      apiId: "test",
      domainName: "linxuan.example",
      domainPrefix: "linxuan",
      http: {
        method: route.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: asking.sourceIp ?? "192.0.2.1",
        userAgent: "test",
      },
      requestId: `test-${Math.random().toString(36).slice(2)}`,
      routeKey: `${route.method} ${route.path}`,
      stage: "$default",
      time: asking.at,
      timeEpoch: Date.parse(asking.at),
    },
    isBase64Encoded: false,
    ...(asking.rawBody !== undefined && { body: asking.rawBody }),
    ...(asking.body !== undefined && { body: JSON.stringify(asking.body) }),
  };
}

export type Handler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** What a handler answered: status, parsed body, cookies. */
export async function answerTo(handler: Handler, route: Route, asking: Asking) {
  const result = await handler(asked(route, asking), {} as Context);
  const text = result.body ?? "";
  const isJson = String(result.headers?.["content-type"]).includes("json");
  return {
    status: result.statusCode,
    headers: result.headers ?? {},
    cookies: result.cookies ?? [],
    body: isJson ? JSON.parse(text) : text,
  };
}
