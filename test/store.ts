import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startStore } from "../infra/local/dynamodb.ts";
import { listenObjects } from "../infra/local/objects/server.ts";
import type { Engine } from "../infra/local/store-process.ts";
import { table } from "./table.ts";

const bucket = (name: string) => ({
  name,
  arn: `arn:aws:s3:::${name}`,
  isVersioned: true,
  sendsEvents: false,
  cors: [],
});

declare module "vitest" {
  export interface ProvidedContext {
    /** The store's engine (`infra/local/store-process.ts`). */
    engine: Engine;
    /** Environment variables of every test file. */
    surroundings: Record<string, string>;
  }
}

/**
 * One embedded store and one S3 endpoint for all of an engine's tests; each test makes its own records in them under new
 * ids. What else the files of a run share lies in its folder.
 */
export default async function setup(project: TestProject) {
  const name = "linxuan-test";
  const dir = await mkdtemp(join(tmpdir(), "linxuan-run-"));
  const { engine } = project.config.provide;
  const store = await startStore({ tables: [table(name)], engine });
  const objects = await listenObjects(
    {
      dir: join(dir, "objects"),
      buckets: [bucket("quarantine"), bucket("documents")],
      region: "local",
      secretOf: () => "test",
      may: () => true,
      onCreated: () => {},
    },
    0,
  );
  project.provide("surroundings", {
    LINXUAN_TEST_RUN: dir,
    AWS_ENDPOINT_URL_DYNAMODB: store.url,
    AWS_ENDPOINT_URL_S3: objects.url,
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    LINXUAN_TABLE: name,
    LINXUAN_BUCKET_QUARANTINE: "quarantine",
    LINXUAN_BUCKET_DOCUMENTS: "documents",
    LINXUAN_S3_PATH_STYLE: "true",
  });
  return async () => {
    await store.close();
    await objects.close();
    await rm(dir, { recursive: true, force: true });
  };
}
