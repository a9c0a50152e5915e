import type { Section } from "../../shared/programme/documents.ts";

/** Whether a section's parts are printed as rows of a table, each under its label; the others are running text. */
export const isTableOfParts = ({ kind }: Pick<Section, "kind">): boolean =>
  kind === "profile" || kind === "plan" || kind === "year-plan" || kind === "tier-choice";
