import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { PanelRules } from "../../shared/programme/draw-rules.ts";
import type { PanelShortage } from "./panel-draw.ts";
import type { Planned } from "./plan-instance.ts";
import { shortageOf } from "./plan-shortage.ts";

type Infeasible = NonNullable<AssignmentDraw["infeasible"]>;

/** Why no panel can be drawn, by name: the strata that are short, else the applications that a best panel leaves short. */
export function panelShortageOf(
  named: Pick<Planned, "judged" | "experts">,
  found: PanelShortage,
  { strata }: PanelRules,
): Infeasible {
  const shortage = shortageOf(named, found);
  if (found.strata.length === 0) return { ...shortage, strata: [], words: ofSeats(shortage.words) };
  const nameOf = (id: string): Words => strata.find((one) => one.id === id)?.name ?? { zh: id, en: id };
  const zh = found.strata.map(
    ({ stratum, seats, experts }) => `${nameOf(stratum).zh}名额${seats}，可抽取的专家${experts}位`,
  );
  const en = found.strata.map(
    ({ stratum, seats, experts }) => `${nameOf(stratum).en} has ${seats} seats and ${experts} experts`,
  );
  return {
    ...shortage,
    strata: found.strata,
    words: {
      zh: `专家组名额无法抽满：${zh.join("；")}。请补充邀请相应领域的专家后重新冻结名单。`,
      en: `The panel's seats can't all be drawn: ${en.join("; ")}. Invite more experts of these fields and freeze the pool anew.`,
    },
  };
}

const ofSeats = ({ zh, en }: Words): Words => ({
  zh: `按所定名额，任何一个专家组都不能评审全部申报。${zh}`,
  en: `No panel of so many seats can judge everything. ${en}`,
});
