import * as z from "zod";

/**
 * The part that an expert has in an anchor, an application that all experts score: a member of its panel, whose scores make
 * its mean, or one beside it, who scores it in the written stage for comparison alone.
 */
export const AnchorRole = z.enum(["panel", "beside"]);
export type AnchorRole = z.infer<typeof AnchorRole>;

/** What a pair says of an anchor; other pairs say nothing. `isCounted`: it takes a place of the expert's cap. */
export const AnchorPart = z.object({ as: AnchorRole, isCounted: z.boolean() });
export type AnchorPart = z.infer<typeof AnchorPart>;

interface Paired {
  anchor?: AnchorPart | undefined;
}

/** Does the expert judge an anchor beside its panel? */
export const isBeside = ({ anchor }: Paired): boolean => anchor?.as === "beside";

/** Does the pair take a place of the expert's cap? */
export const takesPlace = ({ anchor }: Paired): boolean => anchor?.isCounted ?? true;
