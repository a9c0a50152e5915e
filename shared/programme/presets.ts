import { cast2021 } from "./cast-2021.ts";
import type { ProgrammeDefinition } from "./schema.ts";
import { sciencePrize } from "./science-prize.ts";

/** The definitions that ship with the product, by id: a start for officers, never read by a running round. */
export const presets: ReadonlyMap<string, ProgrammeDefinition> = new Map(
  [cast2021, sciencePrize].map((definition) => [definition.id, definition]),
);
