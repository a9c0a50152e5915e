import type { Decision } from "../../functions/selection/decision.ts";
import { playedItems } from "./asked.ts";
import type { Play } from "./play.ts";
import type { Result } from "./result.ts";

/** A Chinese character takes two columns of a terminal. */
const widthOf = (text: string) =>
  [...text].reduce((sum, character) => sum + (/[⺀-￯]/u.test(character) ? 2 : 1), 0);
const padded = (text: string, width: number) => text + " ".repeat(Math.max(1, width - widthOf(text)));

const heading = (text: string) => `\n── ${text} ${"─".repeat(Math.max(0, 74 - widthOf(text)))}`;

function ranking({ ranking: rows, tiers }: Decision): string[] {
  const nameOf = new Map(tiers.map(({ id, name }) => [id, name.zh]));
  return rows
    .filter(({ place }) => place.kind !== "none")
    .map(({ rank, composite, figures, societyCode, names, place, tie }) => {
      const result =
        place.kind === "tier"
          ? (nameOf.get(place.tier) ?? place.tier)
          : `候补 ${place.kind === "reserve" ? place.number : ""}`;
      return [
        String(rank).padStart(4),
        composite.padStart(7),
        figures ? `校准 ${Number(figures.calibrated).toFixed(2)} ±${Number(figures.se).toFixed(2)}` : "",
        padded(result, 10),
        padded(societyCode, 7),
        names.zh,
        tie ? `（并列，依${tie.rule.kind}）` : "",
      ].join("  ");
    });
}

/** Who stands elsewhere than the decision put them, after objections and revocations. */
function changes({ ranking: rows, tiers }: Decision, result: Result): string[] {
  const nameOf = new Map(tiers.map(({ id, name }) => [id, name.zh]));
  const tierNow = new Map(
    Object.entries(result.tiers).flatMap(([tier, codes]) => codes.map((code) => [code as string, tier])),
  );
  return rows.flatMap(({ rank, societyCode, names, place }) => {
    const before = place.kind === "tier" ? place.tier : null;
    const now = tierNow.get(societyCode) ?? null;
    if (before === now) return [];
    const words = (tier: string | null, none: string) => (tier === null ? none : (nameOf.get(tier) ?? tier));
    const moved = `${words(before, "候补")} → ${words(now, "移出 removed")}`;
    return [`${String(rank).padStart(4)}  ${padded(moved, 26)}${padded(societyCode, 9)}${names.zh}`];
  });
}

function lastPlace({
  lastPlace: { place, societies, composites, link, of, decidedBy, lots },
}: Result): string[] {
  return [
    `  第 ${place} 名 rank ${place}：${societies.join(" = ")}，综合得分 composite ${composites[0]}`,
    `  并列规则第 ${link}/${of} 项 link ${link} of ${of}：${decidedBy}，${lots.map((lot) => lot.slice(0, 12)).join(" > ")}`,
  ];
}

function tierChanges({ tierChanges: changes }: Result, nameOf: ReadonlyMap<string, string>): string[] {
  return changes.map(
    ({ society, rank, from, to, reason }) =>
      `${String(rank).padStart(4)}  ${padded(`${from} → ${to}`, 8)}${padded(society, 8)}${padded(nameOf.get(society) ?? "", 34)}${reason}`,
  );
}

/** What the play came to, for people at a terminal. */
export function report({ checks, societies }: Play, result: Result, decision: Decision): string {
  const nameOf = new Map(societies.map(({ code, name_zh }) => [code as string, name_zh]));
  const states = Object.entries(result.applicationStates).map(([state, count]) => `${state} ${count}`);
  const { mails, events } = result;
  const failed = checks.failed();
  return [
    heading("未通过检查的文件 refused files"),
    ...result.refusedUploads.map(({ file, reason }) => `  ${padded(file, 40)}${reason}`),
    heading("待人工查看的文件 flagged files"),
    `  ${result.flagged.length}（${[...new Set(result.flagged.map(({ reason }) => reason))].join("、")}）`,
    heading("不符合申报资格 ineligible"),
    ...result.ineligible.map(
      ({ society, clause }) => `  ${padded(society, 8)}${padded(nameOf.get(society) ?? "", 34)}${clause}`,
    ),
    heading("排名与分档 ranking and tiers"),
    ...ranking(decision),
    heading("末位并列 tie at the last place"),
    ...lastPlace(result),
    heading("审定时的档次调整 tiers changed by leadership, with the reason beside the computed rank"),
    ...tierChanges(result, nameOf),
    heading("公示后的变动（异议、撤销、依次递补） changed after the notice"),
    ...changes(decision, result),
    heading("演示要点 what was to be shown"),
    ...playedItems(checks).flatMap(({ item, checks: own }) => [
      `  ${item}`,
      ...own.map(({ what, holds }) => `    ${holds ? "✓" : "✗"} ${what}`),
    ]),
    heading("汇总 summary"),
    `  名册 societies ${result.societies} · 申报 applications ${result.applications}（${states.join("，")}）· 评分表 sheets ${result.reviews}`,
    `  邮件 mail: 应发 owed ${mails.owed}，已发 sent ${mails.sent}，失败 failed ${mails.failed}`,
    `  事件 events: 写入 written ${events.written}，送达 delivered ${events.delivered}，死信 dead ${events.dead}`,
    `  用时 ${result.seconds} s`,
    heading(
      `核对 checks: ${checks.all.length - failed.length} 项成立 held，${failed.length} 项不成立 failed`,
    ),
    ...failed.map(({ what, found }) => `  ✗ ${what}: ${found}`),
    "",
    "out/demo/: result.json  notice.html  ranking.xlsx  decision.json",
    "再看一遍 look around:  npm start          保留本轮，列出账号 keeps the round and lists the accounts",
    "重算决定 replay:       npm run -s linxuan -- replay out/demo/decision.json",
  ].join("\n");
}
