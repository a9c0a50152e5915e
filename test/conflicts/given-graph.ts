import type { GraphRules, SocietyGraph } from "../../shared/conflicts/graph.ts";
import { knownOf, matcherOf } from "../../shared/conflicts/matches.ts";
import type { ConflictMatch, MatchDecision } from "../../shared/contract/conflict-matches.ts";
import type { Expert } from "../../shared/contract/experts.ts";
import { SocietyLink } from "../../shared/contract/society-links.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { RecusalRules } from "../../shared/programme/recusal.ts";
import type { Reviewing } from "../../shared/programme/reviewing.ts";
import { expertId } from "../experts/given-plan.ts";

const numbered = (number: number) => String(number).padStart(26, "0");
const recorded = {
  ...{ importHash: "0".repeat(64), importFile: "links.csv", importedBy: "per" },
  importedAt: "2021-11-01T02:00:00.000Z",
};

/** A tie on record of a society, by number. */
export const link = (number: number, given: Record<string, unknown>): SocietyLink =>
  SocietyLink.parse({
    ...{ id: `lnk_${numbered(number)}`, societyCode: "A-01", kind: "officer", version: 1 },
    ...{ name: null, office: null, institution: null, parentInstitution: null, department: null },
    ...{ partnerCode: null, until: null, source: "第九届理事会名单", on: "2021-06-01" },
    ...{ recorded, withdrawn: null, earlier: [], ...given },
  });

export const officer = (name: string, institution: string | null, given: Record<string, unknown> = {}) =>
  link(1, { kind: "officer", office: "副理事长", name, institution, ...given });

export const graph = (
  links: SocietyLink[],
  { code = "A-01", names = ["第1学会"], decisions = [] as MatchDecision[] } = {},
): SocietyGraph => ({ societyCode: link(1, { societyCode: code }).societyCode, names, links, decisions });

export const rules = (
  recusal: Partial<RecusalRules> = {},
  conflicts: Reviewing["conflicts"] = cast2021.reviewing.conflicts,
): GraphRules => ({
  recusal: { ...cast2021.reviewing.recusal, ...recusal },
  conflicts,
  onDate: LocalDate.parse("2021-11-18"),
});

/** How an expert meets a society. */
export const meeting = (
  expert: Expert,
  one: SocietyGraph,
  { by = rules(), others = [] as SocietyGraph[] } = {},
): ConflictMatch[] =>
  matcherOf(one, new Map([one, ...others].map((each) => [each.societyCode, each])), by)(knownOf(expert));

export const said = (matches: readonly ConflictMatch[]): string[] =>
  matches.map(({ verdict, ground, compared }) => `${verdict} ${ground} ${compared.likeness.join()}`);

/** What an officer decided of a match, as it was compared. */
export const decided = (
  { societyCode, linkId, compared }: ConflictMatch,
  decision: MatchDecision["decision"],
  who = expertId(1),
): MatchDecision => ({
  ...{ societyCode, expertId: who, linkId, decision, compared, reason: "电话核实" },
  ...{ decidedBy: "per", decidedAt: Instant.parse("2021-11-17T02:00:00.000Z"), earlier: [], version: 1 },
});
