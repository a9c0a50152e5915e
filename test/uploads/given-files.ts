import { createHash } from "node:crypto";
import type { Context, EventBridgeEvent } from "aws-lambda";
import { handler } from "../../functions/uploads/api.ts";
import { handler as onObject } from "../../functions/uploads/on-object.ts";
import type { Application } from "../../shared/contract/applications.ts";
import { uploads as routes, type Upload } from "../../shared/contract/uploads.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { duringIntake } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

export interface Presigned {
  upload: Upload;
  post: { url: string; fields: Record<string, string> };
}

/** What a society declares of a file; of these bytes unless something else is said. */
interface Declared {
  kind?: string;
  name?: string;
  bytes?: number;
  sha256?: string;
  at?: string;
}

/** Asks for an upload of a file. */
export function presign(application: Application, token: string, file: Uint8Array, declared: Declared = {}) {
  const { at = duringIntake, ...more } = declared;
  return answerTo(handler, routes.presignUpload, {
    at,
    token,
    headers: onceKey(),
    params: { id: application.id },
    body: { kind: "stamped", name: "申报书.pdf", bytes: file.length, sha256: sha256(file), ...more },
  });
}

/** Sends a file with a form as the browser does; `change` sends other fields than those that were signed. */
export async function send(
  { post }: Pick<Presigned, "post">,
  file: Uint8Array,
  change: Record<string, string | undefined> = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...post.fields, ...change })) {
    if (value !== undefined) form.append(name, value);
  }
  form.append("file", new Blob([new Uint8Array(file)]));
  return fetch(post.url, { method: "POST", body: form });
}

/** What S3 tells of a new version; without one it is the newest. */
export async function tellOfObject(
  { key }: Pick<Upload, "key">,
  at: string,
  version?: string,
): Promise<void> {
  const versionId = version ?? (await landed("quarantine", key))?.versionId;
  const delivered: EventBridgeEvent<string, unknown> = {
    version: "0",
    id: `object-${key}`,
    "detail-type": "Object Created",
    source: "aws.s3",
    account: "000000000000",
    region: "local",
    resources: [],
    time: at,
    detail: { object: { key, "version-id": versionId } },
  };
  await onObject(delivered, {} as Context);
}

/** A file asked for, sent, and inspected. */
export async function uploaded(
  application: Application,
  token: string,
  file: Uint8Array,
  declared: Declared = {},
) {
  const { body } = await presign(application, token, file, declared);
  const answer = await send(body, file);
  if (answer.status !== 201) throw new Error(`S3 did not take the file: ${await answer.text()}`);
  await tellOfObject(body.upload, declared.at ?? duringIntake);
  return body as Presigned;
}
