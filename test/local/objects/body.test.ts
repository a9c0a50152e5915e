import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { answerOf, givenClient, givenObjects, refusalOf } from "./given.ts";

const at = { Bucket: "quarantine", Key: "a.bin" };
const base64Crc32 = (text: string) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString("base64");
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");

describe("a body", () => {
  test.each<[string, Partial<PutObjectCommandInput>, Record<string, string>]>([
    ["CRC32, as the SDK adds it", {}, { ChecksumCRC32: base64Crc32("hello") }],
    ["SHA-256, computed by the SDK", { ChecksumAlgorithm: "SHA256" }, { ChecksumSHA256: sha256("hello") }],
    ["SHA-256, given", { ChecksumSHA256: sha256("hello") }, { ChecksumSHA256: sha256("hello") }],
  ])("%s is kept and given back", async (_, asked, expected) => {
    const { client } = await givenObjects();
    expect(await client.send(new PutObjectCommand({ ...at, Body: "hello", ...asked }))).toMatchObject(
      expected,
    );
    const wanted = { ...at, ChecksumMode: "ENABLED" as const };
    expect(await client.send(new HeadObjectCommand(wanted))).toMatchObject({
      ...expected,
      ChecksumType: "FULL_OBJECT",
    });
    const got = await client.send(new GetObjectCommand(wanted));
    expect(await got.Body?.transformToString()).toBe("hello");
    expect(got).toMatchObject(expected);
  });

  test("a stream of the SDK (aws-chunked, trailing checksum) is stored without its framing", async () => {
    const { client } = await givenObjects();
    const Body = Readable.from([Buffer.from("hel"), Buffer.alloc(200_000, "x"), Buffer.from("lo")]);
    await client.send(
      new PutObjectCommand({ ...at, Body, ContentLength: 200_005, ContentEncoding: "identity" }),
    );
    const got = await client.send(new GetObjectCommand({ ...at, ChecksumMode: "ENABLED" }));
    expect(await got.Body?.transformToString()).toBe(`hel${"x".repeat(200_000)}lo`);
    expect(got.ContentEncoding).toBe("identity");
    expect(got.ChecksumCRC32).toBe(base64Crc32(`hel${"x".repeat(200_000)}lo`));
  });

  test.each<[string, Partial<PutObjectCommandInput>, [number, string]]>([
    ["a wrong SHA-256", { ChecksumSHA256: sha256("other") }, [400, "BadDigest"]],
    ["a wrong CRC32", { ChecksumCRC32: base64Crc32("other") }, [400, "BadDigest"]],
    ["a wrong MD5", { ContentMD5: createHash("md5").update("other").digest("base64") }, [400, "BadDigest"]],
    ["an MD5 that is none", { ContentMD5: "nonsense" }, [400, "InvalidDigest"]],
    ["a SHA-256 that is none", { ChecksumSHA256: "bm9uZQ==" }, [400, "InvalidRequest"]],
    ["a checksum that is not kept here", { ChecksumCRC32C: "AAAAAA==" }, [501, "NotImplemented"]],
    ["an ACL", { ACL: "public-read" }, [501, "NotImplemented"]],
    ["metadata of 3 KB", { Metadata: { note: "x".repeat(3000) } }, [400, "MetadataTooLarge"]],
    ["eleven tags", { Tagging: "abcdefghijk".split("").join("=1&") }, [400, "InvalidTag"]],
    ["a key of 1025 bytes", { Key: "k".repeat(1025) }, [400, "KeyTooLongError"]],
  ])("%s is refused and nothing is kept", async (_, asked, refusal) => {
    const { client, events, options } = await givenObjects();
    expect(await refusalOf(client.send(new PutObjectCommand({ ...at, Body: "hello", ...asked })))).toEqual(
      refusal,
    );
    expect(events).toEqual([]);
    expect(await readdir(join(options.dir, "quarantine", "temp"))).toEqual([]);
  });

  test("a body other than the signed hash is refused", async () => {
    const { url } = await givenObjects();
    const client = givenClient(url, { requestChecksumCalculation: "WHEN_REQUIRED" });
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: "jello" });
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    const put = client.send(new PutObjectCommand({ ...at, Body: "hello" }));
    expect(await refusalOf(put)).toEqual([400, "XAmzContentSHA256Mismatch"]);
  });

  /** Sends bytes as they are; fetch would mend them. */
  const raw = (url: string, head: string[], body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port, pathname, search, host } = new URL(url);
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(
          [`PUT ${pathname}${search} HTTP/1.1`, `host: ${host}`, "connection: close", ...head, "", body].join(
            "\r\n",
          ),
        ),
      );
      let answer = "";
      socket.on("data", (piece) => {
        answer += piece;
      });
      socket.once("error", reject);
      socket.once("close", () => resolve(/<Code>(.*)<\/Code>/.exec(answer)?.[1] ?? answer.slice(9, 12)));
    });

  const chunked = (size: number) => [
    "content-encoding: aws-chunked",
    `x-amz-decoded-content-length: ${size}`,
  ];
  const trailer = (text: string) => `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${base64Crc32(text)}\r\n\r\n`;

  test.each([
    ["whole", chunked(5), trailer("hello"), "200"],
    ["with a wrong trailer", chunked(5), trailer("other"), "BadDigest"],
    ["without the trailer announced", chunked(5), "5\r\nhello\r\n0\r\n\r\n", "InvalidRequest"],
    ["longer than declared", chunked(4), trailer("hello"), "EntityTooLarge"],
    ["shorter than declared", chunked(6), trailer("hello"), "IncompleteBody"],
    ["cut off in a chunk", chunked(5), "5\r\nhel", "IncompleteBody"],
    ["with a size that is none", chunked(5), "five\r\nhello\r\n0\r\n\r\n", "IncompleteBody"],
  ])("an aws-chunked body %s is judged", async (_, head, body, outcome) => {
    const { client } = await givenObjects();
    const command = new PutObjectCommand(at);
    command.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers["x-amz-decoded-content-length"] = `${head[1]?.split(": ")[1]}`;
        headers["x-amz-trailer"] = "x-amz-checksum-crc32";
        for (const name of Object.keys(headers)) {
          if (/^x-amz-(checksum-crc32|sdk-checksum)/.test(name)) delete headers[name];
        }
        return next(args);
      },
      { step: "build", priority: "low" },
    );
    const url = await getSignedUrl(client, command, {
      unhoistableHeaders: new Set(["x-amz-decoded-content-length", "x-amz-trailer"]),
    });
    const lines = [...head, "x-amz-trailer: x-amz-checksum-crc32", `content-length: ${body.length}`];
    expect(await raw(url, lines, body)).toBe(outcome);
  });

  test("a body without a length is refused", async () => {
    const { client } = await givenObjects();
    const url = await getSignedUrl(client, new PutObjectCommand(at));
    const body = ReadableStream.from([Buffer.from("x")]) as ReadableStream<Uint8Array>;
    expect(await answerOf(await fetch(url, { method: "PUT", body, duplex: "half" }))).toEqual([
      411,
      "MissingContentLength",
    ]);
  });
});
