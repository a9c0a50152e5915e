import * as z from "zod";
import { Words } from "../kernel/text.ts";

/**
 * Why a place of the draft was not found in a Word form: its heading or label is not there; it or the next one is there more
 * than once, or out of its place; it holds what a draft can't (a picture, a table); it is longer than a draft may be.
 */
export const NotFound = z.enum(["missing", "ambiguous", "not-text", "too-long"]);
export type NotFound = z.infer<typeof NotFound>;

/** What stands at one place; `text` is null where it was not found, and "" only where the place is there and empty. */
export const ReadPart = z.object({
  key: z.string(),
  text: z.string().max(20_000).nullable(),
  because: NotFound.nullable(),
});
export type ReadPart = z.infer<typeof ReadPart>;

const readField = <V extends z.ZodType>(value: V) =>
  z.object({
    /** As it is written there. */
    text: z.string().max(2000),
    /** What it means; null where it can't be read. */
    value: value.nullable(),
  });
const readText = readField(z.string());
const readNumber = readField(z.int().nonnegative());

/** One row of the table of the budget. */
export const ReadLine = z.object({
  /** The value is the subject's code. */
  subject: readText,
  item: readText,
  unitPriceFen: readNumber,
  quantity: readNumber,
  times: readNumber,
  amountFen: readNumber,
  basis: readText,
});
export type ReadLine = z.infer<typeof ReadLine>;

export const ReadSection = z.object({
  key: z.string(),
  parts: z.array(ReadPart),
  /** Of a budget; null where the table was not found, and for other sections. */
  lines: z.array(ReadLine).max(200).nullable(),
  linesBecause: NotFound.nullable(),
  /** The total that the table shows; null where it was not found or can't be read. */
  totalFen: z.int().nonnegative().nullable(),
});
export type ReadSection = z.infer<typeof ReadSection>;

/** A row of the table of a joint application, the lead among them; texts as they stand there. */
export const ReadPartner = z.object({
  name: z.string().max(2000),
  societyCode: z.string().max(2000),
  uscc: z.string().max(2000),
  role: z.string().max(2000),
  share: z.string().max(2000),
});
export type ReadPartner = z.infer<typeof ReadPartner>;

/** A Word form read back. */
export const FormReading = z.object({
  /** `not-readable`: no Word document, or too large; `not-the-form`: not one chapter of the form was found in it. */
  outcome: z.enum(["read", "not-readable", "not-the-form"]),
  /** What its cover and foot say of where it comes from; null where it was not found. */
  origin: z.object({
    applicationId: z.string().max(60).nullable(),
    template: z.string().max(120).nullable(),
    definition: z.string().max(120).nullable(),
    submission: z.string().max(20).nullable(),
    checkCode: z.string().max(20).nullable(),
  }),
  sections: z.array(ReadSection),
  /** Only where the programme takes joint applications; null: the table was not found. */
  partners: z.array(ReadPartner).max(20).nullable().optional(),
  /** Text that has no place in the draft: beside a table that holds all parts, in a row that no part has. */
  strays: z.array(z.object({ section: z.string(), text: z.string().max(200) })).max(20),
});
export type FormReading = z.infer<typeof FormReading>;

/** One place where the Word form and the draft say different things, or where nobody can tell. */
export const Difference = z.object({
  /** `profile.president`, `budget.lines[2].quantity`, `budget.lines[2]` (only in the draft), `budget.lines[+3]` (only in Word). */
  key: z.string(),
  section: z.string(),
  name: Words,
  kind: z.enum(["differs", "only-in-draft", "only-in-word", "not-found"]),
  /** As a person reads it; null: there is none, or it was not found. */
  draft: z.string().nullable(),
  word: z.string().nullable(),
  because: NotFound.nullable(),
  /** Only width, spaces or breaks of lines differ. */
  isTypographic: z.boolean(),
  canTake: z.boolean(),
  /** The version of the draft's section that this was held against; 0: it is empty. */
  version: z.int().nonnegative(),
});
export type Difference = z.infer<typeof Difference>;
