import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Application } from "../../shared/contract/applications.ts";
import type { SectionContent } from "../../shared/contract/draft.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { Sha256, type UploadId } from "../../shared/kernel/ids.ts";
import { type Caller, newKey } from "./caller.ts";
import { makeStampedPdf } from "./files.ts";
import type { Applicant } from "./plan.ts";

/** A file in somebody's hands. */
export interface LocalFile {
  kind: string;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const verdictPollMs = 100;
const isUnderWay = ({ state }: Pick<Upload, "state">) => state === "PRESIGNED" || state === "LANDED";

/** Sends a file as a browser does: asks for a presigned post, then posts the form to the store of objects. */
export async function upload(caller: Caller, id: Application["id"], file: LocalFile): Promise<UploadId> {
  const { kind, name, bytes } = file;
  const sha256 = Sha256.parse(createHash("sha256").update(bytes).digest("hex"));
  const { upload: made, post } = await caller.uploads.presignUpload({
    key: newKey(),
    params: { id },
    body: { kind, name, bytes: bytes.length, sha256 },
  });
  await postFile(post, file);
  return made.id;
}

/** Posts the signed form with the file. */
export async function postFile(
  post: { url: string; fields: Readonly<Record<string, string>> },
  { name, bytes }: Omit<LocalFile, "kind">,
): Promise<void> {
  const form = new FormData();
  for (const [field, value] of Object.entries(post.fields)) form.set(field, value);
  form.set("file", new Blob([bytes]), name);
  const response = await fetch(post.url, { method: "POST", body: form });
  if (response.status !== 201) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

/** The verdict on an upload, once there is one. */
export async function verdictOn(caller: Caller, id: Application["id"], uploadId: UploadId) {
  for (;;) {
    const seen = await caller.uploads.getUpload({ params: { id, uploadId } });
    if (!isUnderWay(seen)) return seen;
    await wait(verdictPollMs);
  }
}

/** Writes sections, each by itself as the portal saves them; `version` 0 is an empty one. */
export async function write(
  filler: Caller,
  id: Application["id"],
  sections: Readonly<Record<string, SectionContent>>,
  versions: Readonly<Record<string, number>> = {},
): Promise<void> {
  for (const [key, content] of Object.entries(sections)) {
    const version = versions[key] ?? 0;
    await filler.applications.saveDraft({ params: { id, key }, body: { version, content } });
  }
}

/** The form as the platform fills it in, and what comes back from the printer, the seal and the scanner. */
export async function formAndStamped(
  filler: Caller,
  id: Application["id"],
  { society, isScan }: Pick<Applicant, "society" | "isScan">,
): Promise<[LocalFile, LocalFile]> {
  const form = new Uint8Array(await filler.applications.getForm({ params: { id } }));
  const stamped = new Uint8Array(makeStampedPdf(form, society, isScan));
  return [
    { kind: "form", name: `${society.name_zh}申报书.docx`, bytes: form },
    { kind: "stamped", name: `${society.name_zh}申报书（盖章${isScan ? "扫描" : ""}）.pdf`, bytes: stamped },
  ];
}

/** Submits as the second person, with the version that stands. */
export async function submit(
  approver: Caller,
  id: Application["id"],
  named: { undertakingVersion: number; uploads: { kind: string; uploadId: UploadId }[] },
): Promise<Application> {
  const { application } = await approver.applications.getApplication({ params: { id } });
  const body = { version: application.version, ...named };
  return approver.applications.submitApplication({ key: newKey(), params: { id }, body });
}
