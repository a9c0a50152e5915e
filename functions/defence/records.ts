import * as z from "zod";
import { MaterialLooks } from "../../shared/contract/defence-material-looks.ts";
import { DefenceMaterial, DefenceReceipt } from "../../shared/contract/defence-notice-record.ts";
import { DefenceBlackouts } from "../../shared/contract/defence-record.ts";
import { RoundId } from "../../shared/kernel/ids.ts";
import { Seed } from "../../shared/kernel/lots.ts";
import { entity } from "../../shared/store/entity.ts";

/** The seed before it is used: apart from the draw, so that nothing that reads the draw meets it. */
const SealedSeed = z.object({ roundId: RoundId, seed: Seed, version: z.literal(1) });
type SealedSeed = z.infer<typeof SealedSeed>;

export const sealedSeeds = entity<SealedSeed, Pick<SealedSeed, "roundId">>({
  prefix: "defence#seed",
  schema: SealedSeed,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "seed" }),
});

/** Each giving of a receipt, as it was given. */
export const defenceAnswers = entity<DefenceReceipt, Pick<DefenceReceipt, "applicationId" | "version">>({
  prefix: "defence#answer",
  schema: DefenceReceipt,
  schemaVersion: 1,
  key: ({ applicationId, version }) => ({ of: applicationId, sort: String(version).padStart(5, "0") }),
});

/** The file that a society shows; the version that was named stays what is shown. */
export const defenceMaterials = entity<DefenceMaterial, Pick<DefenceMaterial, "applicationId">>({
  prefix: "defence#material",
  schema: DefenceMaterial,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "material" }),
});

/** What a round's societies said lies together: a timetable reads all of it. */
export const blackouts = entity<DefenceBlackouts, Pick<DefenceBlackouts, "roundId" | "applicationId">>({
  prefix: "defence#blackouts",
  schema: DefenceBlackouts,
  schemaVersion: 1,
  key: ({ roundId, applicationId }) => ({ of: roundId, sort: applicationId }),
});

/** What officers saw in flagged files: only one that they cleared can be shown. */
export const materialLooks = entity<MaterialLooks, Pick<MaterialLooks, "applicationId" | "uploadId">>({
  prefix: "defence#material-look",
  schema: MaterialLooks,
  schemaVersion: 1,
  key: ({ applicationId, uploadId }) => ({ of: applicationId, sort: uploadId }),
});
