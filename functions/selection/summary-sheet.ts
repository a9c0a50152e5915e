import { type Channel, channelNames } from "../../shared/contract/channel.ts";
import { type NamedPartner, withPartners } from "../../shared/contract/partnership-record.ts";
import type { PlaceGiven, TierChange } from "../../shared/contract/tier-changes.ts";
import { compare, meanOf, ofExactText, rounded } from "../../shared/kernel/exact.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { approvedChanges } from "../../shared/programme/tier-changes.ts";
import type { Decision, Figures, Place, RankedRow, StageScore, TieBreak } from "./decision.ts";
import type { Snapshot } from "./snapshot.ts";

/** A cell of the sheet: words, or a figure as decimal text. `isDropped`: trimmed away or left out, shown struck through. */
export type Cell = { words: Words } | { figure: string; isDropped?: true } | null;

export interface SummarySheet {
  title: Words;
  columns: { key: string; name: Words; kind: "words" | "figure" }[];
  /** In the order of rank; those without one come last. As many cells as there are columns. */
  rows: Cell[][];
}

type Column = SummarySheet["columns"][number] & { cell: (row: Row) => Cell };

/** A ranked row, or one without rank: then only the society and the result are filled. */
interface Row {
  applicationId: string;
  societyCode: string;
  names: Words;
  partners?: readonly NamedPartner[] | undefined;
  ranked: RankedRow | null;
}

/**
 * 评审汇总表: one row for each application with every expert's total, what was dropped, the scores and the result. Figures
 * that never end are rounded as the composite is, for showing only.
 */
export function summarySheet(
  decision: Decision,
  { scoring, tiers, applications }: Snapshot,
  tierChanges: readonly TierChange[] = [],
): SummarySheet {
  const changes = approvedChanges(tierChanges);
  const came = new Map<string, Channel | undefined>(applications.map(({ id, channel }) => [id, channel]));
  const stages = scoring.stages.flatMap(({ id, name }) => stageColumns(decision, { id, name }));
  const columns: Column[] = [
    column("rank", "名次", "Rank", ({ ranked }) => ranked && { figure: String(ranked.rank) }),
    column("code", "学会编码", "Code", ({ societyCode }) => both(societyCode)),
    column("name", "学会名称", "Society", ({ names, partners = [] }) => ({
      words: withPartners(names, partners),
    })),
    column("channel", "报送方式", "Came by", ({ applicationId }) => ({
      words: channelNames[came.get(applicationId) ?? "portal"],
    })),
    ...stages,
    column("composite", "综合得分", "Composite", ({ ranked }) => ranked && { figure: ranked.composite }),
    ...figureColumns(decision),
    column("tie", "并列依据", "Tie decided by", ({ ranked }) => tieCell(ranked?.tie ?? null, scoring)),
    column("result", "结果", "Result", ({ ranked }) => ({ words: resultOf(ranked?.place ?? null, tiers) })),
    ...(changes.length > 0
      ? [column("changed", "调整及理由", "Changed, and why", (row) => changedCell(row, changes, tiers))]
      : []),
  ];
  const rows: Row[] = [
    ...decision.ranking.map((ranked) => ({ ...ranked, ranked })),
    ...decision.unranked.map((one) => ({ ...one, ranked: null })),
  ];
  return {
    title: { zh: "评审汇总表", en: "Summary of the review" },
    columns: columns.map(({ key, name, kind }) => ({ key, name, kind })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

const wordy = new Set(["code", "name", "channel", "tie", "result", "changed"]);

/** What leadership gave instead of the result beside it, with the reason. */
function changedCell({ applicationId }: Row, changes: readonly TierChange[], tiers: Snapshot["tiers"]): Cell {
  const own = changes.flatMap(({ moves, reason }) =>
    moves.filter((move) => move.applicationId === applicationId).map(({ to }) => ({ to, reason })),
  );
  const last = own.at(-1);
  if (!last) return null;
  const name = last.to.kind === "tier" ? tiers.find(({ id }) => id === placeTier(last.to))?.name : null;
  const to =
    name ??
    (last.to.kind === "reserve"
      ? { zh: `备选${last.to.number}`, en: `reserve ${last.to.number}` }
      : { zh: "未入选", en: "not selected" });
  const why = own.map(({ reason }) => reason).join("；");
  return { words: { zh: `${to.zh}：${why}`, en: `${to.en}: ${why}` } };
}

const placeTier = (place: PlaceGiven) => (place.kind === "tier" ? place.tier : undefined);

const column = (key: string, zh: string, en: string, cell: Column["cell"]): Column => ({
  key,
  name: { zh, en },
  kind: wordy.has(key) ? "words" : "figure",
  cell,
});

const both = (text: string): Cell => ({ words: { zh: text, en: text } });

/** The totals side by side, as many columns as the fullest panel has experts; then what the stage comes to. */
function stageColumns(
  { ranking, rounding }: Decision,
  { id, name }: { id: StageScore["id"]; name: Words },
): Column[] {
  const of = (row: Row) => row.ranked?.stages.find((stage) => stage.id === id);
  // Who judges an anchor beside its panel is in the calibrated figure, and in no column.
  const sheetsOf = (row: Row) => (of(row)?.sheets ?? []).filter(({ isBeside }) => !isBeside);
  const most = Math.max(0, ...ranking.map((ranked) => sheetsOf({ ...ranked, ranked }).length));
  const shown = (text: string) => rounded(ofExactText(text), rounding);
  const totals = (row: Row) =>
    sheetsOf(row)
      .filter(({ isLeftOut }) => isLeftOut === undefined)
      .map(({ total }) => ofExactText(total))
      .toSorted(compare);
  const figure = (value: ReturnType<typeof ofExactText> | undefined): Cell =>
    value ? { figure: rounded(value, rounding) } : null;
  const own = (key: string, zh: string, en: string, cell: Column["cell"]) =>
    column(`${id}-${key}`, `${name.zh}${zh}`, `${name.en}: ${en}`, cell);
  return [
    ...Array.from({ length: most }, (_, at) =>
      own(`expert-${at + 1}`, `专家${at + 1}`, `expert ${at + 1}`, (row) => {
        const sheet = sheetsOf(row)[at];
        if (!sheet) return null;
        return {
          figure: shown(sheet.total),
          ...((sheet.isDropped || sheet.isLeftOut) && { isDropped: true }),
        };
      }),
    ),
    own("highest", "最高分", "highest", (row) => figure(totals(row).at(-1))),
    own("lowest", "最低分", "lowest", (row) => figure(totals(row)[0])),
    own("mean", "平均分", "mean", (row) => figure(totals(row).length > 0 ? meanOf(totals(row)) : undefined)),
    own("score", "得分", "score", (row) => {
      const stage = of(row);
      return stage ? { figure: shown(stage.score) } : null;
    }),
  ];
}

/** What stands beside the composite, where the programme asks for it: calibrated, and how sure the place is. */
function figureColumns({ calibration }: Decision): Column[] {
  if (!calibration) return [];
  const own = (key: string, zh: string, en: string, of: (figures: Figures) => string) =>
    column(key, zh, en, ({ ranked }) => (ranked?.figures ? { figure: of(ranked.figures) } : null));
  return [
    own("calibrated", "校准分", "Calibrated", ({ calibrated }) => calibrated),
    own("standard-error", "标准误", "Standard error", ({ se }) => se),
    own("calibrated-rank", "校准名次", "Calibrated rank", ({ calibratedRank }) => String(calibratedRank)),
    own(
      "interval",
      "名次区间（90%）",
      "Rank interval (90 %)",
      ({ interval }) => `${interval.from}–${interval.to}`,
    ),
    ...calibration.lines.map(({ places }) =>
      own(
        `chance-${places}`,
        `前${places}名概率`,
        `Chance of the first ${places}`,
        ({ chances }) => chances.find((one) => one.places === places)?.chance ?? "",
      ),
    ),
  ];
}

function tieCell(tie: TieBreak | null, { criteria, stages }: Snapshot["scoring"]): Cell {
  if (!tie) return null;
  const { rule } = tie;
  const named = {
    mean: { zh: "未去极值平均分", en: "mean of all" },
    "trimmed-mean": { zh: "舍入前综合得分", en: "composite before rounding" },
    median: { zh: "中位数", en: "median" },
    "highest-minimum": { zh: "最低分", en: "lowest score" },
    lot: { zh: "抽签", en: "lot" },
  } as const;
  if (rule.kind !== "criterion" && rule.kind !== "stage") return { words: named[rule.kind] };
  const entries: readonly { id: string; name: Words }[] = rule.kind === "criterion" ? criteria : stages;
  const name = entries.find(({ id }) => id === rule.id)?.name;
  return name ? { words: name } : both(rule.id);
}

function resultOf(place: Place | null, tiers: Snapshot["tiers"]): Words {
  if (!place) return { zh: "评分不足，未排序", en: "not ranked: too few scores" };
  if (place.kind === "reserve") return { zh: `备选${place.number}`, en: `reserve ${place.number}` };
  if (place.kind === "tier") {
    const name = tiers.find(({ id }) => id === place.tier)?.name;
    return name ?? { zh: place.tier, en: place.tier };
  }
  return {
    "below-minimum": { zh: "未达最低分", en: "below the least composite" },
    "chosen-tier-full": { zh: "所报档次已满", en: "the tier applied for is full" },
    "no-place-left": { zh: "未入选", en: "not selected" },
  }[place.because];
}
