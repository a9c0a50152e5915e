import type { Finding } from "../../shared/contract/eligibility.ts";
import type { NamedPartner } from "../../shared/contract/partnership-record.ts";
import { noFacts, type SocietyFacts } from "../../shared/contract/register.ts";
import type { Disqualifier, DisqualifierRule } from "../../shared/programme/eligibility.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { judgeInspections } from "./inspection.ts";
import type { Judgement } from "./judgement.ts";
import { judgeEarlierProjects, judgePartyOrganisation, judgePenalties } from "./standing.ts";

/**
 * 三、申报资格: "有下列情形之一的学会，取消申报资格". One finding for each disqualifier of the definition, in its order. What is
 * missing, unclear or too old is "needs-evidence", never a pass; a person decides in every case.
 * @param facts what the register holds of the society; null when the society is not in it
 */
export function findingsOf(
  definition: Pick<ProgrammeDefinition, "disqualifiers">,
  facts: SocietyFacts | null,
): Finding[] {
  return definition.disqualifiers.map((disqualifier) => findingOf(disqualifier, facts ?? noFacts));
}

function findingOf({ id, version, rule, basis }: Disqualifier, facts: SocietyFacts): Finding {
  return { disqualifier: id, ruleVersion: version, basis, ...judge(rule, facts) };
}

function judge(rule: DisqualifierRule, facts: SocietyFacts): Judgement {
  switch (rule.kind) {
    case "party-organisation":
      return judgePartyOrganisation(rule, facts.partyOrganisation);
    case "annual-inspection":
      return judgeInspections(rule, facts.inspections);
    case "penalties":
      return judgePenalties(rule, facts.penalties);
    case "earlier-projects":
      return judgeEarlierProjects(rule, facts.earlierProjects);
  }
}

/** A society of a joint application with what the register holds of it; null facts: it is not in the register. */
interface Applicant {
  society: NamedPartner;
  facts: SocietyFacts | null;
}

/**
 * The findings of a joint application, each naming its society: the lead's, then of each partner those that the definition has
 * judged of partners too. What is missing of a partner is no pass either. Where a partner's fails nothing, it is shown only.
 */
export function jointFindings(
  definition: Pick<ProgrammeDefinition, "disqualifiers" | "jointApplications">,
  lead: Applicant,
  partners: readonly Applicant[],
): Finding[] {
  const { jointApplications: joint, disqualifiers } = definition;
  const own = findingsOf(definition, lead.facts);
  if (joint.takes === "none" || partners.length === 0) return own;
  const judged = disqualifiers.filter(
    ({ id }) => joint.disqualifiers === "all" || joint.disqualifiers.includes(id),
  );
  return [
    ...own.map((finding) => ({ ...finding, society: lead.society })),
    ...partners.flatMap(({ society, facts }) =>
      findingsOf({ disqualifiers: judged }, facts).map(
        (finding): Finding => ({
          ...finding,
          society,
          ...(joint.partnerFails === "nothing" && { isShownOnly: true }),
        }),
      ),
    ),
  ];
}

/** The worst of the findings that count: one failure fails, one gap needs evidence. Nothing that disqualifies: pass. */
export function proposalOf(
  findings: readonly Pick<Finding, "outcome" | "isShownOnly">[],
): Finding["outcome"] {
  const outcomes = new Set(findings.filter((one) => !one.isShownOnly).map(({ outcome }) => outcome));
  if (outcomes.has("fail")) return "fail";
  return outcomes.has("needs-evidence") ? "needs-evidence" : "pass";
}
