import { compare, exactText, fractionOf } from "../kernel/exact.ts";
import { drawFaults } from "./check-draw.ts";
import { type Fault, fault, type SoundParts } from "./fault.ts";
import { weightedFraction } from "./score-sheet.ts";
import type { Criterion } from "./scoring.ts";

/** Weights, bounds, the mean, the tie chain and the stages: whatever would keep an order from being reached. */
export function scoringFaults(sound: SoundParts): Fault[] {
  return [
    ...weightFaults(sound),
    ...panelFaults(sound),
    ...drawFaults(sound),
    ...anchorFaults(sound),
    ...closingFaults(sound),
    ...boundFaults(sound),
    ...minimumFaults(sound),
    ...tieFaults(sound),
    ...stageFaults(sound),
    ...quorumFaults(sound),
    ...rankingFaults(sound),
    ...recommendationFaults(sound),
  ];
}

/** From the best down, each from a lower total than the one before, and the last from the least total there can be. */
function recommendationFaults({ scoring }: SoundParts): Fault[] {
  const options = scoring?.recommendations?.options;
  const criteria = scoring?.criteria;
  if (!options || !criteria) return [];
  const path = "scoring.recommendations.options";
  const least = weightedFraction(Object.fromEntries(criteria.map(({ id, min }) => [id, `${min}`])), criteria);
  const last = options.at(-1);
  return [
    ...options.flatMap(({ from }, at) => {
      const above = options[at - 1];
      const isBelow = !above || compare(fractionOf(from), fractionOf(above.from)) < 0;
      return isBelow ? [] : [fault(`${path}[${at}].from`, "recommendations-disordered", from)];
    }),
    ...(last && compare(fractionOf(last.from), least) > 0
      ? [fault(`${path}[${options.length - 1}].from`, "recommendations-leave-gap", exactText(least))]
      : []),
  ];
}

/** A calibrated figure needs the settings of its calibration; bounds of a chance lie around one half. */
function rankingFaults({ scoring }: SoundParts): Fault[] {
  if (!scoring) return [];
  const { aggregate, ranking } = scoring;
  if (!ranking) {
    const isCalibrated = aggregate?.rule.kind === "calibrated";
    return isCalibrated ? [fault("scoring.ranking", "setting-missing")] : [];
  }
  const half = fractionOf("0.5");
  const { low, high } = ranking.withinNoise;
  const isAround = compare(fractionOf(low), half) < 0 && compare(fractionOf(high), half) > 0;
  const isChance = compare(fractionOf(high), fractionOf("1")) <= 0;
  return isAround && isChance ? [] : [fault("scoring.ranking.withinNoise", "no-noise-bounds")];
}

/** A panel that must be odd, of an even number of experts. */
function panelFaults({ reviewing }: SoundParts): Fault[] {
  const experts = reviewing?.expertsPerApplication;
  const isEven = experts !== undefined && experts % 2 === 0;
  return reviewing?.assignment?.panel.odd && isEven
    ? [fault("reviewing.expertsPerApplication", "panel-even", `${experts}`)]
    : [];
}

/** Where an even panel is refused it can be made odd: one score of an even number may always be left out. */
function closingFaults({ reviewing, scoring }: SoundParts): Fault[] {
  const panel = reviewing?.assignment?.panel;
  if (panel?.whenEven !== "refused") return [];
  if (!panel.odd) return [fault("reviewing.assignment.panel.odd", "setting-missing")];
  const at = scoring?.stages?.findIndex(({ id }) => id === "written") ?? -1;
  const least = scoring?.stages?.[at]?.minScores;
  return least !== undefined && least % 2 === 0
    ? [fault(`scoring.stages[${at}].minScores`, "least-even", `${least}`)]
    : [];
}

/** Anchors are laid by a plan, tell a model something and nobody else, and leave each expert a place for other applications. */
function anchorFaults({ reviewing, scoring }: SoundParts): Fault[] {
  const rules = reviewing?.assignment;
  if (!rules || rules.anchors.count === 0) return [];
  const { count, countAgainstCap } = rules.anchors;
  const path = "reviewing.assignment.anchors.count";
  const cap = reviewing.loadCap;
  const isOver = countAgainstCap && cap !== undefined && count >= cap;
  // Where the aggregate needs the model it is missed there already.
  const isModelless = scoring?.aggregate && scoring.aggregate.rule.kind !== "calibrated" && !scoring.ranking;
  return [
    ...(rules.mode === "drawn" ? [fault(path, "anchors-drawn")] : []),
    ...(isOver ? [fault(path, "anchors-over-cap", `${count} ≥ ${cap}`)] : []),
    ...(isModelless ? [fault("scoring.ranking", "setting-missing")] : []),
  ];
}

function weightFaults({ scoring, recommendedList, reviewing }: SoundParts): Fault[] {
  const fits = reviewing?.assignment?.fit.map(({ points }) => ({ weight: points }));
  const weighted = [
    { path: "reviewing.assignment.fit", entries: fits },
    { path: "scoring.criteria", entries: scoring?.criteria },
    { path: "scoring.stages", entries: scoring?.stages },
    { path: "recommendedList.indicators", entries: recommendedList?.indicators },
  ];
  return weighted.flatMap(({ path, entries }) => {
    if (!entries) return [];
    const total = entries.reduce((sum, entry) => sum + entry.weight, 0);
    return total === 100 ? [] : [fault(path, "weights-sum", `${total}%`)];
  });
}

function boundFaults({ scoring }: SoundParts): Fault[] {
  const criteria = (scoring?.criteria ?? []).flatMap((criterion, index) => {
    const path = `scoring.criteria[${index}]`;
    if (criterion.min >= criterion.max) return [fault(path, "bounds-reversed")];
    return isStepFitting(criterion) ? [] : [fault(`${path}.step`, "step-does-not-fit", criterion.step)];
  });
  const rule = scoring?.aggregate?.rule;
  if (rule?.kind !== "trimmed-mean" || rule.fromCount > rule.dropHigh + rule.dropLow) return criteria;
  return [...criteria, fault("scoring.aggregate.rule", "trim-leaves-nothing")];
}

function isStepFitting({ min, max, step }: Pick<Criterion, "min" | "max" | "step">): boolean {
  const decimals = step.split(".")[1]?.length ?? 0;
  const scaledStep = BigInt(step.replace(".", ""));
  return scaledStep > 0n && (BigInt(max - min) * 10n ** BigInt(decimals)) % scaledStep === 0n;
}

/** A pass mark on another scale than the criteria's would leave every place empty, and nobody would see why. */
function minimumFaults({ scoring, selection }: SoundParts): Fault[] {
  const criteria = scoring?.criteria;
  const minimum = selection?.minimumComposite;
  if (!criteria || minimum == null) return [];
  const best = weightedFraction(Object.fromEntries(criteria.map(({ id, max }) => [id, `${max}`])), criteria);
  const isReachable = compare(fractionOf(minimum), best) <= 0;
  if (isReachable) return [];
  return [fault("selection.minimumComposite", "minimum-unreachable", `${minimum} > ${exactText(best)}`)];
}

function tieFaults({ scoring }: SoundParts): Fault[] {
  const chain = scoring?.ties?.chain;
  if (!chain) return [];
  const firstLot = chain.findIndex((link) => link.kind === "lot");
  const closed = firstLot === chain.length - 1;
  return [
    ...(closed ? [] : [fault("scoring.ties.chain", "tie-chain-open")]),
    ...chain.flatMap((link, index) => {
      const known =
        link.kind === "criterion" ? scoring.criteria : link.kind === "stage" ? scoring.stages : undefined;
      if (!("id" in link) || !known || known.some(({ id }) => id === link.id)) return [];
      return [fault(`scoring.ties.chain[${index}].id`, "unknown-reference", link.id)];
    }),
  ];
}

/** A defence that reaches its quorum has enough scores, and the panel can reach it. */
function quorumFaults({ scoring, reviewing, defence }: SoundParts): Fault[] {
  const quorum = defence?.attendance?.quorum;
  const experts = reviewing?.expertsPerApplication;
  const size = defence?.panelSize;
  if (quorum === undefined || experts === undefined || size === undefined) return [];
  const fewest = scoring?.stages?.find(({ id }) => id === "defence")?.minScores ?? 1;
  const most = Math.min(size, experts);
  // Where more scores are needed than there are experts, that is the fault.
  if (fewest > most || (fewest <= quorum && quorum <= most)) return [];
  return [fault("defence.attendance.quorum", "quorum-unfit", `${fewest} ≤ ${quorum} ≤ ${most}`)];
}

function stageFaults({ scoring, reviewing, defence, timetable }: SoundParts): Fault[] {
  const stages = scoring?.stages;
  if (!stages) return [];
  const faults = stages.some(({ id }) => id === "written") ? [] : [fault("scoring.stages", "stage-missing")];
  const hasStage = stages.some(({ id }) => id === "defence");
  if (defence !== undefined && (defence !== null) !== hasStage)
    faults.push(fault("defence", "stage-without-defence"));
  const span = timetable?.defence;
  if (span !== undefined && (span !== null) !== hasStage) {
    faults.push(fault("timetable.defence", "stage-without-defence"));
  }
  const experts = { written: reviewing?.expertsPerApplication, defence: defence?.panelSize };
  for (const [index, { id, minScores }] of stages.entries()) {
    const assigned = experts[id];
    if (assigned !== undefined && minScores > assigned) {
      faults.push(
        fault(`scoring.stages[${index}].minScores`, "too-few-experts", `${minScores} > ${assigned}`),
      );
    }
  }
  return faults;
}
