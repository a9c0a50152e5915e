import * as z from "zod";
import { ChosenTiers, DecidedPlaces, listText, standing } from "../functions/notices/list.ts";
import { Snapshot } from "../functions/selection/snapshot.ts";
import type { TierChange } from "../shared/contract/tier-changes.ts";
import { ApplicationId } from "../shared/kernel/ids.ts";
import { approvedChanges, withChanges } from "../shared/programme/tier-changes.ts";

const Removals = z.object({ removals: z.array(ApplicationId) });

interface Stored {
  snapshot: string;
  decision: string;
  decisionHash: string;
  standing: { list: string; sha256: string };
  /** As the record of the decision has them. */
  tierChanges?: readonly TierChange[] | undefined;
}

/**
 * What is wrong with a stored list: it does not follow from the decision and its own removals by the frozen vacancy rule.
 * @returns undefined when it does, byte by byte
 */
export function listFault(
  { snapshot, decision, decisionHash, standing: stored, tierChanges = [] }: Stored,
  sha256: (text: string) => string,
): string | undefined {
  if (sha256(stored.list) !== stored.sha256) return "名单哈希不符 / list hash mismatch";
  const { selection, tiers } = Snapshot.parse(JSON.parse(snapshot));
  const read = Removals.safeParse(JSON.parse(stored.list));
  if (!read.success) return "名单内容无效 / no list of a decision";
  const removals = read.data.removals.map((applicationId) => ({ applicationId }));
  const ground = {
    definition: { selection, tiers },
    decided: { ranking: withChanges(DecidedPlaces.parse(JSON.parse(decision)).ranking, tierChanges) },
    changes: approvedChanges(tierChanges),
    chosen: ChosenTiers.parse(JSON.parse(snapshot)),
    removals,
  };
  const again = listText(decisionHash, ground, standing(ground));
  return again === stored.list
    ? undefined
    : "按递补规则重算的名单与记录不同 / the list differs from what the vacancy rule gives";
}
