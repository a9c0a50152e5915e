import { ulid } from "ulid";
import * as z from "zod";

/** Each kind of thing has its own prefix, so that an id of one kind can't be passed for another and reads well in a log. */
export const idPrefixes = {
  round: "rnd",
  application: "app",
  upload: "upl",
  person: "per",
  expert: "exp",
  decision: "dec",
  deliberation: "dlb",
  omission: "oms",
  sheetCorrection: "scr",
  notice: "ntc",
  dispensation: "dsp",
  parcel: "pcl",
  event: "evt",
  callBack: "cbk",
  registration: "reg",
  replacement: "rpl",
  delegation: "dlg",
  consent: "cst",
  mail: "mal",
  objection: "obj",
  lead: "led",
  objectionDocument: "odc",
  assignmentPlan: "apl",
  societyLink: "lnk",
  defenceTimetable: "dtt",
  glass: "gls",
  glassUse: "glu",
  export: "xpt",
} as const;

export type IdKind = keyof typeof idPrefixes;

const idOf = <K extends IdKind>(kind: K) =>
  z.string().regex(new RegExp(`^${idPrefixes[kind]}_[0-9A-HJKMNP-TV-Z]{26}$`));

export const RoundId = idOf("round").brand("RoundId");
export type RoundId = z.infer<typeof RoundId>;
export const ApplicationId = idOf("application").brand("ApplicationId");
export type ApplicationId = z.infer<typeof ApplicationId>;
export const UploadId = idOf("upload").brand("UploadId");
export type UploadId = z.infer<typeof UploadId>;
export const PersonId = idOf("person").brand("PersonId");
export type PersonId = z.infer<typeof PersonId>;
export const ExpertId = idOf("expert").brand("ExpertId");
export type ExpertId = z.infer<typeof ExpertId>;
export const DecisionId = idOf("decision").brand("DecisionId");
export type DecisionId = z.infer<typeof DecisionId>;
export const DeliberationId = idOf("deliberation").brand("DeliberationId");
export type DeliberationId = z.infer<typeof DeliberationId>;
export const OmissionId = idOf("omission").brand("OmissionId");
export type OmissionId = z.infer<typeof OmissionId>;
export const SheetCorrectionId = idOf("sheetCorrection").brand("SheetCorrectionId");
export type SheetCorrectionId = z.infer<typeof SheetCorrectionId>;
export const NoticeId = idOf("notice").brand("NoticeId");
export type NoticeId = z.infer<typeof NoticeId>;
export const DispensationId = idOf("dispensation").brand("DispensationId");
export type DispensationId = z.infer<typeof DispensationId>;
export const ParcelId = idOf("parcel").brand("ParcelId");
export type ParcelId = z.infer<typeof ParcelId>;
export const EventId = idOf("event").brand("EventId");
export type EventId = z.infer<typeof EventId>;
export const CallBackId = idOf("callBack").brand("CallBackId");
export type CallBackId = z.infer<typeof CallBackId>;
export const RegistrationId = idOf("registration").brand("RegistrationId");
export type RegistrationId = z.infer<typeof RegistrationId>;
export const ReplacementId = idOf("replacement").brand("ReplacementId");
export type ReplacementId = z.infer<typeof ReplacementId>;
export const DelegationId = idOf("delegation").brand("DelegationId");
export type DelegationId = z.infer<typeof DelegationId>;
export const ConsentId = idOf("consent").brand("ConsentId");
export type ConsentId = z.infer<typeof ConsentId>;

export const MailId = idOf("mail").brand("MailId");
export type MailId = z.infer<typeof MailId>;

export const ObjectionId = idOf("objection").brand("ObjectionId");
export type ObjectionId = z.infer<typeof ObjectionId>;
export const LeadId = idOf("lead").brand("LeadId");
export type LeadId = z.infer<typeof LeadId>;
export const ObjectionDocumentId = idOf("objectionDocument").brand("ObjectionDocumentId");
export type ObjectionDocumentId = z.infer<typeof ObjectionDocumentId>;
export const AssignmentPlanId = idOf("assignmentPlan").brand("AssignmentPlanId");
export type AssignmentPlanId = z.infer<typeof AssignmentPlanId>;
export const SocietyLinkId = idOf("societyLink").brand("SocietyLinkId");
export type SocietyLinkId = z.infer<typeof SocietyLinkId>;
export const DefenceTimetableId = idOf("defenceTimetable").brand("DefenceTimetableId");
export type DefenceTimetableId = z.infer<typeof DefenceTimetableId>;

export const GlassId = idOf("glass").brand("GlassId");
export type GlassId = z.infer<typeof GlassId>;
export const GlassUseId = idOf("glassUse").brand("GlassUseId");
export type GlassUseId = z.infer<typeof GlassUseId>;

export const ExportId = idOf("export").brand("ExportId");
export type ExportId = z.infer<typeof ExportId>;

/** A society's code in the umbrella body's register, such as `A-01` or `E-41W`; the register gives it, we never do. */
export const SocietyCode = z
  .string()
  .regex(/^[A-Z]-\d{2,3}[A-Z]?$/)
  .brand("SocietyCode");
export type SocietyCode = z.infer<typeof SocietyCode>;

/** SHA-256 as 64 lower-case hex digits. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand("Sha256");
export type Sha256 = z.infer<typeof Sha256>;

/**
 * A new id: the kind's prefix and a ULID.
 * @param epochMilliseconds the act's instant, so that ids of one kind sort by time
 * @param random 0 <= x < 1, passed in so that rules stay pure
 */
export function newId(kind: IdKind, epochMilliseconds: number, random: () => number): string {
  return `${idPrefixes[kind]}_${ulid(epochMilliseconds, random)}`;
}
