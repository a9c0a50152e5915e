import type { Application } from "../../shared/contract/application-record.ts";
import type { KeptOut, KeptOutBecause } from "../../shared/contract/defence-record.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { blocksOfPaper, blocksOfSupplier } from "../../shared/store/published/blocks.ts";
import { defenderOf } from "./step-cleared.ts";

/**
 * Which of these applications may not defend yet, and why: the programme lets copies on paper that are short, or a missing
 * registration as a supplier, stand in the way of the defence. Whoever makes up for it defends.
 */
export async function keptOutOf(
  cleared: readonly Application[],
  definition: ProgrammeDefinition,
): Promise<{ free: Application[]; keptOut: { application: Application; because: KeptOutBecause[] }[] }> {
  const [paper, supplier] = await Promise.all([
    blocksOfPaper(cleared, definition),
    blocksOfSupplier(cleared, definition),
  ]);
  const reasons = ({ id }: Application): KeptOutBecause[] => [
    ...(paper.get(id) === "defence" ? (["paper-short"] as const) : []),
    ...(supplier.get(id) === "defence" ? (["supplier-unregistered"] as const) : []),
  ];
  return {
    free: cleared.filter((one) => reasons(one).length === 0),
    keptOut: cleared.flatMap((application) => {
      const because = reasons(application);
      return because.length > 0 ? [{ application, because }] : [];
    }),
  };
}

export const shownKeptOut = (one: { application: Application; because: KeptOutBecause[] }): KeptOut => ({
  ...defenderOf(one.application),
  because: one.because,
});
