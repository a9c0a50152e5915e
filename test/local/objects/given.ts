import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { onTestFinished } from "vitest";
import type { LocalBucket } from "../../../infra/local/model.ts";
import { listenObjects, type ObjectsOptions } from "../../../infra/local/objects/server.ts";
import type { ObjectCreated } from "../../../infra/local/objects/storage.ts";

export const region = "eu-west-1";
export const secrets: Record<string, string> = {
  AKIAOFFICER: "officer/secret+1",
  AKIAREADER: "reader-secret",
};
export const portal = "https://apply.example.org";

export const givenBucket = (overrides: Partial<LocalBucket> = {}): LocalBucket => ({
  name: "quarantine",
  arn: `arn:aws:s3:::${overrides.name ?? "quarantine"}`,
  isVersioned: true,
  sendsEvents: true,
  cors: [],
  ...overrides,
});

/** A folder that is gone after the test. */
export async function givenFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "objects-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

export const credentialsOf = (accessKeyId: string) => ({
  accessKeyId,
  secretAccessKey: secrets[accessKeyId] ?? "",
});

/** A client as the functions have one; a test overrides what it is about. */
export function givenClient(url: string, overrides: S3ClientConfig = {}): S3Client {
  const client = new S3Client({
    endpoint: url,
    region,
    credentials: credentialsOf("AKIAOFFICER"),
    forcePathStyle: true,
    maxAttempts: 1,
    ...overrides,
  });
  onTestFinished(() => client.destroy());
  return client;
}

/** An endpoint with a versioned bucket `quarantine` and a plain one `plain`, its client and the events it told of. */
export async function givenObjects(overrides: Partial<ObjectsOptions> = {}) {
  const events: ObjectCreated[] = [];
  const options: ObjectsOptions = {
    dir: overrides.dir ?? (await givenFolder()),
    buckets: [givenBucket(), givenBucket({ name: "plain", isVersioned: false, sendsEvents: false })],
    region,
    secretOf: (accessKeyId) => secrets[accessKeyId],
    may: () => true,
    onCreated: (event) => void events.push(event),
    ...overrides,
  };
  const { url, close } = await listenObjects(options, 0);
  onTestFinished(close);
  return { url, events, options, close, client: givenClient(url) };
}

/** What a refused call of the SDK says: status and code. */
export async function refusalOf(call: Promise<unknown>): Promise<[number | undefined, string]> {
  const error: unknown = await call.then(
    () => new Error("nothing was refused"),
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof Error)) return [undefined, "no error"];
  const { $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  return [$metadata?.httpStatusCode, error.name];
}

/** Status and S3's code of a plain answer. */
export async function answerOf(response: Response): Promise<[number, string | undefined]> {
  return [response.status, /<Code>(.*)<\/Code>/.exec(await response.text())?.[1]];
}
