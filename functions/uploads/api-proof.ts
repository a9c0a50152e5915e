import { noBankData } from "../../shared/contract/supplier-proofs.ts";
import { type uploads as routes, supplierProofKind } from "../../shared/contract/uploads.ts";
import { PersonId, UploadId } from "../../shared/kernel/ids.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { freshUpload } from "./fresh-upload.ts";
import { presigned } from "./step-presign.ts";

/** A proof may come as long as the registration may: also after the deadline of the application, and after the result. */
export async function presignSupplierProof(call: Call<(typeof routes)["presignSupplierProof"]>) {
  const application = await applications.get({ id: call.params.id });
  if (!application || application.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const { id, roundId, definitionHash, state } = application;
  const { supplierRegistration } = await definitionOf({ id: roundId, definitionHash });
  const proof = supplierRegistration?.proof ?? null;
  const { format, name, bytes, sha256 } = call.body;
  if (!proof?.formats.includes(format)) throw call.refuse("not-offered", { formats: proof?.formats ?? [] });
  if (state === "WITHDRAWN" || state === "EXPIRED") throw call.refuse("wrong-state", { state });
  if (bytes > proof.maxBytes) throw call.refuse("file-too-large", { maxBytes: proof.maxBytes });
  const upload = freshUpload(
    { uploadId: UploadId.parse(call.newId("upload")), kind: supplierProofKind, format, name, bytes, sha256 },
    { applicationId: id, createdBy: PersonId.parse(call.actor.id), createdAt: call.now },
  );
  const answer = { ...(await presigned(upload, call.now)), notice: noBankData };
  return call.commit({ writes: [uploads.create(upload)], answer });
}
