import * as z from "zod";
import { ApplicationId, PersonId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";

/** Whole fen of a budget. */
export const ShareFen = z.int().nonnegative().max(1_000_000_000_000);

export const PartnershipState = z.enum(["ASKED", "AGREED", "DECLINED", "REMOVED"]);
export type PartnershipState = z.infer<typeof PartnershipState>;

/** What an approver agreed to: the terms by their hash, and the undertaking by its version. */
const PartnerAgreement = z.object({
  by: PersonId,
  at: Instant,
  termsHash: Sha256,
  undertakingVersion: z.int().positive(),
});

/** A society that was asked to take part in another's application, and what it said to the very terms. */
export const Partnership = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  definitionHash: Sha256,
  /** What the application is called: its lead and its programme. */
  title: Words,
  leadCode: SocietyCode,
  leadNames: Words,
  societyCode: SocietyCode,
  names: Words,
  /** The credit code under which it was asked. */
  uscc: z.string(),
  /** What it contributes, in the lead's words. */
  role: z.string(),
  /** Its share of the budget; null where the programme states none. */
  shareFen: ShareFen.nullable(),
  /** SHA-256 of the canonical JSON of everything that it agrees to. */
  termsHash: Sha256,
  state: PartnershipState,
  agreement: PartnerAgreement.nullable(),
  /** Why it declined, in its own words. */
  declined: z.string().nullable(),
  /** Who of the lead named it last. */
  askedBy: PersonId,
  askedAt: Instant,
  version: z.int().positive(),
});
export type Partnership = z.infer<typeof Partnership>;

/** A partner as a submission froze it. */
export const Partner = Partnership.pick({
  societyCode: true,
  names: true,
  uscc: true,
  role: true,
  shareFen: true,
}).extend({ agreedBy: PersonId, agreedAt: Instant, termsHash: Sha256 });
export type Partner = z.infer<typeof Partner>;

/** A partner as lists and the public read it. */
export const NamedPartner = Partner.pick({ societyCode: true, names: true });
export type NamedPartner = z.infer<typeof NamedPartner>;

/** Beside the lead in every list; left out where there are none. */
export const NamedPartners = z.array(NamedPartner).optional();

type Frozen = { receipt: { partners?: readonly Partner[] | undefined } | null };

/** The partners of the submission that stands. */
export const partnersOf = ({ receipt }: Frozen): readonly Partner[] => receipt?.partners ?? [];

/** They as lists name them; nothing where there are none. */
export const namedPartners = (application: Frozen): { partners?: NamedPartner[] } => {
  const partners = partnersOf(application).map(({ societyCode, names }) => ({ societyCode, names }));
  return partners.length > 0 ? { partners } : {};
};

/** A lead's names with its partners behind, where it has any. */
export function withPartners(lead: Words, partners: readonly Pick<NamedPartner, "names">[]): Words {
  if (partners.length === 0) return lead;
  const listed = (language: keyof Words, comma: string) =>
    partners.map(({ names }) => names[language]).join(comma);
  return {
    zh: `${lead.zh}（联合申报单位：${listed("zh", "、")}）`,
    en: `${lead.en} (together with ${listed("en", ", ")})`,
  };
}

/** The names under which an application is listed: its lead's, with its partners behind. */
export const namesOf = (application: Frozen & { societyNames: Words }): Words =>
  withPartners(application.societyNames, partnersOf(application));

/** Every society that an application is of: its lead, then its partners. */
export const societyCodesOf = (application: Frozen & { societyCode: SocietyCode }): SocietyCode[] => [
  application.societyCode,
  ...partnersOf(application).map(({ societyCode }) => societyCode),
];
