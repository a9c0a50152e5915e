import * as z from "zod";
import { ApplicationId, SocietyCode } from "../../shared/kernel/ids.ts";

/** The part of a decision's row that an objection is about; figures are taken over as they stand. */
const DecidedRow = z.object({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  rank: z.int().positive(),
  composite: z.string(),
  compositeExact: z.string(),
  tie: z.unknown(),
  place: z.unknown(),
  figures: z.unknown(),
  stages: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      score: z.string(),
      sheets: z.array(
        z.object({
          expertId: z.string(),
          total: z.string(),
          isDropped: z.boolean(),
          isLeftOut: z.boolean().optional(),
          isBeside: z.boolean().optional(),
        }),
      ),
    }),
  ),
});
export type DecidedRow = z.infer<typeof DecidedRow>;

/** The rows of a decision's canonical text. */
export const decidedRows = (text: string): DecidedRow[] =>
  z.object({ ranking: z.array(DecidedRow) }).parse(JSON.parse(text)).ranking;
