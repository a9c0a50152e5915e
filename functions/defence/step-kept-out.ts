import type { Application } from "../../shared/contract/application-record.ts";
import type { KeptOut, KeptOutBecause } from "../../shared/contract/defence-record.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { keptFromDefence } from "../../shared/store/published/blocks.ts";
import { defenderOf } from "./step-cleared.ts";

/**
 * Which of these applications may not defend yet, and why: the programme lets copies on paper that are short, or a missing
 * registration as a supplier, stand in the way of the defence. Whoever makes up for it defends.
 */
export async function keptOutOf(
  cleared: readonly Application[],
  definition: ProgrammeDefinition,
): Promise<{ free: Application[]; keptOut: { application: Application; because: KeptOutBecause[] }[] }> {
  const kept = await keptFromDefence(cleared, definition);
  return {
    free: cleared.filter(({ id }) => !kept.has(id)),
    keptOut: cleared.flatMap((application) => {
      const because = kept.get(application.id);
      return because ? [{ application, because }] : [];
    }),
  };
}

export const shownKeptOut = (one: { application: Application; because: KeptOutBecause[] }): KeptOut => ({
  ...defenderOf(one.application),
  because: one.because,
});
