import * as z from "zod";
import { SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { LocalDate } from "../kernel/time.ts";
import { Uscc } from "../kernel/uscc.ts";
import { InspectionConclusion } from "../programme/eligibility.ts";
import { Mail } from "./identity.ts";
import { Phone } from "./phone.ts";

/** Where a fact comes from, and the day on which it was established; a fact without both is no fact. */
const sourced = { source: z.string().min(1).max(200), on: LocalDate };

/** The annual inspection of one year; `on` is the day on which its conclusion was known. */
export const InspectionFact = z.object({
  year: z.int().min(1990).max(2100),
  conclusion: InspectionConclusion,
  ...sourced,
});
export type InspectionFact = z.infer<typeof InspectionFact>;

/** Whether the Party organisation of the society is complete, as checked on a day. */
export const PartyOrganisationFact = z.object({ state: z.enum(["complete", "incomplete"]), ...sourced });
export type PartyOrganisationFact = z.infer<typeof PartyOrganisationFact>;

/** One violation, criticism or penalty decided by an authority. */
export const Penalty = z.object({
  decidedOn: LocalDate,
  // In the CSV a bar ends the authority and a semicolon the penalty.
  authority: z
    .string()
    .regex(/^[^;；|｜]+$/)
    .max(100),
  grounds: z
    .string()
    .regex(/^[^;；]+$/)
    .max(300),
});
export type Penalty = z.infer<typeof Penalty>;

/** All penalties that the source knows of; an empty list says that it was asked and knows of none. */
export const PenaltiesFact = z.object({ list: z.array(Penalty).max(20), ...sourced });
export type PenaltiesFact = z.infer<typeof PenaltiesFact>;

/** How the earlier projects of the umbrella body ended. */
export const EarlierProjectsFact = z.object({
  state: z.enum(["none", "completed", "not-completed"]),
  ...sourced,
});
export type EarlierProjectsFact = z.infer<typeof EarlierProjectsFact>;

export const SupplierFact = z.object({ isRegistered: z.boolean(), ...sourced });
export type SupplierFact = z.infer<typeof SupplierFact>;

/** What is known of a society for the eligibility rules. Null or a missing year: nothing is known, never "fine". */
export const SocietyFacts = z.object({
  /** At most one per year, newest first; no file needs more years at once. */
  inspections: z.array(InspectionFact).max(40),
  partyOrganisation: PartyOrganisationFact.nullable(),
  penalties: PenaltiesFact.nullable(),
  earlierProjects: EarlierProjectsFact.nullable(),
  supplier: SupplierFact.nullable(),
});
export type SocietyFacts = z.infer<typeof SocietyFacts>;

/** Of a society of which nothing is known. */
export const noFacts = {
  inspections: [],
  partyOrganisation: null,
  penalties: null,
  earlierProjects: null,
  supplier: null,
} satisfies SocietyFacts;

/** The kinds of facts; of inspections there is one for each year. */
export const FactKind = z.enum([
  "inspection",
  "party-organisation",
  "penalties",
  "earlier-projects",
  "supplier",
]);
export type FactKind = z.infer<typeof FactKind>;

/** A fact that is taken back; its source says why. The register then knows nothing of it, and keeps what stood there. */
export const Withdrawal = z.object({ kind: FactKind, year: z.int().nullable(), ...sourced });
export type Withdrawal = z.infer<typeof Withdrawal>;

/** A name that a society bore, up to the day on which the next one came. */
export const FormerName = z.object({
  zh: z
    .string()
    .regex(/^[^;；|｜]+$/)
    .max(200),
  en: z.string().min(1).nullable(),
  from: LocalDate.nullable(),
  until: LocalDate,
});
export type FormerName = z.infer<typeof FormerName>;

/** A person who acts for a society; the mail address is the sign-in and is unique in the register. */
export const RegisterContact = z.object({
  name: z.string().min(1).max(60),
  mail: Mail,
  /** The number that an officer calls back, and no other, before a code is read out. */
  phone: Phone.optional(),
});
export type RegisterContact = z.infer<typeof RegisterContact>;

/** One society as a file states it. The person who fills in and the one who submits are two, or neither is known. */
export const RegisterRow = z.object({
  code: SocietyCode,
  names: Words,
  category: z.string().min(1).max(20),
  uscc: Uscc,
  isRecommended: z.boolean(),
  /** Both null: no contact is known, or the file says nothing of it. Who held them is not let go by silence. */
  filler: RegisterContact.nullable(),
  approver: RegisterContact.nullable(),
  /** Since when it bears its name; "correction" when the name held was never its own; null when the file does not say. */
  nameSince: z
    .union([LocalDate, z.literal("correction")])
    .nullable()
    .default(null),
  formerNames: z.array(FormerName).max(20).default([]),
  facts: SocietyFacts,
  withdrawn: z.array(Withdrawal).default([]),
});
export type RegisterRow = z.infer<typeof RegisterRow>;
/** A row that names its two people. */
export type NamedRow = RegisterRow & { filler: RegisterContact; approver: RegisterContact };
