import type { Docket } from "../../shared/contract/objection-record.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import { approvedChanges, withChanges } from "../../shared/programme/tier-changes.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { asRead, type Write } from "../../shared/store/entity.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { dockets } from "../../shared/store/published/dockets.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { ChosenTiers, DecidedPlaces, standing } from "./list.ts";

/** The list of a decision as it stands, with what it follows from, read consistently. @throws when the decision is unknown */
export async function listNow(of: Pick<DecisionRecord, "id">) {
  const decision = await decisions.get({ id: of.id });
  if (!decision) throw new Error(`decision ${of.id} is unknown`);
  const { roundId, definitionHash } = decision;
  const [definition, decidedText, snapshot, docket] = await Promise.all([
    definitionOf({ id: roundId, definitionHash }),
    textOf("documents", decision.decisionKey, decision.decisionVersionId),
    textOf("documents", decision.snapshotKey, decision.snapshotVersionId),
    dockets.get({ roundId }),
  ]);
  const { ranking } = DecidedPlaces.parse(JSON.parse(decidedText));
  const changes = approvedChanges(decision.tierChanges);
  const decided = { ranking: withChanges(ranking, changes) };
  const chosen = ChosenTiers.parse(JSON.parse(snapshot));
  const removals: Docket["removals"] = docket?.removals ?? [];
  const ground = { definition, decided, chosen, removals, changes };
  return {
    decision,
    ground,
    list: standing(ground),
    open: docket?.open ?? [],
    codeOf: new Map(decided.ranking.map(({ applicationId, societyCode }) => [applicationId, societyCode])),
    /** The write that stands only while nothing was lodged, settled or removed since. */
    stillSo: (refused: Write["refused"]) => dockets.check({ roundId }, [asRead(docket)], refused),
  };
}
