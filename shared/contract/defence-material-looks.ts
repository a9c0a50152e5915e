import * as z from "zod";
import { ApplicationId, PersonId, RoundId, SocietyCode, UploadId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";

/** What an officer found who looked at a file that inspection had flagged: it may be shown, or it may not. */
const MaterialLookOutcome = z.enum(["cleared", "not-cleared"]);

const note = z.string().trim().min(1).max(500);

/** Every look at one flagged file for the defence, the first first; the last is how it stands. */
export const MaterialLooks = z.object({
  applicationId: ApplicationId,
  uploadId: UploadId,
  roundId: RoundId,
  societyCode: SocietyCode,
  looks: z.array(z.object({ outcome: MaterialLookOutcome, note, by: PersonId, at: Instant })).min(1),
  version: z.int().positive(),
});
export type MaterialLooks = z.infer<typeof MaterialLooks>;

export const defenceMaterialLooks = {
  recordMaterialLook: route({
    id: "recordMaterialLook",
    method: "POST",
    path: "/applications/{id}/defence-material-uploads/{uploadId}/looks",
    summary: {
      zh: "记录人工查看答辩材料的结果：检查时标记的文件，经查看放行后方可作为答辩材料",
      en: "Record what an officer saw in a flagged file for the defence: only one that was cleared can be shown",
    },
    who: ["officer"],
    params: z.object({ id: ApplicationId, uploadId: UploadId }),
    body: z.object({
      /** Of the looks that were read; 0 before the first. */
      version: z.int().nonnegative(),
      outcome: MaterialLookOutcome,
      note,
    }),
    output: MaterialLooks,
    status: 201,
    problems: ["not-found", "wrong-state", "version-conflict", "identity-data-not-taken"],
    isIdempotent: true,
  }),
};
