import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Counting, LastMoment } from "../kernel/time.ts";
import { Basis, Key } from "./basis.ts";

/** What the issuer says of the programme in words that no setting holds: why it is, what it builds, what it asks of everybody. */
export const Statement = z.strictObject({ id: Key, text: Words, basis: Basis });
export type Statement = z.infer<typeof Statement>;

/** How an objection that was accepted is dealt with: whole working days, each counted from the day after. */
export const ObjectionHandling = z.strictObject({
  /** The target's statement, from the day on which it was asked for. */
  statementWorkingDays: z.int().positive().max(60),
  /** The conclusion, from the day on which the objection was accepted. */
  conclusionWorkingDays: z.int().positive().max(120),
  basis: Basis,
});
export type ObjectionHandling = z.infer<typeof ObjectionHandling>;

/** Papers that a side of an objection sends in as files: who objects to the notice's last instant, the target with its statement. */
export const ObjectionDocuments = z.strictObject({
  formats: z.array(z.enum(["pdf", "docx", "png", "jpeg"])).min(1),
  maxBytes: z.int().positive().max(104_857_600),
  /** Of one side, in one objection. */
  most: z.int().positive().max(10),
  basis: Basis,
});
export type ObjectionDocuments = z.infer<typeof ObjectionDocuments>;

/** The public notice of the proposed list, and who may object to it and how. */
export const PublicNotice = z.strictObject({
  workingDays: z.int().positive().max(60),
  /** A period may be lengthened, never below this. */
  minimumWorkingDays: z.int().positive(),
  counting: Counting,
  endsAt: LastMoment,
  place: z.strictObject({ name: Words, url: z.url() }),
  /** Whether the letter on the feedback says the figures, or only where they are; what experts wrote is never in it. */
  feedbackLetter: z.enum(["link", "figures"]).default("link"),
  objection: z.strictObject({
    named: z.boolean(),
    written: z.boolean(),
    needsContact: z.boolean(),
    needsEvidence: z.boolean(),
    /** What is sent without a name or too late opens no objection and is kept as a lead. */
    otherwise: z.enum(["kept-as-lead", "refused"]),
    /** Null: the definition says nothing of it, and objections go to the office on paper. */
    handling: ObjectionHandling.nullable().default(null),
    /** Null: no files are taken, and papers are handed to the office. */
    documents: ObjectionDocuments.nullable().default(null),
    basis: Basis,
  }),
  basis: Basis,
});
export type PublicNotice = z.infer<typeof PublicNotice>;

/** A reminder by mail to those who have not done yet what ends then. */
export const Reminder = z.strictObject({
  id: Key,
  of: z.enum(["closes", "review-ends", "supplier-due", "defence-receipt-due", "objection-due"]),
  hoursBefore: z.int().positive().max(2_160),
});
export type Reminder = z.infer<typeof Reminder>;

/** Whom to ask, as the notice prints it. */
export const Contact = z.strictObject({
  id: Key,
  subject: Words,
  office: Words,
  people: z.array(z.string().min(1)),
  phones: z.array(z.string().min(1)),
  mail: z.email().nullable(),
  basis: Basis,
});
export type Contact = z.infer<typeof Contact>;

/** A paper that goes with the notice. `text` says whether this definition holds what it says. */
export const Annex = z.strictObject({
  id: Key,
  number: z.int().positive(),
  purpose: z.enum(["recommended-list", "form-template", "supplier-guide", "other"]),
  name: Words,
  fileName: z.string().min(1),
  text: z.enum(["held", "not-held"]),
  basis: Basis,
});
export type Annex = z.infer<typeof Annex>;

/** What the submitting person declares, and what follows when it is untrue. The version goes into the receipt. */
export const Undertaking = z.strictObject({
  version: z.int().positive(),
  text: Words,
  consequence: Words,
  basis: Basis,
});
export type Undertaking = z.infer<typeof Undertaking>;
