import { rank } from "../../functions/selection/rank.ts";
import type { Snapshot } from "../../functions/selection/snapshot.ts";
import { type ExpertId, RoundId, Sha256 } from "../../shared/kernel/ids.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Panel } from "./panels.ts";
import { type DemoExpert, makeScores } from "./scores.ts";

/** Of whom an expert scores, and as which expert: one's own marks of the own application, but in one panel. */
interface Seen {
  expert: DemoExpert;
  societyCode: string;
}

/** How the round would come out, and the two that are equal at its last place. */
export interface LastPlace {
  /** All applications, the best first, were nothing planted. */
  order: Panel[];
  /** Both at the last place, the one that is there by itself first. */
  tied: readonly [Panel, Panel];
  seenBy: (judge: DemoExpert & { id: ExpertId }, panel: Pick<Panel, "applicationId" | "societyCode">) => Seen;
}

const nothing = Sha256.parse("0".repeat(64));

/** Everything that the experts are going to submit, in both stages. */
export function sheetsOf(
  { seed, definition: { scoring } }: { seed: number; definition: Pick<ProgrammeDefinition, "scoring"> },
  panels: readonly Panel[],
  seen: (id: ExpertId, panel: Panel) => Seen,
): Snapshot["sheets"] {
  const { criteria, stages } = scoring;
  return panels.flatMap((panel) =>
    panel.experts.flatMap((expertId) =>
      stages.map(({ id: stage }) => ({
        ...{ applicationId: panel.applicationId, expertId, stage, sha256: nothing },
        scores: makeScores({ seed, stage, criteria, ...seen(expertId, panel) }),
      })),
    ),
  );
}

/** What a decision would follow from, without the models that only stand beside it. */
export function snapshotOf(
  definition: Pick<ProgrammeDefinition, "scoring" | "selection" | "tiers">,
  panels: readonly Panel[],
  sheets: Snapshot["sheets"],
): Snapshot {
  const { ranking: _, ...scoring } = definition.scoring;
  return {
    schemaVersion: 1,
    roundId: RoundId.parse(`rnd_${"0".repeat(26)}`),
    definitionHash: nothing,
    ...{ scoring, selection: definition.selection },
    tiers: definition.tiers.map(({ id, name, places }) => ({ id, name, places })),
    applications: panels.map(({ applicationId: id, societyCode }) => ({
      ...{ id, societyCode, names: { zh: societyCode, en: societyCode } },
    })),
    sheets,
  };
}

/**
 * A tie at the last place that the chain of the definition resolves by its last link, whatever the seed: the application next
 * behind the last place is scored by its panel as the last one is by its own, sheet by sheet, in both stages. Every figure of
 * the chain is then equal, and nobody else's place depends on it.
 */
export function lastPlaceOf(
  of: { seed: number; definition: Pick<ProgrammeDefinition, "scoring" | "selection" | "tiers"> },
  panels: readonly Panel[],
  judges: readonly (DemoExpert & { id: ExpertId })[],
): LastPlace {
  const judgeOf = new Map(judges.map((one) => [one.id, one]));
  const known = (id: ExpertId | undefined) => {
    const judge = id && judgeOf.get(id);
    if (!judge) throw new Error(`${id} is no expert of the play`);
    return judge;
  };
  const own = (id: ExpertId, { societyCode }: Panel): Seen => ({ expert: known(id), societyCode });
  const snapshot = snapshotOf(of.definition, panels, sheetsOf(of, panels, own));
  const panelOf = new Map(panels.map((one) => [one.applicationId, one]));
  // By society: the lots of a whole decision are not drawn yet.
  const { ranked } = rank(snapshot, (id) => panelOf.get(id as Panel["applicationId"])?.societyCode ?? "");
  const order = ranked.flatMap(({ applicationId }) => panelOf.get(applicationId) ?? []);
  const places = of.definition.tiers.reduce((sum, tier) => sum + tier.places, 0);
  const [last, next] = order.slice(places - 1);
  if (!last || !next) throw new Error("nobody stands behind the last place");
  return {
    order,
    tied: [last, next],
    seenBy: (judge, panel) =>
      panel.applicationId === next.applicationId
        ? own(last.experts[next.experts.indexOf(judge.id)] ?? judge.id, last)
        : { expert: judge, societyCode: panel.societyCode },
  };
}
