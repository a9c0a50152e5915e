import type { PanelPool, PanelResult, RoundPanel } from "../../shared/contract/round-panel-record.ts";
import { escaped } from "../../shared/kernel/html.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { PanelStratum } from "../../shared/programme/draw-rules.ts";
import { institutionWords, type SheetKit, sheetHeads } from "./draw-sheet-kit.ts";

const said = {
  elsewhere: { zh: "他层不足的名额", en: "Seats that other strata could not fill" },
  inPlaceOf: { zh: "替补", en: "in place of" },
} as const satisfies Record<string, Words>;

/** The rules by which a panel was drawn, in words. */
export function panelRulesOf(pool: PanelPool, result: PanelResult): Words {
  const seats = pool.strata.reduce((sum, one) => sum + one.seats, 0);
  const one = institutionWords[result.perInstitution];
  const isFilled = pool.whenShort === "filled";
  return {
    zh: `抽取本轮专家组${seats}位，分${pool.strata.length}层，每层备选${pool.reserves}位${isFilled ? "，不足的名额由其余专家抽补" : ""}；随后按方案分配，每项申报${pool.expertsPerApplication}位专家；${one.zh}`,
    en: `a panel of ${seats} in ${pool.strata.length} strata with ${pool.reserves} reserves each${isFilled ? ", what a stratum lacks drawn from all others" : ""}; a plan then assigns ${pool.expertsPerApplication} to each application; ${one.en}`,
  };
}

/** The table of a panel: stratum by stratum who was drawn, who was passed over and who comes next; then who was called since. */
export function panelTables(
  { say, list, lotted, called, table, who }: SheetKit,
  {
    pool,
    result,
    calls,
    strata,
  }: {
    pool: PanelPool;
    result: PanelResult;
    calls: RoundPanel["calls"];
    strata: readonly PanelStratum[];
  },
): string {
  const seatsOf = new Map(pool.strata.map(({ stratum, seats }) => [stratum as string | null, seats]));
  const rows = result.groups.map(({ stratum, drawn, passedOver, reserves }) => {
    const name = strata.find(({ id }) => id === stratum)?.name ?? said.elsewhere;
    const passed = list(passedOver.map(({ expertId }) => who(expertId)));
    return `<tr><td>${say(name)}</td><td>${seatsOf.get(stratum) ?? ""}</td>
<td>${lotted(drawn)}</td><td>${passed}</td><td>${lotted(reserves)}</td></tr>`;
  });
  const { stratum, seats, drawn, passedOver, reserves } = sheetHeads;
  const since = called(calls, ({ applicationId, inPlaceOf }) => {
    const whose = inPlaceOf ? ` ${say(said.inPlaceOf)} ${who(inPlaceOf)}` : "";
    return ` ${escaped(applicationId)}${whose}`;
  });
  return `${table([stratum, seats, drawn, passedOver, reserves], rows)}
${table([sheetHeads.calls], [`<tr><td>${since}</td></tr>`])}`;
}
