import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Basis, Key } from "./basis.ts";

/** What a recommended list may rest on. */
export const RecommendationSource = z.enum([
  "annual-inspection",
  "statistical-yearbook",
  "department-evaluation",
  "public-data",
]);
export type RecommendationSource = z.infer<typeof RecommendationSource>;

/**
 * How a list is computed: indicators from 0 to 100, each with its source and its weight in per cent, and whom it takes: the
 * best `size` (who is equal to the last of them too), or everybody from `minimum` on.
 */
export const RecommendedListRule = z.strictObject({
  indicators: z
    .array(
      z.strictObject({
        id: Key,
        name: Words,
        source: RecommendationSource,
        weight: z.int().positive().max(100),
      }),
    )
    .min(1)
    .max(20),
  takes: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("size"), size: z.int().positive().max(600) }),
    z.strictObject({ by: z.literal("minimum"), minimum: z.string().regex(/^\d{1,3}(\.\d{1,2})?$/) }),
  ]),
  basis: Basis,
});
export type RecommendedListRule = z.infer<typeof RecommendedListRule>;
