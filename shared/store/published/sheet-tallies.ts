import * as z from "zod";
import { RoundId } from "../../kernel/ids.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Raised with each score of a round that is corrected after the lock: a proposal on scores that moved meanwhile falls. */
const SheetTally = z.object({ roundId: RoundId, version: z.int().positive() });
type SheetTally = z.infer<typeof SheetTally>;

/** Owned by reviews. */
export const sheetTallies = entity<SheetTally, Pick<SheetTally, "roundId">>({
  prefix: publishedPrefixes.sheetTallies.slice(0, -1),
  schema: SheetTally,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "tally" }),
});
