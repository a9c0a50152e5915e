import * as z from "zod";
import { ApplicationId } from "../kernel/ids.ts";

/**
 * Groups of experts and applications that only anchors connect, and how well each two are joined. A group is a group of experts
 * who judged applications in common; where there are no anchors, groups are what no expert connects at all.
 */
export const ScoreGroups = z.strictObject({
  /** The anchors that have scores here. */
  anchors: z.array(ApplicationId),
  /** The largest first; `part`: groups of one part are joined by anchors, straight or through other groups. */
  groups: z.array(
    z.strictObject({
      group: z.int().positive(),
      part: z.int().positive(),
      applications: z.int(),
      experts: z.int(),
    }),
  ),
  /** Pairs of groups, and those of them that nothing joins. */
  pairs: z.int(),
  apart: z.int(),
  /** The worst joined first, two hundred at most: anchors that both scored, and the standard error of the groups' difference in
   * strictness, points; null: nothing joins them, and no figure compares their applications. */
  joins: z.array(
    z.strictObject({
      groups: z.tuple([z.int().positive(), z.int().positive()]),
      anchors: z.int(),
      se: z.string().nullable(),
    }),
  ),
});
export type ScoreGroups = z.infer<typeof ScoreGroups>;
