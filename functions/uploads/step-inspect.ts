import type { Upload } from "../../shared/contract/uploads.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { keepText } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { copyKeyOf, textKeyOf } from "./keys.ts";
import { details } from "./records.ts";
import { inspectFile, type Landing, type Shelf } from "./step-file.ts";

/** Files of applications: a verdict is an event, and what was read is kept for holding a file against its twin. */
export const uploadShelf: Shelf<Upload> = {
  read: uploads.get,
  replace: (upload, from) => uploads.replace(upload, [stillIn(from)]),
  copyKeyOf: ({ applicationId, id }) => copyKeyOf(applicationId, id),
  async keepText({ applicationId, id }, read) {
    const text = JSON.stringify(read);
    await keepText("documents", textKeyOf(applicationId, id), text, sha256Of(text));
  },
  judged(upload, { inspection, safeCopy }) {
    const { id: uploadId, applicationId, kind, sha256, versionId, version } = upload;
    const { verdict, reasons, pages, characters, signatures } = inspection;
    const of = { uploadId, applicationId, kind, sha256, versionId, verdict };
    const payload = { ...of, reasons: reasons.map(({ code }) => code) };
    return {
      file: { ...upload, pages, characters },
      beside: [details.overwrite({ applicationId, uploadId, signatures, safeCopy, version: 1 })],
      facts: [fact(uploadInspected, { aggregateId: uploadId, version, payload })],
    };
  },
};

/** Inspects one landed version of an application's file. @returns false when it has its verdict already */
export async function inspectLanded(
  key: Pick<Upload, "applicationId" | "id">,
  landing: Landing,
  tick: Pick<Tick, "now" | "commit">,
): Promise<boolean> {
  const upload = await uploads.get(key);
  if (!upload) throw new Error(`upload ${key.id} is unknown`);
  return inspectFile(uploadShelf, upload, { landing, tick });
}
