import { type GraphRules, type Graphs, isLive, type SocietyGraph } from "../../shared/conflicts/graph.ts";
import type { PlanShortage } from "../../shared/contract/assignment-plan-record.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { UnknownFacts, UnknownOfApplication } from "../../shared/contract/unknown-facts.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { SocietyFactKind } from "../../shared/programme/recusal.ts";
import type { Judged, PlanGiven } from "./plan-instance.ts";
import { inChinese, inEnglish, listed } from "./plan-shortage.ts";

type FactGround = Pick<GraphRules, "onDate"> & { recusal: Pick<GraphRules["recusal"], "facts"> };

/** A joint project ties to the people of the partner, not to where it has its seat. */
const ofPeople: readonly SocietyFactKind[] = ["officer", "legal-representative"];

/** Needed kinds of which nothing is on record that lasts: who was in office once says nothing of who is. */
function missingIn({ links }: SocietyGraph, kinds: readonly SocietyFactKind[], { onDate }: FactGround) {
  const lasting = links.filter(
    ({ until, withdrawn }) => withdrawn === null && (until === null || until >= onDate),
  );
  return kinds.filter((kind) => !lasting.some((link) => link.kind === kind));
}

const namesOf = ({ names: [zh, en], societyCode }: SocietyGraph): Words => ({
  zh: zh ?? societyCode,
  en: en ?? zh ?? societyCode,
});

/**
 * What is not on record of societies that apply together, and of those with which one of them has a joint project, by
 * `reviewing.recusal.facts.needed`. Missing data is never "no conflict": who may judge them is unknown so far.
 */
export function unknownFactsOf(
  codes: readonly SocietyCode[],
  graphs: Graphs,
  rules: GraphRules,
): UnknownFacts[] {
  const { needed } = rules.recusal.facts;
  const own = [...new Set(codes)].flatMap((code) => graphs.get(code) ?? []);
  const partnerCodes = own.flatMap(({ links }) =>
    links.flatMap((link) => (link.partnerCode !== null && isLive(link, rules) ? link.partnerCode : [])),
  );
  const partners = [...new Set(partnerCodes)]
    .filter((code) => !codes.includes(code))
    .flatMap((code) => graphs.get(code) ?? []);
  const entry = (graph: SocietyGraph, as: UnknownFacts["as"], kinds: readonly SocietyFactKind[]) => {
    const unknown = missingIn(graph, kinds, rules);
    return unknown.length === 0
      ? []
      : [{ societyCode: graph.societyCode, societyNames: namesOf(graph), as, unknown }];
  };
  return [
    ...own.flatMap((graph) => entry(graph, "applicant", needed)),
    ...partners.flatMap((graph) =>
      entry(
        graph,
        "partner",
        needed.filter((kind) => ofPeople.includes(kind)),
      ),
    ),
  ];
}

/** What a plan or a draw does not know of the applications that it is for; null where the programme does not ask. */
export function unknownIn(
  { reviewing, onDate, graphs }: Pick<PlanGiven, "reviewing" | "onDate" | "graphs">,
  judged: readonly Judged[],
): UnknownOfApplication[] | null {
  if (reviewing.recusal.facts.whenUnknown === "ignored") return null;
  return judged.flatMap(({ application }) =>
    unknownFactsOf(societyCodesOf(application), graphs, { ...reviewing, onDate }).map((one) => ({
      ...one,
      applicationId: application.id,
    })),
  );
}

/** Societies of which something is unknown. */
export const societiesIn = (unknown: readonly UnknownFacts[] | null): number | null =>
  unknown && new Set(unknown.map(({ societyCode }) => societyCode)).size;

/** Why nothing is proposed while facts are missing; undefined where the programme lets it, or nothing is. */
export function refusedFor(
  { reviewing }: Pick<PlanGiven, "reviewing">,
  judged: readonly Judged[],
  unknown: readonly UnknownOfApplication[] | null,
): PlanShortage | undefined {
  if (reviewing.recusal.facts.whenUnknown !== "refused" || !unknown || unknown.length === 0) return undefined;
  const concerned = new Set(unknown.map(({ applicationId }) => applicationId));
  const societies = [...new Map(unknown.map((one) => [one.societyCode, one.societyNames])).values()];
  const who: Words = {
    zh: listed(
      societies.map(({ zh }) => zh),
      inChinese,
    ),
    en: listed(
      societies.map(({ en }) => en),
      inEnglish,
    ),
  };
  return {
    short: 0,
    applications: judged.flatMap(({ application: { id: applicationId, societyCode, societyNames } }) =>
      concerned.has(applicationId) ? [{ applicationId, societyCode, societyNames }] : [],
    ),
    experts: [],
    relaxation: { places: [], eligible: [] },
    words: {
      zh: `${who.zh}的回避资料未导入齐全，无法判断哪些专家须回避，本方案规定此时不得分配专家。请先导入学会关系表（见资料未导入的学会名单）。`,
      en: `Not all that tells who is tied to ${who.en} is on record, and this programme assigns nobody before it is. Import the table of societies' ties first (see the list of unknown facts).`,
    },
  };
}
