import * as z from "zod";
import { DefenceBlackouts, Seed } from "../../shared/contract/defence-record.ts";
import { RoundId } from "../../shared/kernel/ids.ts";
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

/** What a round's societies said lies together: a timetable reads all of it. */
export const blackouts = entity<DefenceBlackouts, Pick<DefenceBlackouts, "roundId" | "applicationId">>({
  prefix: "defence#blackouts",
  schema: DefenceBlackouts,
  schemaVersion: 1,
  key: ({ roundId, applicationId }) => ({ of: roundId, sort: applicationId }),
});
