import type { PublishedName } from "./manifest.ts";

/**
 * What a service lets others read: the key prefix of each published row, beside its owner's schema in
 * `shared/store/published/`. A grant on a published name binds `dynamodb:LeadingKeys` to this prefix.
 */
export const publishedPrefixes: Record<PublishedName, string> = {
  sessions: "identity#session#",
  members: "identity#member#",
  replacements: "identity#replacement#",
  rounds: "rounds#round#",
  societies: "rounds#society#",
  applications: "applications#application#",
  sections: "applications#section#",
  uploads: "uploads#upload#",
  objectionDocuments: "uploads#objection-document#",
  twins: "uploads#twin#",
  mails: "applications#mail#",
  partnerships: "applications#partnership#",
  twinLooks: "uploads#twin-look#",
  copies: "paper#copies#",
  determinations: "eligibility#determination#",
  appeals: "eligibility#appeal#",
  reinstatements: "eligibility#reinstatement#",
  experts: "experts#expert#",
  assignments: "experts#assignment#",
  sheets: "reviews#sheet#",
  sheetTallies: "reviews#tally#",
  defenceDraws: "defence#draw#",
  defenceStandings: "defence#standing#",
  defenceTimetables: "defence#timetable#",
  defenceNotices: "defence#notice#",
  defenceReceipts: "defence#receipt#",
  attendances: "reviews#attendance#",
  standings: "selection#standing#",
  decisions: "selection#decision#",
  notices: "notices#notice#",
  objections: "objections#objection#",
  revocations: "objections#revocation#",
  dockets: "objections#docket#",
  recusals: "oversight#recusal#",
  glassUses: "oversight#glass-use#",
  exports: "oversight#export#",
};
