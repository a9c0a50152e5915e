import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { type SignedRequest, verifyHeaderSignature, verifyQuerySignature } from "../../infra/local/sigv4.ts";

const emptySha256 = createHash("sha256").digest("hex");
const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const secretOf = (key: string) => (key === "AKIDEXAMPLE" ? secret : undefined);
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: secret };

/** The example of AWS's own documentation, with the signature printed there. */
const published = (overrides: Partial<SignedRequest> = {}): SignedRequest => ({
  method: "GET",
  rawUrl: "/?Action=ListUsers&Version=2010-05-08",
  headers: {
    host: "iam.amazonaws.com",
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    "x-amz-date": "20150830T123600Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  },
  bodySha256: emptySha256,
  secretOf,
  now: new Date("2015-08-30T12:36:00Z"),
  ...overrides,
});

describe("a signature in the header", () => {
  test("AWS's published example is accepted, with key, service and region", () => {
    expect(verifyHeaderSignature(published())).toEqual({
      ok: true,
      accessKeyId: "AKIDEXAMPLE",
      service: "iam",
      region: "us-east-1",
    });
  });

  test.each<[string, Partial<SignedRequest>, string]>([
    ["another verb", { method: "POST" }, "SignatureDoesNotMatch"],
    ["another query", { rawUrl: "/?Action=ListUsers&Version=2010-05-09" }, "SignatureDoesNotMatch"],
    ["another path", { rawUrl: "/x?Action=ListUsers&Version=2010-05-08" }, "SignatureDoesNotMatch"],
    ["another body", { bodySha256: "0".repeat(64) }, "SignatureDoesNotMatch"],
    ["another secret", { secretOf: () => "other" }, "SignatureDoesNotMatch"],
    ["an unknown key", { secretOf: () => undefined }, "InvalidAccessKeyId"],
    ["16 minutes later", { now: new Date("2015-08-30T12:52:00Z") }, "RequestTimeTooSkewed"],
    ["no signature", { headers: { host: "iam.amazonaws.com" } }, "MissingAuthenticationToken"],
    ["a mangled header", { headers: { authorization: "AWS4-HMAC-SHA256 x" } }, "IncompleteSignature"],
    ["a broken escape", { rawUrl: "/%zz" }, "IncompleteSignature"],
  ])("%s is refused", (_, overrides, code) => {
    expect(verifyHeaderSignature(published(overrides))).toMatchObject({ ok: false, code });
  });

  test("a changed signed header is refused", () => {
    const { headers } = published();
    const verdict = verifyHeaderSignature(
      published({ headers: { ...headers, "content-type": "text/html" } }),
    );
    expect(verdict).toMatchObject({ ok: false, code: "SignatureDoesNotMatch" });
  });

  test("a signature that leaves the host open is refused", () => {
    const { headers } = published();
    const authorization = headers.authorization?.replace("content-type;host;", "content-type;");
    const verdict = verifyHeaderSignature(published({ headers: { ...headers, authorization } }));
    expect(verdict).toMatchObject({ ok: false, code: "AccessDenied" });
  });

  test("what the DynamoDB client sends is accepted", async () => {
    const verdicts: unknown[] = [];
    const server = createServer(async (request: IncomingMessage, response) => {
      const hash = createHash("sha256");
      for await (const chunk of request) hash.update(chunk);
      verdicts.push(
        verifyHeaderSignature({
          method: request.method ?? "",
          rawUrl: request.url ?? "",
          headers: request.headers,
          bodySha256: hash.digest("hex"),
          secretOf,
          now: new Date(),
        }),
      );
      response.end('{"TableNames":[]}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: "eu-west-1",
      credentials,
    });
    await client.send(new ListTablesCommand({}));
    client.destroy();
    server.close();
    expect(verdicts).toEqual([
      { ok: true, accessKeyId: "AKIDEXAMPLE", service: "dynamodb", region: "eu-west-1" },
    ]);
  });
});

describe("a presigned address", async () => {
  const client = new S3Client({
    endpoint: "http://s3.test",
    region: "eu-west-1",
    credentials,
    forcePathStyle: true,
  });
  const signingDate = new Date("2026-03-01T08:00:00Z");
  const command = new GetObjectCommand({ Bucket: "documents", Key: "申报 书/a+b%20(1)'!*.pdf" });
  const url = new URL(await getSignedUrl(client, command, { expiresIn: 300, signingDate }));
  const asked = (overrides: Partial<SignedRequest> = {}): SignedRequest => ({
    method: "GET",
    rawUrl: url.pathname + url.search,
    headers: { host: "s3.test" },
    bodySha256: "UNSIGNED-PAYLOAD",
    secretOf,
    now: new Date("2026-03-01T08:04:59Z"),
    ...overrides,
  });
  const edited = (name: string, value: string) => {
    const copy = new URL(url);
    copy.searchParams.set(name, value);
    return copy.pathname + copy.search;
  };

  test("is accepted from its time until it expires, whatever its key is written in", () => {
    expect(verifyQuerySignature(asked())).toMatchObject({
      ok: true,
      accessKeyId: "AKIDEXAMPLE",
      service: "s3",
    });
    expect(verifyQuerySignature(asked({ now: new Date("2026-03-01T07:44:59Z") }))).toMatchObject({
      code: "AccessDenied",
    });
    expect(verifyQuerySignature(asked({ now: new Date("2026-03-01T08:05:01Z") }))).toMatchObject({
      code: "AccessDenied",
    });
  });

  test.each([
    ["a longer expiry", edited("X-Amz-Expires", "3600"), "SignatureDoesNotMatch"],
    ["an expiry beyond seven days", edited("X-Amz-Expires", "604801"), "IncompleteSignature"],
    ["a negative expiry", edited("X-Amz-Expires", "-1"), "IncompleteSignature"],
    ["another date", edited("X-Amz-Date", "20260301T080100Z"), "SignatureDoesNotMatch"],
    ["an added parameter", edited("versionId", "x"), "SignatureDoesNotMatch"],
    ["another key", (url.pathname + url.search).replace(".pdf", ".exe"), "SignatureDoesNotMatch"],
  ])("%s is refused", (_, rawUrl, code) => {
    expect(verifyQuerySignature(asked({ rawUrl }))).toMatchObject({ ok: false, code });
  });

  test("another verb is refused, so is an x-amz header that was not signed", () => {
    expect(verifyQuerySignature(asked({ method: "PUT" }))).toMatchObject({ code: "SignatureDoesNotMatch" });
    const headers = { host: "s3.test", "x-amz-meta-owner": "me" };
    expect(verifyQuerySignature(asked({ headers }))).toMatchObject({ code: "AccessDenied" });
  });
});
