import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStore } from "../infra/local/dynamodb.ts";
import { listenObjects } from "../infra/local/objects/server.ts";
import { table } from "./table.ts";

const bucket = (name: string) => ({
  name,
  arn: `arn:aws:s3:::${name}`,
  isVersioned: true,
  sendsEvents: false,
  cors: [],
});

/**
 * One embedded store and one S3 endpoint for the whole run; each test makes its own records in them under new ids. What
 * else the files of a run share lies in its folder.
 */
export default async function setup() {
  const name = "linxuan-test";
  const dir = await mkdtemp(join(tmpdir(), "linxuan-run-"));
  const store = await startStore({ tables: [table(name)] });
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
  Object.assign(process.env, {
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
