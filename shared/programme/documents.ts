import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Basis, Key } from "./basis.ts";
import { Deadline } from "./timetable.ts";

/** `ofd` (GB/T 33190) is taken as an extra only: nobody's application hangs on a file whose text is not read. */
export const DocumentFormat = z.enum(["docx", "pdf", "ofd"]);
export type DocumentFormat = z.infer<typeof DocumentFormat>;

/** A file that an application carries. `maxBytes` is counted on the file as uploaded. */
export const RequiredDocument = z.strictObject({
  kind: Key,
  format: DocumentFormat,
  name: Words,
  help: Words,
  required: z.boolean(),
  maxBytes: z.int().positive(),
  /** It must show a seal; a scanned seal is seen by a person, never "verified". */
  stamped: z.boolean(),
  /** The document of which this one is the stamped twin: their texts are compared. */
  twinOf: Key.nullable(),
  /** The annex that is its template; the product hands it out filled in. */
  template: Key.nullable(),
  basis: Basis,
});
export type RequiredDocument = z.infer<typeof RequiredDocument>;

/** What becomes of an application whose copies are short, and when its society is told. Older definitions say it by `blocks` alone. */
const Shortage = z.strictObject({
  /** Calendar days after the deadline: what was sent in time may still be under way. */
  toldAfterDays: z.int().nonnegative().max(60),
  basis: Basis,
});

/** Signed and sealed copies on paper. Their arrival is recorded beside the application and is never a state of it. */
export const PaperCopies = z.strictObject({
  count: z.int().positive().max(100),
  signed: z.boolean(),
  sealed: z.boolean(),
  address: Words,
  /** The room alone, as a courier needs it; null where the address has none. */
  room: Words.nullable().default(null),
  /** Whom the courier and a society ask, among the definition's contacts; null: the first of them. */
  contact: Key.nullable().default(null),
  deadline: Deadline,
  countsBy: z.enum(["receipt", "dispatch"]),
  /** What a shortage stands in the way of; "officer-decides": of the award, where an officer says so for the one society. */
  blocks: z.enum(["nothing", "defence", "award", "officer-decides"]),
  shortage: Shortage.default({
    toldAfterDays: 0,
    basis: {
      assumption: {
        zh: "本方案未另定时间：纸质材料截止后即告知短缺。",
        en: "This definition sets no other day: a shortage is told once the deadline for paper has passed.",
      },
    },
  }),
  basis: Basis,
});
export type PaperCopies = z.infer<typeof PaperCopies>;

export const SectionKind = z.enum([
  "profile",
  "self-nomination",
  "text",
  "plan",
  "year-plan",
  "budget",
  /** Which tier is applied for, and whether a lower one would do: parts `tier` and `accepts-lower`. */
  "tier-choice",
]);
export type SectionKind = z.infer<typeof SectionKind>;

/** One of the answers that a part with options takes. */
export const PartOption = z.strictObject({ value: Key, name: Words });
export type PartOption = z.infer<typeof PartOption>;

/** One field of a section. `maxCharacters` counts code points, spaces and punctuation included. */
export const SectionPart = z.strictObject({
  key: Key,
  name: Words,
  help: Words.nullable(),
  maxCharacters: z.int().positive(),
  required: z.boolean(),
  /** The indicator of the section's capability that it is for; null: the whole section. Printed only where written. */
  indicator: Key.nullable().default(null),
  /** The answers of which it takes one; null: free text. */
  options: z.array(PartOption).min(2).nullable().default(null),
});
export type SectionPart = z.infer<typeof SectionPart>;

/**
 * One section of the application: one item in the store, with a version of its own. Its content is text by part key;
 * a section of kind "budget" carries the lines of the budget beside its parts.
 */
export const Section = z.strictObject({
  key: Key,
  kind: SectionKind,
  name: Words,
  help: Words,
  /** Of all parts together. */
  maxCharacters: z.int().positive(),
  required: z.enum(["always", "self-nominated", "never"]),
  /** The capability that a plan is for; null for the other kinds. */
  capability: Key.nullable(),
  parts: z.array(SectionPart).min(1),
  basis: Basis,
});
export type Section = z.infer<typeof Section>;

/** Which of draft, Word form and PDF governs where they differ, and what a difference does. */
export const Agreement = z.strictObject({
  /** The kind of the file; null: the draft. */
  governs: Key.nullable(),
  /**
   * "blocks": a draft that is known to differ from the Word form beside it is not submitted. What is not inspected and read
   * yet never holds a submission up, and a doubt about the PDF never does.
   */
  difference: z.enum(["warns", "blocks"]),
  basis: Basis,
});
export type Agreement = z.infer<typeof Agreement>;

/** What the files and sections must look like, and the paper beside them (null where a programme takes no paper). */
export const Documents = z.strictObject({
  required: z.array(RequiredDocument).min(1),
  paper: PaperCopies.nullable(),
  /** Left out where the files are not meant to say what the draft says. */
  agreement: Agreement.optional(),
  /** What decides whether an application came in time: the files in this system, or the paper. */
  receiptDecides: z.strictObject({ by: z.enum(["electronic", "paper"]), basis: Basis }),
});
export type Documents = z.infer<typeof Documents>;
