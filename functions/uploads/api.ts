import { placeOfReason, wordsOfReason } from "../../shared/contract/reasons.ts";
import { wordsOfSignature } from "../../shared/contract/signatures.ts";
import { uploads as routes } from "../../shared/contract/uploads.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { serve } from "../../shared/runtime/http.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { signDownload } from "./api-download.ts";
import { presignDefenceMaterial } from "./api-material.ts";
import {
  getStatementDocument,
  presignObjectionDocument,
  presignStatementDocument,
  readObjectionDocument,
} from "./api-objections.ts";
import { abortParts, beginParts, completeParts, signPart } from "./api-parts.ts";
import { presignSupplierProof } from "./api-proof.ts";
import { getRedaction, presignRedaction } from "./api-redactions.ts";
import { listSeals, recordSealLook, sealsOf } from "./api-seals.ts";
import { listTwinDoubts, recordTwinLook } from "./api-twins.ts";
import { details } from "./records.ts";
import { declaredUpload } from "./step-declare.ts";
import { presigned } from "./step-presign.ts";
import { seen } from "./step-seen.ts";

export const handler = serve("uploads", routes, {
  beginParts,
  signPart,
  completeParts,
  abortParts,
  signDownload,
  recordSealLook,
  listSeals,
  presignSupplierProof,
  presignDefenceMaterial,
  presignObjectionDocument,
  readObjectionDocument,
  presignStatementDocument,
  getStatementDocument,
  presignRedaction,
  getRedaction,
  listTwinDoubts,
  recordTwinLook,

  presignUpload: async (call) => {
    const upload = await declaredUpload(call);
    const answer = await presigned(upload, call.now);
    return call.commit({ writes: [uploads.create(upload)], answer });
  },

  getUpload: async (call) => {
    const { id: applicationId, uploadId } = call.params;
    const [application, upload, detail] = await Promise.all([
      seen(applicationId, call.actor, call.now),
      uploads.get({ applicationId, id: uploadId }),
      details.get({ applicationId, uploadId }),
    ]);
    if (!application || !upload) throw call.refuse("not-found");
    const reasons = upload.reasons.map((reason) => {
      const words = wordsOfReason(reason.code);
      return {
        ...reason,
        what: wordsIn(words.what, call.language),
        place: reason.where === null ? null : wordsIn(placeOfReason(reason.where), call.language),
        cure: wordsIn(words.cure, call.language),
      };
    });
    const [seal = null] = await sealsOf(application, [upload], call.actor);
    const signatures =
      detail?.signatures?.map((one) => ({ ...one, says: wordsOfSignature(one, call.language) })) ?? null;
    return { ...upload, reasons, seal, signatures, safeCopy: detail?.safeCopy ?? null };
  },

  listUploads: async (call) => {
    const [application, files, found] = await Promise.all([
      seen(call.params.id, call.actor, call.now),
      uploads.list(call.params.id),
      details.list(call.params.id),
    ]);
    if (!application) throw call.refuse("not-found");
    const standing = await sealsOf(application, files, call.actor);
    const detailOf = new Map(found.map((one) => [one.uploadId, one]));
    const items = files.map((file, at) => {
      const { signatures = null, safeCopy = null } = detailOf.get(file.id) ?? {};
      return { ...file, seal: standing[at] ?? null, signatures, safeCopy };
    });
    return { items };
  },
});
