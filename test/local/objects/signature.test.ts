import { createHash } from "node:crypto";
import {
  GetObjectAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { answerOf, credentialsOf, givenClient, givenObjects, refusalOf } from "./given.ts";

const at = { Bucket: "quarantine", Key: "a.pdf" };
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600 * 1000);

describe("a signed call", () => {
  test("with a wrong secret, an unknown key, the wrong region or none is refused", async () => {
    const { url } = await givenObjects();
    const put = (overrides: Parameters<typeof givenClient>[1]) =>
      refusalOf(givenClient(url, overrides).send(new PutObjectCommand({ ...at, Body: "x" })));
    const wrong = { accessKeyId: "AKIAOFFICER", secretAccessKey: "guessed" };
    expect(await put({ credentials: wrong })).toEqual([403, "SignatureDoesNotMatch"]);
    const unknown = { accessKeyId: "AKIANOBODY", secretAccessKey: "guessed" };
    expect(await put({ credentials: unknown })).toEqual([403, "InvalidAccessKeyId"]);
    expect(await put({ region: "us-east-1" })).toEqual([400, "AuthorizationHeaderMalformed"]);
    expect(await answerOf(await fetch(`${url}/quarantine/a.pdf`))).toEqual([403, "AccessDenied"]);
    expect(await answerOf(await fetch(`${url}/quarantine?list-type=2`))).toEqual([403, "AccessDenied"]);
  });

  test("a clock more than 15 minutes wrong is refused", async () => {
    const { url } = await givenObjects();
    const client = givenClient(url, { systemClockOffset: -16 * 60 * 1000 });
    expect(await refusalOf(client.send(new GetObjectCommand(at)))).toEqual([403, "RequestTimeTooSkewed"]);
  });

  test("what the signer's policy does not grant is refused, with the action and the resource asked about", async () => {
    const asked: string[] = [];
    const { client } = await givenObjects({
      may: ({ accessKeyId, action, resource }) => {
        asked.push(`${accessKeyId} ${action} ${resource}`);
        return false;
      },
    });
    expect(await refusalOf(client.send(new PutObjectCommand({ ...at, Body: "x" })))).toEqual([
      403,
      "AccessDenied",
    ]);
    expect(await refusalOf(client.send(new GetObjectCommand(at)))).toEqual([403, "AccessDenied"]);
    expect(asked).toEqual([
      "AKIAOFFICER s3:PutObject arn:aws:s3:::quarantine/a.pdf",
      "AKIAOFFICER s3:GetObject arn:aws:s3:::quarantine/a.pdf",
    ]);
  });

  test("an absent key is told only to those who may list", async () => {
    const { client, url } = await givenObjects({
      may: ({ accessKeyId, action }) => action === "s3:GetObject" || accessKeyId === "AKIAOFFICER",
    });
    expect(await refusalOf(client.send(new GetObjectCommand(at)))).toEqual([404, "NoSuchKey"]);
    const reader = givenClient(url, { credentials: credentialsOf("AKIAREADER") });
    expect(await refusalOf(reader.send(new GetObjectCommand(at)))).toEqual([403, "AccessDenied"]);
  });

  test("a header of S3's that was not signed, or no word on the body, is refused", async () => {
    const { client } = await givenObjects();
    const refusalWith = (change: (headers: Record<string, string>) => void) => {
      const command = new PutObjectCommand({ ...at, Body: "x" });
      command.middlewareStack.add(
        (next) => (args) => {
          change((args.request as { headers: Record<string, string> }).headers);
          return next(args);
        },
        { step: "finalizeRequest", priority: "low" },
      );
      return refusalOf(client.send(command));
    };
    const addTag = (headers: Record<string, string>) => Object.assign(headers, { "x-amz-tagging": "a=b" });
    const dropHash = (headers: Record<string, string>) =>
      void Reflect.deleteProperty(headers, "x-amz-content-sha256");
    expect(await refusalWith(addTag)).toEqual([403, "AccessDenied"]);
    expect(await refusalWith(dropHash)).toEqual([400, "InvalidRequest"]);
  });

  test("an unknown bucket and an operation that is not kept here are refused loudly", async () => {
    const { client, url } = await givenObjects();
    const call = client.send(new GetObjectCommand({ Bucket: "other", Key: "x" }));
    expect(await refusalOf(call)).toEqual([404, "NoSuchBucket"]);
    const acl = client.send(new GetObjectAclCommand(at));
    expect(await refusalOf(acl)).toEqual([501, "NotImplemented"]);
    expect(await answerOf(await fetch(`${url}/quarantine/%zz`))).toEqual([400, "InvalidURI"]);
  });
});

describe("a presigned address", () => {
  test("reads and writes while it lasts", async () => {
    const { client } = await givenObjects();
    const put = await getSignedUrl(client, new PutObjectCommand({ ...at, ContentType: "application/pdf" }), {
      expiresIn: 60,
      signableHeaders: new Set(["content-type"]),
    });
    const headers = { "content-type": "application/pdf" };
    expect(await answerOf(await fetch(put, { method: "PUT", headers, body: "%PDF" }))).toEqual([
      200,
      undefined,
    ]);
    const ResponseContentDisposition = `attachment; filename*=UTF-8''${encodeURIComponent("申报书.pdf")}`;
    const get = await getSignedUrl(client, new GetObjectCommand({ ...at, ResponseContentDisposition }));
    const read = await fetch(get);
    expect(await read.text()).toBe("%PDF");
    expect(read.headers.get("content-type")).toBe("application/pdf");
    expect(read.headers.get("content-disposition")).toBe(ResponseContentDisposition);
  });

  test("another verb, type, length, key, version or a broken signature is refused", async () => {
    const { client } = await givenObjects();
    const command = new PutObjectCommand({ ...at, ContentType: "application/pdf", ContentLength: 4 });
    const url = await getSignedUrl(client, command, {
      signableHeaders: new Set(["content-type", "content-length"]),
    });
    const put = async (address: string, type: string, body: string) =>
      answerOf(await fetch(address, { method: "PUT", headers: { "content-type": type }, body }));
    const refused = [403, "SignatureDoesNotMatch"];
    expect(await put(url, "text/html", "%PDF")).toEqual(refused);
    expect(await put(url, "application/pdf", "%PDF-")).toEqual(refused);
    expect(await put(url.replace("a.pdf", "b.pdf"), "application/pdf", "%PDF")).toEqual(refused);
    expect(await put(`${url}&versionId=null`, "application/pdf", "%PDF")).toEqual(refused);
    expect(
      await put(
        url.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
        "application/pdf",
        "%PDF",
      ),
    ).toEqual(refused);
    expect(await answerOf(await fetch(url))).toEqual(refused);
    expect(await put(url, "application/pdf", "%PDF")).toEqual([200, undefined]);
  });

  test("an expired one is refused by real time", async () => {
    const { client } = await givenObjects();
    const old = { signingDate: hoursAgo(2), expiresIn: 3600 };
    const url = await getSignedUrl(client, new GetObjectCommand(at), old);
    expect(await answerOf(await fetch(url))).toEqual([403, "AccessDenied"]);
  });

  test("the signer's policy is asked, not the reader's", async () => {
    const { url } = await givenObjects({ may: ({ accessKeyId }) => accessKeyId !== "AKIAREADER" });
    const reader = givenClient(url, { credentials: credentialsOf("AKIAREADER") });
    expect(await answerOf(await fetch(await getSignedUrl(reader, new GetObjectCommand(at))))).toEqual([
      403,
      "AccessDenied",
    ]);
  });

  test("a pinned checksum is held", async () => {
    const { client } = await givenObjects();
    const ChecksumSHA256 = createHash("sha256").update("right").digest("base64");
    const url = await getSignedUrl(client, new PutObjectCommand({ ...at, ChecksumSHA256 }), {
      unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
    });
    const headers = { "x-amz-checksum-sha256": ChecksumSHA256 };
    const put = (body: string) => fetch(url, { method: "PUT", headers, body });
    expect(await answerOf(await put("wrong"))).toEqual([400, "BadDigest"]);
    expect(await answerOf(await put("right"))).toEqual([200, undefined]);
    const head = await client.send(new HeadObjectCommand({ ...at, ChecksumMode: "ENABLED" }));
    expect(head.ChecksumSHA256).toBe(ChecksumSHA256);
  });

  test("keys of any writing are found", async () => {
    const { client } = await givenObjects();
    for (const Key of ["申报 书.pdf", "a+b.pdf", "100%25.pdf", "x'()!*~&=?#;,@$.pdf", " ", "🎓/é"]) {
      const command = new PutObjectCommand({ Bucket: "quarantine", Key });
      const url = await getSignedUrl(client, command);
      const at = { method: "PUT", body: Key };
      expect([Key, ...(await answerOf(await fetch(url, at)))]).toEqual([Key, 200, undefined]);
      const got = await client.send(new GetObjectCommand({ Bucket: "quarantine", Key }));
      expect(await got.Body?.transformToString()).toBe(Key);
    }
  });

  test("dots and doubled slashes are part of a key, not a way to another", async () => {
    const { client, events } = await givenObjects();
    await client.send(new PutObjectCommand({ Bucket: "quarantine", Key: "a/../b//c/.", Body: "x" }));
    expect(events).toMatchObject([{ key: "a/../b//c/." }]);
    expect(await refusalOf(client.send(new GetObjectCommand({ Bucket: "quarantine", Key: "b/c/" })))).toEqual(
      [404, "NoSuchKey"],
    );
  });
});
