import type { Likeness } from "../contract/conflict-matches.ts";
import type { Expert } from "../contract/experts.ts";
import type { SocietyLink } from "../contract/society-links.ts";
import type { RecusalRules } from "../programme/recusal.ts";
import { institutionKey, nameKey, nearInstitution, nearName } from "./near-names.ts";

/** Names as they are compared; empty where nothing is stated. */
export interface Keys {
  name: string;
  institution: string;
  parent: string;
  department: string;
}

type Named = Pick<SocietyLink, "name" | "institution" | "parentInstitution" | "department">;

export const keysOf = ({
  name,
  institution,
  parentInstitution,
  department,
}: Named | Pick<Expert, keyof Named>): Keys => ({
  name: nameKey(name ?? ""),
  institution: institutionKey(institution ?? ""),
  parent: institutionKey(parentInstitution ?? ""),
  department: institutionKey(department ?? ""),
});

/** Is the expert that person? Name and legal entity together make one; null: nobody would take them for one. */
export function personLikeness(expert: Keys, person: Keys): Likeness | null {
  const isColleague = expert.institution !== "" && expert.institution === person.institution;
  if (expert.name === person.name) return isColleague ? "same" : "same-name";
  return isColleague && nearName(expert.name, person.name) ? "near-name" : null;
}

/** Does the expert belong to that institution, by the level at which institutions are one? */
export function institutionLikeness(
  expert: Keys,
  unit: Keys,
  { institution: level }: Pick<RecusalRules, "institution">,
): Likeness | null {
  const levels = ({ institution, parent }: Keys) =>
    (level === "parent" ? [institution, parent] : [institution]).filter((one) => one !== "");
  const pairs = levels(expert).flatMap((one) => levels(unit).map((other) => [one, other] as const));
  if (pairs.some(([one, other]) => one === other)) return "same";
  return pairs.some(([one, other]) => nearInstitution(one, other)) ? "near-institution" : null;
}

/** Does the expert belong to a supporting unit? Where a department alone is barred, its own institution counts, no parent. */
export function supportingUnitLikeness(expert: Keys, unit: Keys, rules: RecusalRules): Likeness | null {
  if (rules.supportingUnit === "entity" || unit.department === "")
    return institutionLikeness(expert, unit, rules);
  const entity = institutionLikeness(expert, unit, { institution: "entity" });
  if (entity !== "same") return entity;
  if (expert.department === "") return "department-unknown";
  if (expert.department === unit.department) return "same";
  return nearInstitution(expert.department, unit.department) ? "near-department" : null;
}
