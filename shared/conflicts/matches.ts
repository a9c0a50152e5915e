import type {
  Compared,
  ConflictGround,
  ConflictMatch,
  LinkRef,
  MatchVerdict,
} from "../contract/conflict-matches.ts";
import { conflictsOf } from "../contract/conflicts.ts";
import type { Expert, Tie } from "../contract/experts.ts";
import type { SocietyLink } from "../contract/society-links.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import type { SocietyCode } from "../kernel/ids.ts";
import { type GraphRules, type Graphs, isLive, ruleOf, type SocietyGraph } from "./graph.ts";
import {
  institutionLikeness,
  type Keys,
  keysOf,
  personLikeness,
  supportingUnitLikeness,
} from "./likeness.ts";

/** An expert with the names under which he or she is compared. */
export interface Known {
  expert: Expert;
  keys: Keys;
}

export const knownOf = (expert: Expert): Known => ({ expert, keys: keysOf(expert) });

/** What an expert has in common with a society, before anybody decided anything. */
interface Found {
  linkId: LinkRef;
  ground: ConflictGround;
  link: SocietyLink | null;
  /** What the expert was set beside. */
  beside: Omit<Compared["link"], "partnerCode">;
  likeness: Compared["likeness"];
  officers: string[];
}

interface Keyed {
  link: SocietyLink;
  keys: Keys;
}

const nobody = { name: null, parentInstitution: null, department: null };

/** The people on record of a society; a name is looked up, as a society may have hundreds. */
function peopleOf(links: readonly SocietyLink[]) {
  const keyed = links
    .filter(({ name }) => name !== null)
    .map((link): Keyed => ({ link, keys: keysOf(link) }));
  const byName = Map.groupBy(keyed, ({ keys }) => keys.name);
  const byInstitution = Map.groupBy(keyed, ({ keys }) => keys.institution);
  return ({ keys }: Known) => {
    const colleagues = keys.institution === "" ? [] : (byInstitution.get(keys.institution) ?? []);
    return [...new Set([...(byName.get(keys.name) ?? []), ...colleagues])].flatMap((one) => {
      const likeness = personLikeness(keys, one.keys);
      return likeness === null ? [] : [{ link: one.link, likeness }];
    });
  };
}

/** Does the expert work for the society itself? A former name that only resembles says nothing beside one that is the same. */
function employerOf({ names }: Pick<SocietyGraph, "names">) {
  const keyed = names.map((institution) => ({ institution, keys: keysOf({ ...nobody, institution }) }));
  return ({ keys }: Known) => {
    const found = keyed.flatMap(({ institution, keys: society }) => {
      const likeness = institutionLikeness(keys, society, { institution: "entity" });
      return likeness === null ? [] : [{ institution, likeness }];
    });
    return found.find(({ likeness }) => likeness === "same") ?? found[0];
  };
}

/** A joint project with a society ties its officers, its people, and those who are known to hold a post in it. */
function partnerOf(graph: SocietyGraph, rules: GraphRules) {
  const posts = ["officer", "legal-representative"];
  const people = peopleOf(graph.links.filter((link) => posts.includes(link.kind) && isLive(link, rules)));
  const employer = employerOf(graph);
  const of = { societyCodes: [graph.societyCode] };
  return (known: Known) => {
    const { bars, declared } = conflictsOf(known.expert.ties, of, {
      ...{ rules: rules.conflicts, onDate: rules.onDate },
    });
    const isTied = [...bars, ...declared].some(({ tie: { kind } }) =>
      (["office-holder", "employed"] as const).some((one) => one === kind),
    );
    const [post, found] = [employer(known), people(known)];
    const likeness: Compared["likeness"] = [
      ...(isTied ? (["same"] as const) : []),
      ...(post ? [post.likeness] : []),
      ...found.map((one) => one.likeness),
    ];
    return {
      likeness: [...new Set(likeness)].toSorted(),
      officers: found.map(({ link }) => `${link.name ?? ""}|${link.institution ?? ""}`).toSorted(),
    };
  };
}

/** Everything that experts have in common with one society, by what is on record of it and of its partners. */
function findingsIn(graph: SocietyGraph, graphs: Graphs, rules: GraphRules): (known: Known) => Found[] {
  const live = graph.links.filter((link) => isLive(link, rules));
  const people = peopleOf(live);
  const employer = employerOf(graph);
  const units = live
    .filter(({ name, partnerCode }) => name === null && partnerCode === null)
    .map((link): Keyed => ({ link, keys: keysOf(link) }));
  const partners = live.flatMap((link) => {
    const partner = link.partnerCode === null ? undefined : graphs.get(link.partnerCode);
    return partner ? [{ link, meets: partnerOf(partner, rules) }] : [];
  });
  const ofLink = (link: SocietyLink, likeness: Found["likeness"], officers: string[] = []): Found => {
    const { name, institution, parentInstitution, department } = link;
    const beside = { name, institution, parentInstitution, department };
    return { linkId: link.id, ground: link.kind, link, beside, likeness, officers };
  };
  return (known) => {
    const post = employer(known);
    return [
      ...(post
        ? [
            {
              ...{ linkId: "society" as const, ground: "society" as const, link: null, officers: [] },
              ...{ beside: { ...nobody, institution: post.institution }, likeness: [post.likeness] },
            },
          ]
        : []),
      ...people(known).map(({ link, likeness }) => ofLink(link, [likeness])),
      ...units.flatMap(({ link, keys }) => {
        const judge = link.kind === "supporting-unit" ? supportingUnitLikeness : institutionLikeness;
        const likeness = judge(known.keys, keys, rules.recusal);
        return likeness === null ? [] : [ofLink(link, [likeness])];
      }),
      ...partners.flatMap(({ link, meets }) => {
        const { likeness, officers } = meets(known);
        return likeness.length === 0 ? [] : [ofLink(link, likeness, officers)];
      }),
    ];
  };
}

/**
 * Who may have to stand aside from a society by what is on record of it, and why. Exact identity bars, or is declared where the
 * programme wants offices only declared. Whatever is only alike is proposed: it bars until an officer has decided, and what
 * was decided holds for exactly what was compared.
 */
export function matcherOf(
  graph: SocietyGraph,
  graphs: Graphs,
  rules: GraphRules,
): (known: Known) => ConflictMatch[] {
  const findings = findingsIn(graph, graphs, rules);
  const { societyCode } = graph;
  const decisionOf = new Map(graph.decisions.map((one) => [`${one.expertId}#${one.linkId}`, one]));
  return (known) =>
    findings(known).flatMap(({ linkId, ground, link, beside, likeness, officers }) => {
      const { id: expertId, name, institution, parentInstitution, department } = known.expert;
      const compared: Compared = {
        expert: { name, institution, parentInstitution, department },
        link: { ...beside, partnerCode: link?.partnerCode ?? null },
        ...{ officers, likeness },
      };
      const decision = decisionOf.get(`${expertId}#${linkId}`) ?? null;
      const isDecided = decision !== null && canonicalJson(decision.compared) === canonicalJson(compared);
      const isSame = likeness.includes("same") || (isDecided && decision.decision === "confirmed");
      const isOpen = !isSame && !isDecided;
      const isDeclared = ruleOf(ground, rules)?.effect === "declared";
      // Nobody has to find out about what would not bar anyway.
      if (isDeclared && !isSame) return [];
      const verdict: MatchVerdict = isSame
        ? isDeclared
          ? "declared"
          : "barred"
        : isOpen
          ? "proposed"
          : "dismissed";
      return [
        {
          ...{ societyCode, expertId, linkId, ground, verdict, compared, decision },
          ...{ office: link?.office ?? null, source: link?.source ?? null },
          ...{ on: link?.on ?? null, until: link?.until ?? null },
        },
      ];
    });
}

/** A post that is written down, as the tie that an officer would have recorded. */
export const tieOf = ({ ground, societyCode, until, office, source }: ConflictMatch): Tie => ({
  kind: ground === "society" ? "employed" : "office-holder",
  ...{ societyCode, until },
  note: [office, source].filter((one) => one !== null).join("; "),
});

/** The matches of experts with all societies of an application. */
export function matchesFor(
  societyCodes: readonly SocietyCode[],
  graphs: Graphs,
  rules: GraphRules,
): (known: Known) => ConflictMatch[] {
  const matchers = societyCodes.flatMap((code) => {
    const graph = graphs.get(code);
    return graph ? [matcherOf(graph, graphs, rules)] : [];
  });
  return (known) => matchers.flatMap((matches) => matches(known));
}
