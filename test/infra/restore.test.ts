import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DeleteItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyTable } from "../../cli/restore/copy.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { createTables, startStore, storeClient } from "../../infra/local/dynamodb.ts";
import type { LocalTable } from "../../infra/local/model.ts";
import type { Application, Receipt } from "../../shared/contract/applications.ts";
import { localAssembly } from "./deployed.ts";
import { bucketOf, s3As } from "./quarantine.ts";
import { submittedIn } from "./submitted.ts";

/**
 * The recipe of docs/runbook.md, "Restoring", as far as it can be tried on one machine: a copy of the table stands in for
 * the table that point-in-time recovery makes.
 */
const root = resolve(import.meta.dirname, "../..");
const assembly = await localAssembly();
const dir = mkdtempSync(join(tmpdir(), "restore-"));
let cloud: RunningCloud = await startCloud({ assembly, dir });
afterAll(() => cloud.close());
const live = cloud.cloud.tables[0]?.name ?? "";

/** Runs a command as an operator does, with the environment that the local cloud lends. */
async function linxuan(...args: string[]): Promise<{ code: number; said: string }> {
  const lent = await (await fetch(`${cloud.url}/_local/operator`)).text();
  const operator = [...lent.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]);
  const env = { PATH: process.env.PATH, ...Object.fromEntries(operator) };
  return new Promise((done) => {
    const script = join(root, "cli/linxuan.ts");
    const child = execFile(process.execPath, [script, ...args], { env }, (_, said, complained) =>
      done({ code: child.exitCode ?? -1, said: `${said}${complained}` }),
    );
  });
}
const sound = { code: 0, said: expect.stringMatching(/ 4 {2}已核对[\s\S]* 0 {2}不一致/) };

const asked = async (path: string) => (await fetch(`${cloud.url}/_local/${path}`)).json();
const letters = async () =>
  ((await asked("inbox")) as { letter: string }[]).map(({ letter }) => letter).toSorted();

let application: Application;
let receipt: Receipt;
let lettersBefore: string[];
beforeAll(async () => {
  // Read by the store's client when it is first loaded: nothing above may have loaded it.
  Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB: cloud.store.url, LINXUAN_TABLE: live });
  application = await submittedIn(cloud, { isTold: true });
  if (!application.receipt) throw new Error("no receipt");
  receipt = application.receipt;
  lettersBefore = await letters();
});

it("a submission is found whole: definition, frozen text and both files have the bytes of their hashes", async () => {
  expect(await linxuan("verify")).toEqual(sound);
  expect(lettersBefore).toHaveLength(2);
});

describe("objects", () => {
  const pinned = () => ({ Bucket: bucketOf(cloud, "documents"), Key: receipt.key });

  it("are deleted by no function, neither on top nor in a version", async () => {
    const holders = cloud.cloud.functions.map(({ name }) => name.replace("linxuan-local-", ""));
    for (const name of holders) {
      for (const target of [pinned(), { ...pinned(), VersionId: receipt.versionId }])
        await expect(s3As(cloud, name).send(new DeleteObjectCommand(target)), name).rejects.toMatchObject({
          name: "AccessDenied",
        });
    }
  });

  it("that were written over are found all the same: every reader reads the pinned version", async () => {
    await s3As(cloud, "applications-api").send(new PutObjectCommand({ ...pinned(), Body: "{}" }));
    expect(await linxuan("verify")).toEqual(sound);
  });
});

describe("records that a wrong script has changed and lost", () => {
  const table = (name: string): LocalTable => ({ ...(cloud.cloud.tables[0] as LocalTable), name });
  const restored = `${live}-restored`;

  it("are named by the verification", async () => {
    const { transact } = await import("../../shared/store/commit.ts");
    const { applications } = await import("../../shared/store/published/applications.ts");
    await createTables(cloud.store.url, [table(restored)]);
    const copied = await linxuan("copy-table", "--from", live, "--to", restored);
    expect(copied).toEqual({ code: 0, said: expect.stringMatching(/ 0 {2}相同[\s\S]* 0 {2}已删除/) });
    const wrong = { ...receipt, sha256: application.definitionHash };
    const held = await applications.get({ id: application.id });
    if (!held) throw new Error("no application");
    await transact([applications.replace({ ...held, receipt: wrong, version: held.version + 1 })]);
    const { code, said } = await linxuan("verify");
    expect(code).toBe(1);
    expect(said).toContain(`${receipt.number} receipt: ${receipt.sha256}`);
  });

  it("come back from the restored table while the relay stands still, nothing more and nothing less", async () => {
    await cloud.close();
    const store = await startStore({ dir: join(dir, "store"), tables: [table(live), table(restored)] });
    const client = storeClient(store.url);
    const copy = { from: restored, to: live, isExact: true };
    // What was lost: everything. The wrong script left a record of its own.
    const { Items = [] } = await client.send(new ScanCommand({ TableName: live }));
    for (const { pk = { S: "" }, sk = { S: "" } } of Items)
      await client.send(new DeleteItemCommand({ TableName: live, Key: { pk, sk } }));
    const junk = { pk: { S: "junk" }, sk: { S: "-" } };
    await client.send(new PutItemCommand({ TableName: live, Item: junk }));
    const planned = await copyTable(client, { ...copy, isDry: true });
    expect(planned).toEqual({ same: 0, written: Items.length, removed: 1 });
    expect(await copyTable(client, { ...copy, isDry: false })).toEqual(planned);
    expect(await copyTable(client, { ...copy, isDry: false })).toEqual({
      same: Items.length,
      written: 0,
      removed: 0,
    });
    client.destroy();
    await store.close();
  });

  it("are whole again, and events that the stream brings again bring about nothing: no letter, no dead letter", async () => {
    cloud = await startCloud({ assembly, dir });
    await cloud.settle();
    expect(await linxuan("verify")).toEqual(sound);
    expect(await asked("dlq")).toEqual([]);
    expect(await letters()).toEqual(lettersBefore);
  });
});
