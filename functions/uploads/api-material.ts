import { defenceMaterialKind, type uploads as routes } from "../../shared/contract/uploads.ts";
import { PersonId, UploadId } from "../../shared/kernel/ids.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { preparationDue } from "../../shared/programme/defence-due.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { freshUpload } from "./fresh-upload.ts";
import { presigned } from "./step-presign.ts";

/** Material may be sent in by who is eligible, until it is due; which file is shown, the society says apart from it. */
export async function presignDefenceMaterial(call: Call<(typeof routes)["presignDefenceMaterial"]>) {
  const [application, determination] = await Promise.all([
    applications.get({ id: call.params.id }),
    determinations.get({ applicationId: call.params.id }),
  ]);
  if (!application || application.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const { id, roundId, definitionHash, state } = application;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const material = definition.defence?.preparation?.material ?? null;
  const { format, name, bytes, sha256 } = call.body;
  if (!material?.formats.includes(format))
    throw call.refuse("not-offered", { formats: material?.formats ?? [] });
  const due = preparationDue(definition);
  if (isUnloaded(due)) throw call.refuse("calendar-unloaded", { year: due.unloaded });
  // What one officer proposes is nobody's decision yet, and is not shown to the society.
  if (state !== "SUBMITTED" || determination?.state !== "CLEARED") throw call.refuse("wrong-state");
  if (due.material !== null && call.now > due.material)
    throw call.refuse("deadline-passed", { closesAt: due.material, arrivedAt: call.now });
  if (bytes > material.maxBytes) throw call.refuse("file-too-large", { maxBytes: material.maxBytes });
  const upload = freshUpload(
    {
      uploadId: UploadId.parse(call.newId("upload")),
      kind: defenceMaterialKind,
      format,
      name,
      bytes,
      sha256,
    },
    { applicationId: id, createdBy: PersonId.parse(call.actor.id), createdAt: call.now },
  );
  return call.commit({ writes: [uploads.create(upload)], answer: await presigned(upload, call.now) });
}
