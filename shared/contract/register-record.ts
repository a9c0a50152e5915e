import * as z from "zod";
import { Sha256, SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { Uscc } from "../kernel/uscc.ts";
import {
  EarlierProjectsFact,
  FactKind,
  FormerName,
  InspectionFact,
  PartyOrganisationFact,
  PenaltiesFact,
  RegisterRow,
  SupplierFact,
  Withdrawal,
} from "./register.ts";
import { TableFault } from "./table-file.ts";

/** The import that recorded something: the file by name and hash, the officer, the instant. */
export const ImportRecord = z.object({
  importHash: Sha256,
  importFile: z.string(),
  importedBy: z.string(),
  importedAt: Instant,
});
export type ImportRecord = z.infer<typeof ImportRecord>;

/** Kept beside each fact, so that it is proved by itself whatever else was imported since. */
const recorded = { recorded: ImportRecord };

const RecordedInspection = InspectionFact.extend(recorded);
const RecordedPartyOrganisation = PartyOrganisationFact.extend(recorded);
const RecordedPenalties = PenaltiesFact.extend(recorded);
const RecordedEarlierProjects = EarlierProjectsFact.extend(recorded);
const RecordedSupplier = SupplierFact.extend(recorded);

/** `SocietyFacts` as the register keeps them. */
export const RecordedFacts = z.object({
  /** At most one per year, newest first. */
  inspections: z.array(RecordedInspection),
  partyOrganisation: RecordedPartyOrganisation.nullable(),
  penalties: RecordedPenalties.nullable(),
  earlierProjects: RecordedEarlierProjects.nullable(),
  supplier: RecordedSupplier.nullable(),
});
export type RecordedFacts = z.infer<typeof RecordedFacts>;

export const RecordedFormerName = FormerName.extend(recorded);
export type RecordedFormerName = z.infer<typeof RecordedFormerName>;

/** A name as it stood in the register; `until` is null where it stood as the present one. */
const RecordedName = RecordedFormerName.extend({ zh: z.string(), until: LocalDate.nullable() });

const entry = <const K extends string, F extends z.ZodType>(kind: K, fact: F) =>
  z.object({
    kind: z.literal(kind),
    /** The inspected year; of another fact that of its day; of a name none. */
    year: z.int().nullable(),
    fact,
  });

/** A credit code as it stood; `source` says what showed that it was wrong. */
const RecordedUscc = z.object({ uscc: Uscc, source: z.string(), ...recorded });

/** Anything that the register keeps with its history. */
export const FactEntry = z.discriminatedUnion("kind", [
  entry(FactKind.enum.inspection, RecordedInspection),
  entry(FactKind.enum["party-organisation"], RecordedPartyOrganisation),
  entry(FactKind.enum.penalties, RecordedPenalties),
  entry(FactKind.enum["earlier-projects"], RecordedEarlierProjects),
  entry(FactKind.enum.supplier, RecordedSupplier),
  entry("name", RecordedName),
  entry("uscc", RecordedUscc),
]);
export type FactEntry = z.infer<typeof FactEntry>;

/** What once stood in the register: written when something else took its place or it was taken back, and never changed. */
export const EarlierFact = z.object({
  societyCode: SocietyCode,
  /** The version of the society that no longer has it, and its place among what that version ended. */
  societyVersion: z.int().positive(),
  number: z.int().positive(),
  was: FactEntry,
  ended: ImportRecord.extend({ withdrawal: Withdrawal.nullable() }),
  version: z.int().positive(),
});
export type EarlierFact = z.infer<typeof EarlierFact>;

const Contacts = RegisterRow.pick({ filler: true, approver: true });

/** That other people act for a society: who did, who does, by which file or letter, who recorded it, when and why. */
export const ContactChange = z.object({
  societyCode: SocietyCode,
  /** The version of the society that has the new ones. */
  societyVersion: z.int().positive(),
  before: Contacts,
  after: Contacts,
  ...ImportRecord.shape,
  /** Null of a file, which is its own reason. */
  reason: z.string().nullable(),
  version: z.literal(1),
});
export type ContactChange = z.infer<typeof ContactChange>;

/** Everything that the register knows of one society, each with where it comes from, and what stood there before. */
export const SocietyFactsAnswer = z.object({
  code: SocietyCode,
  names: Words,
  nameSince: LocalDate.nullable(),
  formerNames: z.array(RecordedFormerName),
  current: z.array(FactEntry),
  /** Oldest first. */
  earlier: z.array(EarlierFact),
  version: z.int().positive(),
});

/** What an import does to one society; `columns` are those whose cells say something else than the register. */
export const RegisterChange = z.object({
  code: SocietyCode,
  nameZh: z.string(),
  what: z.enum(["new", "changed"]),
  columns: z.array(z.string()),
});
export type RegisterChange = z.infer<typeof RegisterChange>;

/** What an import did, or in a dry run would do. */
export const RegisterImport = z.object({
  /** Rows without any fault: the new, the changed and the unchanged. */
  rows: z.int(),
  /** Societies that get a new version: the new and the changed. */
  societies: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  fileHash: Sha256,
  isDryRun: z.boolean(),
  /** Only in a dry run: society by society, in the order of the file. */
  changes: z.array(RegisterChange),
  /** Only in a dry run: every fault at once. An import with a fault is refused with the same list. */
  faults: z.array(TableFault),
});
