import * as z from "zod";
import { Language, Words } from "../kernel/text.ts";
import { LocalDate, Zone } from "../kernel/time.ts";
import { Basis, Key } from "./basis.ts";
import { BudgetRules } from "./budget.ts";
import { Capability, Tier } from "./capabilities.ts";
import { Channels } from "./channels.ts";
import { Documents, Section } from "./documents.ts";
import { Disqualifier, EntryRoute, SupplierRegistration } from "./eligibility.ts";
import { JointApplications } from "./joint.ts";
import { Annex, Contact, PublicNotice, Reminder, Statement, Undertaking } from "./notice.ts";
import { RecommendedListRule } from "./recommended.ts";
import { Defence, Reviewing } from "./reviewing.ts";
import { Scoring, SelectionRules, TierChoice } from "./scoring.ts";
import { Timetable } from "./timetable.ts";

/** The notice that a definition transcribes. `title` and `number` are its own words and stay untranslated. */
export const Source = z.strictObject({
  title: z.string().min(1),
  number: z.string().min(1).nullable(),
  issuedOn: LocalDate,
  url: z.url().nullable(),
});
export type Source = z.infer<typeof Source>;

/**
 * A programme, whole: everything that tells one funded call from another. It is data, versioned, and frozen with its
 * hash when its round is published; services read it and hold no figure of their own.
 */
export const ProgrammeDefinition = z.strictObject({
  /** Of this schema; an older definition still reads. */
  schemaVersion: z.literal(1),
  id: Key,
  version: z.int().positive(),
  names: Words,
  statements: z.array(Statement).min(1),
  issuer: Words,
  source: Source,
  locale: Language,
  languages: z.array(Language).min(1),
  zone: Zone,
  capabilities: z.array(Capability),
  tiers: z.array(Tier).min(1),
  tierChoice: TierChoice,
  documents: Documents,
  jointApplications: JointApplications.default({
    takes: "none",
    basis: {
      assumption: {
        zh: "本方案未规定联合申报：不接收联合申报。",
        en: "This definition says nothing of joint applications: none are taken.",
      },
    },
  }),
  /** How an application may come, beside this portal, which is always open. */
  channels: Channels.default({ mail: null, handedOver: null }),
  sections: z.array(Section).min(1),
  entryRoutes: z.array(EntryRoute).min(1),
  /** How the recommended list is computed; null: it is imported. */
  recommendedList: RecommendedListRule.nullable().default(null),
  /** Empty: nothing disqualifies. */
  disqualifiers: z.array(Disqualifier),
  supplierRegistration: SupplierRegistration.nullable(),
  timetable: Timetable,
  reviewing: Reviewing,
  scoring: Scoring,
  defence: Defence.nullable(),
  selection: SelectionRules,
  publicNotice: PublicNotice,
  reminders: z.array(Reminder),
  budget: BudgetRules.nullable(),
  undertaking: Undertaking,
  malware: z.strictObject({ notScannedBlocks: z.boolean(), basis: Basis }),
  contacts: z.array(Contact).min(1),
  annexes: z.array(Annex),
});
export type ProgrammeDefinition = z.infer<typeof ProgrammeDefinition>;
