import type { IncomingMessage, ServerResponse } from "node:http";
import { algorithm, isSameSignature, parseAmzDate, parseScope, signatureOf } from "../sigv4.ts";
import { attributesOf } from "./attributes.ts";
import type { Keys } from "./authenticate.ts";
import { quoted, writtenHeaders } from "./call.ts";
import { compareChecksums, wishedChecksums } from "./checksums.ts";
import { largestPut, receive } from "./disk.ts";
import { fault } from "./fault.ts";
import { bytesOf, type Form, orRemove, readForm } from "./post-form.ts";
import { judgePolicy, PostPolicy } from "./post-policy.ts";
import type { Storage, StoredVersion } from "./storage.ts";
import { xmlOf } from "./xml.ts";

interface PostCall {
  request: IncomingMessage;
  response: ServerResponse;
  storage: Storage;
  keys: Keys;
  may: (accessKeyId: string, action: string, resource: string) => boolean;
}

/** Who signed the form's policy. @throws AccessDenied without one, else as for any signature */
function signerOf(fields: Map<string, string>, { region, secretOf }: Keys): string {
  const policy = fields.get("policy");
  if (policy === undefined || policy === "") throw fault("AccessDenied");
  const scope = parseScope(fields.get("x-amz-credential") ?? "");
  const amzDate = fields.get("x-amz-date") ?? "";
  const isWhole = scope !== undefined && parseAmzDate(amzDate) !== undefined && amzDate.startsWith(scope.day);
  if (
    !isWhole ||
    scope.service !== "s3" ||
    scope.region !== region ||
    fields.get("x-amz-algorithm") !== algorithm
  ) {
    throw fault(
      "InvalidArgument",
      "The form's x-amz-algorithm, x-amz-credential or x-amz-date is malformed.",
    );
  }
  const secret = secretOf(scope.accessKeyId);
  if (secret === undefined) throw fault("InvalidAccessKeyId");
  if (!isSameSignature(fields.get("x-amz-signature") ?? "", signatureOf(policy, secret, scope))) {
    throw fault("SignatureDoesNotMatch");
  }
  return scope.accessKeyId;
}

function policyOf(encoded: string): PostPolicy {
  try {
    return PostPolicy.parse(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")));
  } catch {
    throw fault("InvalidPolicyDocument");
  }
}

/** Checks all that can be said before the file's first byte; gives the bytes that the file may have. */
function checkForm(
  { fields, filename }: Form,
  { storage, keys, may }: PostCall,
): { min: number; max: number } {
  const template = fields.get("key") ?? "";
  if (template === "") throw fault("InvalidArgument", "Bucket POST must contain a field named 'key'.");
  const key = template.replaceAll(`\${filename}`, () => filename);
  if (Buffer.byteLength(key) > 1024) throw fault("KeyTooLongError");
  fields.set("key", key);
  const accessKeyId = signerOf(fields, keys);
  if ((fields.get("bucket") ?? storage.bucket.name) !== storage.bucket.name) {
    throw fault("AccessDenied", "Invalid according to Policy: the form's bucket is another one.");
  }
  fields.set("bucket", storage.bucket.name);
  const verdict = judgePolicy(policyOf(fields.get("policy") ?? ""), { fields, now: new Date() });
  if ("refusal" in verdict) throw fault("AccessDenied", `Invalid according to Policy: ${verdict.refusal}`);
  if (!may(accessKeyId, "s3:PutObject", `${storage.bucket.arn}/${key}`)) throw fault("AccessDenied");
  if (fields.has("tagging")) throw fault("NotImplemented", "The form field tagging is not known here.");
  return verdict;
}

async function take({ fields, file }: Form, storage: Storage, bounds: { min: number; max: number }) {
  const headers = Object.fromEntries(fields);
  const attributes = attributesOf(headers);
  const wished = wishedChecksums(headers);
  const limits = { algorithms: wished.keys(), max: Math.min(bounds.max, largestPut) };
  const received = await receive(storage.layout.temp, bytesOf(file), limits);
  return orRemove(received.file, () => {
    if (received.size < bounds.min) throw fault("EntityTooSmall");
    compareChecksums(wished, received.checksums);
    return storage.commit({
      key: fields.get("key") ?? "",
      received,
      etag: received.md5,
      headers: attributes,
      checksums: received.checksums,
      checksumType: "FULL_OBJECT",
      tags: {},
      reason: "POST Object",
    });
  });
}

/** 201 with a document, 200 or 204 as the form asks (204 else), or 303 to the address it names. */
function answer(
  { request, response, storage }: PostCall,
  fields: Map<string, string>,
  version: StoredVersion,
): void {
  const { name } = storage.bucket;
  const etag = quoted(version.etag);
  const path = version.key.split("/").map(encodeURIComponent).join("/");
  const location = `http://${request.headers.host}/${name}/${path}`;
  const headers = { ...writtenHeaders(storage, version), location };
  const redirect = fields.get("success_action_redirect");
  if (redirect !== undefined && URL.canParse(redirect)) {
    const next = new URL(redirect);
    for (const [field, value] of Object.entries({ bucket: name, key: version.key, etag })) {
      next.searchParams.set(field, value);
    }
    return void response.writeHead(303, { ...headers, location: next.href }).end();
  }
  const status = fields.get("success_action_status") ?? "204";
  if (status !== "201") return void response.writeHead(status === "200" ? 200 : 204, headers).end();
  const body = xmlOf("PostResponse", { Location: location, Bucket: name, Key: version.key, ETag: etag });
  response.writeHead(201, { ...headers, "content-type": "application/xml" }).end(body);
}

/** A browser's upload by a signed POST policy. The file goes to disk as it arrives. */
export async function postObject(call: PostCall): Promise<void> {
  const form = await readForm(call.request);
  try {
    const version = await take(form, call.storage, checkForm(form, call));
    answer(call, form.fields, version);
  } finally {
    // After a refusal the rest of the form is let go, so that the client gets to read the answer.
    form.file.resume();
  }
}
