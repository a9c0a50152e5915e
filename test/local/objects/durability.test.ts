import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cp, readdir } from "node:fs/promises";
import { createServer, request as openRequest } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, onTestFinished, test } from "vitest";
import { startObjects } from "../../../infra/local/objects/server.ts";
import { givenBucket, givenClient, givenFolder, givenObjects, refusalOf } from "./given.ts";

const at = { Bucket: "quarantine", Key: "a.txt" };

const script = fileURLToPath(new URL("./process.ts", import.meta.url));

/** The endpoint in a process of its own, to be killed; it prints its address and each event as a line. */
async function givenProcess(dir: string) {
  const child = spawn(process.execPath, ["--expose-gc", script, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  let heard: () => void = () => undefined;
  let rest = "";
  child.stdout.on("data", (piece: Buffer) => {
    const parts = `${rest}${piece}`.split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    heard();
  });
  const addressAt = () => lines.findIndex((line) => line.startsWith("http://"));
  while (addressAt() === -1) {
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  }
  const [url = ""] = lines.splice(addressAt(), 1);
  return { child, url, lines, client: givenClient(url) };
}

function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  return gone;
}

describe("what was written", () => {
  test("is there after a restart: versions, markers, metadata, tags, and an upload under way", async () => {
    const dir = await givenFolder();
    const before = await givenObjects({ dir });
    const { VersionId } = await before.client.send(
      new PutObjectCommand({
        ...at,
        Body: "first",
        Metadata: { by: "x" },
        Tagging: "a=b",
        ChecksumAlgorithm: "SHA256",
      }),
    );
    await before.client.send(new PutObjectCommand({ ...at, Body: "second" }));
    const upload = { ...at, Key: "big" };
    const { UploadId } = await before.client.send(new CreateMultipartUploadCommand(upload));
    const part = { ...upload, UploadId, PartNumber: 1 };
    const { ETag, ChecksumCRC32 } = await before.client.send(
      new UploadPartCommand({ ...part, Body: "part" }),
    );
    await before.close();

    const { client, events } = await givenObjects({ dir });
    const first = await client.send(new GetObjectCommand({ ...at, VersionId, ChecksumMode: "ENABLED" }));
    expect(await first.Body?.transformToString()).toBe("first");
    expect(first).toMatchObject({ Metadata: { by: "x" }, TagCount: 1, ChecksumSHA256: expect.any(String) });
    const Parts = [{ PartNumber: 1, ETag, ChecksumCRC32 }];
    await client.send(
      new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }),
    );
    await client.send(new PutObjectCommand({ ...at, Body: "third" }));
    const { Versions } = await client.send(
      new ListObjectVersionsCommand({ Bucket: at.Bucket, Prefix: at.Key }),
    );
    expect(Versions?.map(({ Size, IsLatest }) => [Size, IsLatest])).toEqual([
      [5, true],
      [6, false],
      [5, false],
    ]);
    expect(events.map(({ key }) => key)).toEqual(["big", at.Key]);
    const [, latest] = events;
    expect(Number(`0x${latest?.sequencer}`)).toBeGreaterThan(Number(`0x${before.events.at(-1)?.sequencer}`));
  });

  test("survives a kill: what was answered is whole, what was not leaves nothing", async () => {
    const dir = await givenFolder();
    const first = await givenProcess(dir);
    const answered: string[] = [];
    const writes = Array.from({ length: 40 }, async (_, number) => {
      const Key = `k${number}`;
      await first.client.send(new PutObjectCommand({ ...at, Key, Body: randomBytes(50_000) }));
      answered.push(Key);
      if (answered.length === 12) await killed(first.child);
    });
    const half = openRequest(await getSignedUrl(first.client, new PutObjectCommand({ ...at, Key: "half" })), {
      method: "PUT",
      headers: { "content-length": 1_000_000 },
    });
    half.on("error", () => undefined);
    half.write("half of it");
    await Promise.allSettled(writes);
    expect(answered.length).toBeGreaterThanOrEqual(12);

    const second = await givenProcess(dir);
    for (const Key of answered) {
      expect(await second.client.send(new HeadObjectCommand({ ...at, Key }))).toMatchObject({
        ContentLength: 50_000,
      });
    }
    expect(await refusalOf(second.client.send(new GetObjectCommand({ ...at, Key: "half" })))).toEqual([
      404,
      "NoSuchKey",
    ]);
    const { Versions = [] } = await second.client.send(new ListObjectVersionsCommand({ Bucket: at.Bucket }));
    expect(await readdir(join(dir, "quarantine", "bodies"))).toHaveLength(Versions.length);
    expect(await readdir(join(dir, "quarantine", "temp"))).toEqual([]);
    // An event is told before the kill or after it, or both times, of every object that is there.
    const told = new Set([...first.lines, ...second.lines]);
    expect([...told].sort()).toEqual(Versions.map(({ Key }) => Key).sort());
  });

  test("a kill between a write and the end of what it replaces leaves the newer one", async () => {
    const dir = await givenFolder();
    const plain = { ...at, Bucket: "plain" };
    const aside = join(await givenFolder(), "plain");
    const before = await givenObjects({ dir });
    await before.client.send(new PutObjectCommand({ ...plain, Body: "older" }));
    await cp(join(dir, "plain"), aside, { recursive: true });
    await before.client.send(new PutObjectCommand({ ...plain, Body: "newer" }));
    await before.close();
    await cp(aside, join(dir, "plain"), { recursive: true });
    const { client } = await givenObjects({ dir });
    const got = await client.send(new GetObjectCommand(plain));
    expect(await got.Body?.transformToString()).toBe("newer");
    for (const folder of ["bodies", "versions"]) {
      expect(await readdir(join(dir, "plain", folder))).toHaveLength(1);
    }
  });

  test("an event that a kill kept from being told is told at the next start", async () => {
    const dir = await givenFolder();
    const failing = await givenObjects({
      dir,
      onCreated: () => {
        throw new Error("the bus is gone");
      },
    });
    const put = failing.client.send(new PutObjectCommand({ ...at, Body: "x" }));
    expect((await refusalOf(put))[0]).toBe(500);
    await failing.close();
    const { events } = await givenObjects({ dir });
    expect(events).toMatchObject([{ key: at.Key, reason: "PutObject" }]);
    const again = await givenObjects({ dir, buckets: [givenBucket()] });
    expect(again.events).toEqual([]);
  });
});

describe("an end", () => {
  test("waits for no sender who stalls, and keeps nothing of theirs", async () => {
    const { url, options } = await givenObjects();
    const dir = await givenFolder();
    const objects = await startObjects({ ...options, dir });
    let begun: () => void = () => undefined;
    const received = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const server = createServer((request, response) => {
      void objects.handle(request, response);
      request.once("data", begun);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const mounted = url.replace(
      /\d+$/,
      `${typeof address === "object" && address !== null ? address.port : 0}`,
    );
    const put = new PutObjectCommand({ ...at, Key: "half" });
    const half = openRequest(await getSignedUrl(givenClient(mounted), put), {
      method: "PUT",
      headers: { "content-length": 1_000_000 },
    });
    half.on("error", () => undefined);
    half.write("half of it");
    await received;
    await objects.close();
    expect(await readdir(join(dir, "quarantine", "temp"))).toEqual([]);
    expect(await readdir(join(dir, "quarantine", "bodies"))).toEqual([]);
  });
});

describe("100 MB", () => {
  test("pass both ways in memory that does not grow with them", async () => {
    const { client, lines, url } = await givenProcess(await givenFolder());
    const size = 100 * 1024 ** 2;
    const piece = randomBytes(1024 ** 2);
    const pieces = function* () {
      for (let sent = 0; sent < size; sent += piece.length) yield piece;
    };
    const Body = Readable.from(pieces());
    await client.send(new PutObjectCommand({ ...at, Body, ContentLength: size }));
    const got = await client.send(new GetObjectCommand(at));
    let received = 0;
    for await (const chunk of got.Body as Readable) received += (chunk as Buffer).length;
    expect(received).toBe(size);
    expect(lines).toContain(at.Key);
    const { peakMegabytes } = (await (await fetch(`${url}/_memory`)).json()) as { peakMegabytes: number };
    expect(peakMegabytes).toBeLessThan(30);
  });

  test("a client that is told no in the middle of them still hears it", async () => {
    const { client } = await givenObjects({ may: () => false });
    const Body = Readable.from([randomBytes(8_000_000), randomBytes(8_000_000)]);
    const put = client.send(new PutObjectCommand({ ...at, Body, ContentLength: 16_000_000 }));
    expect(await refusalOf(put)).toEqual([403, "AccessDenied"]);
  });

  test("a store that asks to slow down is heard as S3 says it", async () => {
    const { client } = await givenObjects({ faults: () => "slow-down" });
    expect(await refusalOf(client.send(new GetObjectCommand(at)))).toEqual([503, "SlowDown"]);
  });
});
