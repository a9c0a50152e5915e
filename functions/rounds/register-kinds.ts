import type { FactKind, SocietyFacts } from "../../shared/contract/register.ts";

/** The facts of which a society has one at most: where they stand in its record and in the file. */
export const singleFacts = [
  { kind: "party-organisation", field: "partyOrganisation", column: "party_organisation" },
  { kind: "penalties", field: "penalties", column: "penalties" },
  { kind: "earlier-projects", field: "earlierProjects", column: "earlier_projects" },
  { kind: "supplier", field: "supplier", column: "supplier_registered" },
] as const satisfies readonly { kind: FactKind; field: keyof SocietyFacts; column: string }[];

export const inspectionColumn = (year: number) => `inspection_${year}`;

/** In the place of a fact: it is taken back. */
export const withdrawnWords = ["撤销", "withdrawn"] as const;
/** In the place of a file's name: the fact was recorded by a revocation for falsity. */
export const revocationFile = "revocation";
/** In the place of a name's day: the name that the register holds was never the society's own. */
export const correctionWords = ["更正", "correction"] as const;

export const conclusionWords = {
  合格: "QUALIFIED",
  基本合格: "BASICALLY_QUALIFIED",
  不合格: "UNQUALIFIED",
  未参检: "NOT_INSPECTED",
  不适用: "NOT_APPLICABLE",
  待定: "PENDING",
} as const;
export const yesOrNo = { 是: true, 否: false, yes: true, no: false } as const;
