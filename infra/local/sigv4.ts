import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export type SignatureFault =
  | "AccessDenied"
  | "MissingAuthenticationToken"
  | "IncompleteSignature"
  | "InvalidAccessKeyId"
  | "RequestTimeTooSkewed"
  | "SignatureDoesNotMatch";

export type SignatureVerdict =
  | { ok: true; accessKeyId: string; service: string; region: string }
  | { ok: false; code: SignatureFault; message: string };

export interface SignedRequest {
  method: string;
  /** As it came on the wire: path and query, still percent-encoded. */
  rawUrl: string;
  headers: IncomingHttpHeaders;
  /** Hex SHA-256 of the body; for S3 what `x-amz-content-sha256` says, the body being checked against it later. */
  bodySha256: string;
  /** Undefined for a key that nobody has. */
  secretOf: (accessKeyId: string) => string | undefined;
  /** Real time: signatures never follow the local clock. */
  now: Date;
}

export interface Scope {
  accessKeyId: string;
  /** `YYYYMMDD` */
  day: string;
  region: string;
  service: string;
}

/** AWS refuses clocks that are further apart. */
const skewSeconds = 15 * 60;
const longestExpirySeconds = 7 * 24 * 60 * 60;
export const algorithm = "AWS4-HMAC-SHA256";

const hmac = (key: string | Buffer | KeyObject, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

const refuse = (
  code: SignatureFault,
  message: string,
): { ok: false; code: SignatureFault; message: string } => ({
  ok: false,
  code,
  message,
});

/** Percent-encodes everything but RFC 3986's unreserved characters, as every AWS signature does. */
export const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The parts of `key/day/region/service/aws4_request`, or undefined when it is not one. A key may hold slashes. */
export function parseScope(credential: string): Scope | undefined {
  const parts = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  if (parts === null) return undefined;
  const [, accessKeyId = "", day = "", region = "", service = ""] = parts;
  return { accessKeyId, day, region, service };
}

/** `20260102T030405Z` as an instant, or undefined. */
export function parseAmzDate(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** A day's keys: each function asks thousands of times under the same one, and to derive it costs four hashes. */
const signingKeys = new Map<string, KeyObject>();
const mostKeys = 500;

function signingKey(secret: string, { day, region, service }: Scope): KeyObject {
  const name = [secret, day, region, service].join(" ");
  const held = signingKeys.get(name);
  if (held !== undefined) return held;
  const bytes = [day, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const key = createSecretKey(Buffer.from(bytes));
  if (signingKeys.size >= mostKeys) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

/** The hex signature of a text (a string to sign, or a POST policy in base64) under a secret's key for the scope. */
export const signatureOf = (text: string, secret: string, scope: Scope): string =>
  hmac(signingKey(secret, scope), text).toString("hex");

/** Compares without telling by its duration how much fits. */
export function isSameSignature(given: string, computed: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(computed);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** S3 signs a path encoded once; all other services normalise it and encode it twice. */
function canonicalPath(rawPath: string, service: string): string {
  if (service === "s3") return rawPath.split("/").map(decodeURIComponent).map(uriEncode).join("/");
  const kept: string[] = [];
  for (const segment of rawPath.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(uriEncode(segment));
  }
  return `/${kept.join("/")}${kept.length > 0 && rawPath.endsWith("/") ? "/" : ""}`;
}

function queryPairs(rawQuery: string): [string, string][] {
  const parts = rawQuery.split("&").filter((part) => part !== "");
  return parts.map((part) => {
    const at = part.indexOf("=");
    const [name, value] = at === -1 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
    return [decodeURIComponent(name), decodeURIComponent(value)];
  });
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function canonicalQuery(pairs: [string, string][]): string {
  const encoded = pairs.map(([name, value]) => [uriEncode(name), uriEncode(value)] as const);
  encoded.sort(([nameA, valueA], [nameB, valueB]) => byText(nameA, nameB) || byText(valueA, valueB));
  return encoded.map(([name, value]) => `${name}=${value}`).join("&");
}

interface Claim {
  scope: Scope;
  amzDate: string;
  signedHeaders: string[];
  signature: string;
  /** Query pairs that are part of what was signed. */
  pairs: [string, string][];
}

function judge(
  request: SignedRequest,
  { scope, amzDate, signedHeaders, signature, pairs }: Claim,
): SignatureVerdict {
  const { headers, secretOf } = request;
  const secret = secretOf(scope.accessKeyId);
  if (secret === undefined) {
    return refuse("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
  }
  const unsigned = Object.keys(headers).find(
    (name) => name.startsWith("x-amz-") && !signedHeaders.includes(name),
  );
  if (!signedHeaders.includes("host") || (unsigned !== undefined && scope.service === "s3")) {
    return refuse("AccessDenied", "There were headers present in the request which were not signed");
  }
  const lines = signedHeaders.map((name) => {
    const value = [headers[name] ?? ""].flat().join(",");
    return `${name}:${value.trim().replace(/\s+/g, " ")}\n`;
  });
  const [rawPath = "/"] = request.rawUrl.split("?", 1);
  const canonical = [
    request.method,
    canonicalPath(rawPath, scope.service),
    canonicalQuery(pairs),
    lines.join(""),
    signedHeaders.join(";"),
    request.bodySha256,
  ].join("\n");
  const { accessKeyId, day, region, service } = scope;
  const toSign = [
    algorithm,
    amzDate,
    `${day}/${region}/${service}/aws4_request`,
    hash("sha256", canonical),
  ].join("\n");
  if (!isSameSignature(signature, signatureOf(toSign, secret, scope))) {
    return refuse(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  }
  return { ok: true, accessKeyId, service, region };
}

const rawQueryOf = (rawUrl: string): string =>
  rawUrl.includes("?") ? rawUrl.slice(rawUrl.indexOf("?") + 1) : "";

function isDecodable(rawUrl: string): boolean {
  try {
    decodeURIComponent(rawUrl);
    return true;
  } catch {
    return false;
  }
}

const notDecodable = refuse("IncompleteSignature", "The URL is not validly percent-encoded.");

/** Judges the `Authorization` header of a request to any service; the path is encoded as the scope's service wants it. */
export function verifyHeaderSignature(request: SignedRequest): SignatureVerdict {
  const { headers, rawUrl, now } = request;
  const authorization = headers.authorization;
  if (authorization === undefined) return refuse("MissingAuthenticationToken", "Access Denied");
  if (!isDecodable(rawUrl)) return notDecodable;
  const parts =
    /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+)\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([0-9a-f]+)$/.exec(
      authorization,
    );
  const scope = parseScope(parts?.[1] ?? "");
  const amzDate = [headers["x-amz-date"] ?? ""].flat().join();
  const signedAt = parseAmzDate(amzDate);
  if (parts === null || scope === undefined || signedAt === undefined || !amzDate.startsWith(scope.day)) {
    return refuse("IncompleteSignature", "The Authorization header or x-amz-date is malformed.");
  }
  if (Math.abs(now.getTime() - signedAt.getTime()) > skewSeconds * 1000) {
    return refuse(
      "RequestTimeTooSkewed",
      "The difference between the request time and the server's time is too large.",
    );
  }
  const signedHeaders = (parts[2] ?? "").split(";");
  const pairs = queryPairs(rawQueryOf(rawUrl));
  return judge(request, { scope, amzDate, signedHeaders, signature: parts[3] ?? "", pairs });
}

/** Judges a presigned URL: its signature, and that `now` is within its expiry. */
export function verifyQuerySignature(request: SignedRequest): SignatureVerdict {
  if (!isDecodable(request.rawUrl)) return notDecodable;
  const pairs = queryPairs(rawQueryOf(request.rawUrl));
  const query = new Map(pairs);
  if (!query.has("X-Amz-Signature")) return refuse("MissingAuthenticationToken", "Access Denied");
  const scope = parseScope(query.get("X-Amz-Credential") ?? "");
  const amzDate = query.get("X-Amz-Date") ?? "";
  const signedAt = parseAmzDate(amzDate);
  const expiry = query.get("X-Amz-Expires") ?? "";
  const expirySeconds = /^\d{1,7}$/.test(expiry) ? Number(expiry) : 0;
  const isWhole = scope !== undefined && signedAt !== undefined && amzDate.startsWith(scope.day);
  const isBounded = expirySeconds > 0 && expirySeconds <= longestExpirySeconds;
  if (!isWhole || !isBounded || query.get("X-Amz-Algorithm") !== algorithm) {
    return refuse("IncompleteSignature", "The query's X-Amz- parameters are incomplete or malformed.");
  }
  const ageSeconds = (request.now.getTime() - signedAt.getTime()) / 1000;
  if (ageSeconds < -skewSeconds) return refuse("AccessDenied", "Request is not yet valid");
  if (ageSeconds > expirySeconds) return refuse("AccessDenied", "Request has expired");
  return judge(request, {
    scope,
    amzDate,
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
    signature: query.get("X-Amz-Signature") ?? "",
    pairs: pairs.filter(([name]) => name !== "X-Amz-Signature"),
  });
}
