import { randomBytes } from "node:crypto";
import { type Upload, uploads } from "../../shared/contract/uploads.ts";
import { callerOf } from "./caller.ts";
import { type GivenFile, hashOf, type Ready } from "./given.ts";

/** Declares a file and posts it as the portal does. @returns the upload as it was declared */
export async function uploadFile(
  url: string,
  { application, filler }: Ready,
  { kind, format, bytes }: GivenFile,
): Promise<Upload> {
  const { upload, post } = await callerOf(url, uploads, filler).presignUpload({
    params: { id: application.id },
    body: { kind, name: `${kind}.${format}`, bytes: bytes.length, sha256: hashOf(bytes) },
    key: randomBytes(12).toString("hex"),
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(post.fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)], { type: upload.contentType }));
  const answer = await fetch(post.url, { method: "POST", body: form });
  if (answer.status !== 201) throw new Error(`the upload was refused: ${await answer.text()}`);
  return upload;
}
