import type { IncomingHttpHeaders } from "node:http";

/** A request as the gateway took it. */
export interface Taken {
  method: string;
  /** Path and query as sent. */
  target: string;
  httpVersion: string;
  /** Header lines in order: name, value, name, value ... */
  rawHeaders: readonly string[];
  headers: IncomingHttpHeaders;
  body: Buffer;
  sourceIp: string;
  requestId: string;
  /** Arrival by the local clock. */
  arrivedAt: Date;
}

interface Api {
  accountId: string;
  apiId: string;
  region: string;
}

/** The types whose body a function receives as text; seen on AWS, the documentation names none. */
const textTypes = /^(text\/.*|application\/(json|xml|javascript))$/;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12/Mar/2021:19:03:58 +0000`, the common log format. */
function logTime(at: Date): string {
  const [date = "", time = ""] = at.toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}

/** Fields of the same name become one, their values joined by a comma. */
function joined(pairs: Iterable<[name: string, value: string]>): Record<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(fields);
}

function* headerLines(rawHeaders: readonly string[]): Generator<[name: string, value: string]> {
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    yield [(rawHeaders[at] ?? "").toLowerCase(), rawHeaders[at + 1] ?? ""];
  }
}

function bodyOf({ body, headers }: Taken): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const isText = textTypes.test(type) && headers["content-encoding"] === undefined;
  return { body: body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}

/** Path, as the router and the function get it: decoded once. Throws a URIError on a broken escape. */
export const pathOf = (target: string): string => decodeURIComponent(target.split("?")[0] ?? "/");

/** The event of payload format 2.0. */
export function eventOf(
  taken: Taken,
  { routeKey, parameters, api }: { routeKey: string; parameters: Record<string, string>; api: Api },
): unknown {
  const { method, target, httpVersion, sourceIp, requestId, arrivedAt } = taken;
  const at = target.indexOf("?");
  const rawQueryString = at < 0 ? "" : target.slice(at + 1);
  const lines = [...headerLines(taken.rawHeaders)];
  const cookies = lines.flatMap(([name, value]) => (name === "cookie" ? value.split(/;\s*/) : []));
  const rawPath = pathOf(target);
  return {
    version: "2.0",
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...joined(lines.filter(([name]) => !["cookie", "connection", "transfer-encoding"].includes(name))),
      "x-forwarded-for": sourceIp,
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
    },
    ...(rawQueryString !== "" && { queryStringParameters: joined(new URLSearchParams(rawQueryString)) }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: api.accountId,
      apiId: api.apiId,
      domainName: `${api.apiId}.execute-api.${api.region}.amazonaws.com`,
      domainPrefix: api.apiId,
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${httpVersion}`,
        sourceIp,
        userAgent: taken.headers["user-agent"] ?? "",
      },
      requestId,
      routeKey,
      stage: "$default",
      time: logTime(arrivedAt),
      timeEpoch: arrivedAt.getTime(),
    },
    ...bodyOf(taken),
  };
}
