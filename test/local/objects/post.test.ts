import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request as openRequest } from "node:http";
import { join } from "node:path";
import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { describe, expect, test } from "vitest";
import { answerOf, credentialsOf, givenClient, givenObjects } from "./given.ts";

const bytes = Buffer.from("%PDF-1.7 申报书");
const sha256 = createHash("sha256").update(bytes).digest("base64");
const key = "applications/app_1/申报 书.pdf";

/** As the uploads service pins them: size, type, hash and key. */
const policy = (overrides: Partial<PresignedPostOptions> = {}): PresignedPostOptions => ({
  Bucket: "quarantine",
  Key: key,
  Expires: 300,
  Fields: {
    "Content-Type": "application/pdf",
    "x-amz-checksum-algorithm": "SHA256",
    "x-amz-checksum-sha256": sha256,
  },
  Conditions: [["content-length-range", 5, 100]],
  ...overrides,
});

interface Sent {
  url: string;
  fields: Record<string, string>;
  file?: Buffer;
  filename?: string;
}

function send({ url, fields, file = bytes, filename = "申报书.pdf" }: Sent): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([Uint8Array.from(file)], { type: "application/pdf" }), filename);
  return fetch(url, { method: "POST", body: form, redirect: "manual" });
}

describe("a presigned form", () => {
  test("a file within the policy lands with its type, version and checksum", async () => {
    const { client, events } = await givenObjects();
    const response = await send(await createPresignedPost(client, policy()));
    expect(response.status).toBe(204);
    const versionId = response.headers.get("x-amz-version-id");
    const head = await client.send(
      new HeadObjectCommand({ Bucket: "quarantine", Key: key, ChecksumMode: "ENABLED" }),
    );
    expect(head).toMatchObject({
      ContentType: "application/pdf",
      ContentLength: bytes.length,
      ChecksumSHA256: sha256,
      VersionId: versionId,
      ETag: response.headers.get("etag"),
    });
    expect(events).toMatchObject([
      { bucket: "quarantine", key, versionId, size: bytes.length, reason: "POST Object" },
    ]);
  });

  test.each<[string, Partial<Sent>, [number, string]]>([
    ["a file that is too large", { file: randomBytes(101) }, [400, "EntityTooLarge"]],
    ["a file that is too small", { file: Buffer.from("%PDF") }, [400, "EntityTooSmall"]],
    ["a file with other bytes", { file: Buffer.from("%PDF-1.7 申报表") }, [400, "BadDigest"]],
    ["an empty file", { file: Buffer.alloc(0) }, [400, "EntityTooSmall"]],
  ])("%s is refused and nothing of it is kept", async (_, sent, answer) => {
    const { client, events, options } = await givenObjects();
    const post = await createPresignedPost(client, policy());
    expect(await answerOf(await send({ ...post, ...sent }))).toEqual(answer);
    expect(events).toEqual([]);
    for (const folder of ["bodies", "temp", "owed"]) {
      expect(await readdir(join(options.dir, "quarantine", folder))).toEqual([]);
    }
  });

  test.each<[string, Record<string, string>, [number, string]]>([
    ["another key", { key: "applications/app_2/x.pdf" }, [403, "AccessDenied"]],
    ["another type", { "Content-Type": "text/html" }, [403, "AccessDenied"]],
    ["another hash", { "x-amz-checksum-sha256": `${sha256.slice(0, -2)}A=` }, [403, "AccessDenied"]],
    ["a field that the policy does not name", { "x-amz-meta-owner": "me" }, [403, "AccessDenied"]],
    ["another bucket", { bucket: "plain" }, [403, "AccessDenied"]],
    ["a broken signature", { "X-Amz-Signature": "0".repeat(64) }, [403, "SignatureDoesNotMatch"]],
    ["no policy", { Policy: "" }, [403, "AccessDenied"]],
    ["another algorithm", { "X-Amz-Algorithm": "AWS4-HMAC-SHA1" }, [400, "InvalidArgument"]],
    ["an empty key", { key: "" }, [400, "InvalidArgument"]],
  ])("%s is refused", async (_, changed, answer) => {
    const { client } = await givenObjects();
    const { url, fields } = await createPresignedPost(client, policy());
    expect(await answerOf(await send({ url, fields: { ...fields, ...changed } }))).toEqual(answer);
  });

  test("a field taken away is refused", async () => {
    const { client } = await givenObjects();
    const { url, fields } = await createPresignedPost(client, policy());
    const { "Content-Type": _, ...others } = fields;
    expect(await answerOf(await send({ url, fields: others }))).toEqual([403, "AccessDenied"]);
  });

  test("a widened policy under the old signature is refused", async () => {
    const { client } = await givenObjects();
    const { url, fields } = await createPresignedPost(client, policy());
    const document = JSON.parse(Buffer.from(fields.Policy ?? "", "base64").toString());
    const Policy = Buffer.from(
      JSON.stringify({ ...document, conditions: [["content-length-range", 0, 9999]] }),
    ).toString("base64");
    const changed = { ...fields, Policy };
    expect(await answerOf(await send({ url, fields: changed }))).toEqual([403, "SignatureDoesNotMatch"]);
  });

  test("an expired policy is refused", async () => {
    const { client } = await givenObjects();
    const post = await createPresignedPost(client, policy({ Expires: -1 }));
    expect(await answerOf(await send(post))).toEqual([403, "AccessDenied"]);
  });

  test("a policy of a key that nobody has, or with a wrong secret, is refused", async () => {
    const { url } = await givenObjects();
    const unknown = givenClient(url, { credentials: { accessKeyId: "AKIANOBODY", secretAccessKey: "x" } });
    const wrong = givenClient(url, { credentials: { accessKeyId: "AKIAOFFICER", secretAccessKey: "x" } });
    const [first, second] = [
      await send(await createPresignedPost(unknown, policy())),
      await send(await createPresignedPost(wrong, policy())),
    ];
    expect(await answerOf(first)).toEqual([403, "InvalidAccessKeyId"]);
    expect(await answerOf(second)).toEqual([403, "SignatureDoesNotMatch"]);
  });

  test("a signer who may not write there is refused", async () => {
    const { url } = await givenObjects({
      may: ({ accessKeyId, action, resource }) =>
        !(
          accessKeyId === "AKIAREADER" &&
          action === "s3:PutObject" &&
          resource === `arn:aws:s3:::quarantine/${key}`
        ),
    });
    const reader = givenClient(url, { credentials: credentialsOf("AKIAREADER") });
    expect(await answerOf(await send(await createPresignedPost(reader, policy())))).toEqual([
      403,
      "AccessDenied",
    ]);
  });

  test("starts-with lets the rest of a field vary, and the file's name into the key", async () => {
    const { client } = await givenObjects();
    const Conditions: PresignedPostOptions["Conditions"] = [["starts-with", "$x-amz-meta-note", "re: "]];
    const open = policy({ Key: `in/\${filename}`, Conditions, Fields: { "x-amz-meta-note": "re: 年检" } });
    const post = await createPresignedPost(client, open);
    expect((await send({ ...post, filename: "../年检 (1).pdf" })).status).toBe(204);
    const got = await client.send(new GetObjectCommand({ Bucket: "quarantine", Key: "in/年检 (1).pdf" }));
    expect(await got.Body?.transformToByteArray()).toEqual(Uint8Array.from(bytes));
    expect(got.ContentType).toBe("binary/octet-stream");
    expect(got.Metadata).toEqual({ note: "=?UTF-8?B?cmU6IOW5tOajgA==?=" });
    const fields = { ...post.fields, "x-amz-meta-note": "fw: 年检" };
    expect(await answerOf(await send({ url: post.url, fields }))).toEqual([403, "AccessDenied"]);
  });

  test("success_action_status 201 answers with a document, a redirect with 303", async () => {
    const { client, url } = await givenObjects();
    const Fields = { ...policy().Fields, success_action_status: "201" };
    const created = await send(await createPresignedPost(client, policy({ Fields })));
    expect(created.status).toBe(201);
    expect(created.headers.get("location")).toBe(
      `${url}/quarantine/applications/app_1/${encodeURIComponent("申报 书.pdf")}`,
    );
    expect(await created.text()).toContain(`<Bucket>quarantine</Bucket><Key>${key}</Key><ETag>&quot;`);
    const away = { ...policy().Fields, success_action_redirect: "https://apply.example.org/done" };
    const moved = await send(await createPresignedPost(client, policy({ Fields: away })));
    expect(moved.status).toBe(303);
    expect(moved.headers.get("location")).toContain("https://apply.example.org/done?bucket=quarantine&key=");
  });
});

describe("a form that is none", () => {
  const raw = (url: string, type: string, body: string) =>
    fetch(`${url}/quarantine`, { method: "POST", headers: { "content-type": type }, body });

  test.each([
    ["without a boundary", "multipart/form-data", "x", "MalformedPOSTRequest"],
    ["cut off in a field", "multipart/form-data; boundary=b", "--b\r\ncontent-disp", "MalformedPOSTRequest"],
    [
      "without a file",
      "multipart/form-data; boundary=b",
      '--b\r\ncontent-disposition: form-data; name="key"\r\n\r\nx\r\n--b--\r\n',
      "InvalidArgument",
    ],
    [
      "with a field of 30 KB",
      "multipart/form-data; boundary=b",
      `--b\r\ncontent-disposition: form-data; name="key"\r\n\r\n${"x".repeat(30_000)}\r\n--b--\r\n`,
      "MaxMessageLengthExceeded",
    ],
  ])("%s is refused", async (_, type, body, code) => {
    const { url } = await givenObjects();
    expect(await answerOf(await raw(url, type, body))).toEqual([400, code]);
  });

  test("a file cut off by its end is refused and not kept", async () => {
    const { client, events } = await givenObjects();
    const { url, fields } = await createPresignedPost(client, policy());
    const parts = Object.entries(fields).map(
      ([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const file = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7';
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b" },
      body: `${parts.join("")}${file}`,
    });
    expect(await answerOf(response)).toEqual([400, "MalformedPOSTRequest"]);
    expect(events).toEqual([]);
  });

  test("a sender who hangs up in the middle leaves nothing behind", async () => {
    const { client, options, close } = await givenObjects();
    const { url, fields } = await createPresignedPost(client, policy());
    const parts = Object.entries(fields).map(
      ([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const start = `${parts.join("")}--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n%PDF`;
    const request = openRequest(url, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b", "content-length": start.length + 1000 },
    });
    request.on("error", () => undefined);
    await new Promise<void>((resolve) => request.write(start, () => resolve()));
    request.destroy();
    await close();
    expect(await readdir(join(options.dir, "quarantine", "temp"))).toEqual([]);
  });
});
