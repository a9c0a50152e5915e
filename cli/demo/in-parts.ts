import { createHash } from "node:crypto";
import type { Application } from "../../shared/contract/applications.ts";
import { Sha256, type UploadId } from "../../shared/kernel/ids.ts";
import type { LocalFile } from "./applicant.ts";
import { type Caller, newKey } from "./caller.ts";

const hashOf = (bytes: Uint8Array) => Sha256.parse(createHash("sha256").update(bytes).digest("hex"));

/** Begins to send a file in parts, as the server cuts it. */
export const beginInParts = (caller: Caller, id: Application["id"], { kind, name, bytes }: LocalFile) =>
  caller.uploads.beginParts({
    key: newKey(),
    params: { id },
    body: { kind, name, bytes: bytes.length, sha256: hashOf(bytes) },
  });

/** Sends a file part by part, each under its own link, and makes one file of them. */
export async function uploadInParts(
  caller: Caller,
  id: Application["id"],
  file: LocalFile,
): Promise<UploadId> {
  const { upload, parts, partBytes } = await beginInParts(caller, id, file);
  const params = { id, uploadId: upload.id };
  for (let number = 1; number <= parts; number++) {
    const part = file.bytes.slice((number - 1) * partBytes, number * partBytes);
    const { url, headers } = await caller.uploads.signPart({
      params: { ...params, number },
      body: { sha256: hashOf(part) },
    });
    const response = await fetch(url, { method: "PUT", headers, body: part });
    if (response.status !== 200) throw new Error(`${file.name}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  }
  await caller.uploads.completeParts({ key: newKey(), params });
  return upload.id;
}
