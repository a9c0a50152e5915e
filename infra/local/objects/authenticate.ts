import type { IncomingMessage } from "node:http";
import {
  type SignatureFault,
  type SignatureVerdict,
  verifyHeaderSignature,
  verifyQuerySignature,
} from "../sigv4.ts";
import { type FaultCode, fault } from "./fault.ts";

interface Signer {
  accessKeyId: string;
  headers: Record<string, string>;
  /** What was signed for the body: a hex hash, UNSIGNED-PAYLOAD or a STREAMING- word. */
  bodySha256: string;
}

export interface Keys {
  region: string;
  secretOf: (accessKeyId: string) => string | undefined;
}

type Codes = Record<SignatureFault, FaultCode>;
const headerCodes: Codes = {
  AccessDenied: "AccessDenied",
  MissingAuthenticationToken: "AccessDenied",
  IncompleteSignature: "AuthorizationHeaderMalformed",
  InvalidAccessKeyId: "InvalidAccessKeyId",
  RequestTimeTooSkewed: "RequestTimeTooSkewed",
  SignatureDoesNotMatch: "SignatureDoesNotMatch",
};
const queryCodes: Codes = { ...headerCodes, IncompleteSignature: "AuthorizationQueryParametersError" };

const flatHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(",")]));

/** Parameters of the signature itself, and checksums: S3 ignores those in a query, where the SDK puts an empty body's. */
const notHeaders =
  /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|sdk-checksum-algorithm|checksum-(?!mode).*)$/;

/** What a client's library moved from the headers into a presigned address; S3 reads it as headers. */
function hoisted(query: Map<string, string>): Record<string, string> {
  const pairs = [...query].map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(pairs.filter(([name]) => name.startsWith("x-amz-") && !notHeaders.test(name)));
}

function accessKeyIdOf(verdict: SignatureVerdict, codes: Codes, region: string): string {
  if (!verdict.ok) throw fault(codes[verdict.code], verdict.message);
  if (verdict.service !== "s3" || verdict.region !== region) {
    throw fault(codes.IncompleteSignature, `The region '${verdict.region}' is wrong; expecting '${region}'`);
  }
  return verdict.accessKeyId;
}

/**
 * Who signed a request, by its header or its query, in real time.
 * @throws the S3 fault for each way a signature is wrong; AccessDenied for none at all
 */
export function authenticate(
  request: IncomingMessage,
  query: Map<string, string>,
  { region, secretOf }: Keys,
): Signer {
  const isPresigned = query.has("X-Amz-Signature") || query.has("X-Amz-Algorithm");
  if (isPresigned && request.headers.authorization !== undefined) {
    throw fault("InvalidArgument", "Only one auth mechanism allowed");
  }
  const headers = isPresigned ? { ...hoisted(query), ...flatHeaders(request) } : flatHeaders(request);
  const bodySha256 = headers["x-amz-content-sha256"] ?? (isPresigned ? "UNSIGNED-PAYLOAD" : "");
  if (bodySha256 === "" && request.headers.authorization !== undefined) {
    throw fault("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  const signed = {
    method: request.method ?? "",
    rawUrl: request.url ?? "/",
    headers: request.headers,
    bodySha256,
    secretOf,
    now: new Date(),
  };
  const accessKeyId = isPresigned
    ? accessKeyIdOf(verifyQuerySignature(signed), queryCodes, region)
    : accessKeyIdOf(verifyHeaderSignature(signed), headerCodes, region);
  return { accessKeyId, headers, bodySha256 };
}
