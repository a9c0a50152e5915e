import * as z from "zod";
import type { SectionContent } from "../contract/draft.ts";
import type { ProgrammeDefinition } from "./schema.ts";

/** The tier that a society applies for, by id, and whether it would take a lower one. */
export const ChosenTier = z.strictObject({ tier: z.string(), acceptsLower: z.boolean() });
export type ChosenTier = z.infer<typeof ChosenTier>;

/** The parts of a section of kind "tier-choice", and what says that a lower tier would do. */
export const tierParts = { tier: "tier", acceptsLower: "accepts-lower" } as const;
export const tierAnswers = { yes: "yes", no: "no" } as const;

/**
 * What a society applied for, from what it wrote; null where the programme gives tiers by rank alone, or where nothing that
 * the programme offers is chosen (completeness refuses that before).
 */
export function chosenTier(
  { sections, tierChoice, tiers }: Pick<ProgrammeDefinition, "sections" | "tierChoice" | "tiers">,
  written: readonly { key: string; content: SectionContent }[],
): ChosenTier | null {
  if (tierChoice.by === "rank") return null;
  const section = sections.find(({ kind }) => kind === "tier-choice");
  const parts = written.find(({ key }) => key === section?.key)?.content.parts ?? {};
  const tier = parts[tierParts.tier];
  if (tier === undefined || !tiers.some(({ id }) => id === tier)) return null;
  return { tier, acceptsLower: parts[tierParts.acceptsLower] === tierAnswers.yes };
}
