import * as z from "zod";
import { Deliberation } from "../../shared/contract/deliberations.ts";
import { Omission } from "../../shared/contract/omissions.ts";
import { RoundId } from "../../shared/kernel/ids.ts";
import { entity } from "../../shared/store/entity.ts";

/** The deliberations on a decision lie together, as they were recorded: an approval reads them consistently. */
export const deliberations = entity<Deliberation, Pick<Deliberation, "decisionId" | "id">>({
  prefix: "selection#deliberation",
  schema: Deliberation,
  schemaVersion: 1,
  key: ({ decisionId, id }) => ({ of: decisionId, sort: id }),
});

/** The scores of a round that are left out, or were to be, lie together. */
export const omissions = entity<Omission, Pick<Omission, "roundId" | "id">>({
  prefix: "selection#omission",
  schema: Omission,
  schemaVersion: 1,
  key: ({ roundId, id }) => ({ of: roundId, sort: id }),
});

/** Raised with each conclusion on a score of a round: a proposal on scores that changed meanwhile falls. */
const Tally = z.object({ roundId: RoundId, version: z.int().positive() });
type Tally = z.infer<typeof Tally>;

export const tallies = entity<Tally, Pick<Tally, "roundId">>({
  prefix: "selection#tally",
  schema: Tally,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "tally" }),
});
