import * as z from "zod";
import { UploadId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { Agreement } from "../programme/documents.ts";
import { Difference, FormReading } from "./form-reading.ts";
import { Twin } from "./twins.ts";

/** `unknown`: one side is not there, not read yet, or can't be read well enough to say. */
const State = z.enum(["agree", "differ", "unknown"]);

const NamedFile = z.object({ kind: z.string(), uploadId: UploadId.nullable() });

/** Draft, Word form and PDF held against each other, each pair of the three. */
export const ThreeWays = z.object({
  word: NamedFile,
  pdf: NamedFile,
  draftWord: z.object({
    state: State,
    /** With those of width and spaces, which do not count. */
    differences: z.array(Difference).max(100),
    /** Beyond those that are listed. */
    omitted: z.int().nonnegative(),
    strays: FormReading.shape.strays,
  }),
  wordPdf: z.object({
    state: State,
    /** What the comparison said, and what both were held against; null until it was made. */
    twin: Twin.pick({ facts: true, comparison: true }).nullable(),
    comparedAt: Instant.nullable(),
  }),
  /** Follows from the other two, and from the total that the PDF shows. */
  draftPdf: z.object({ state: State }),
});
export type ThreeWays = z.infer<typeof ThreeWays>;

/** Where the files of an application and its draft agree, and which governs by the definition. */
export const AgreementAnswer = z.object({
  rule: Agreement.pick({ governs: true, difference: true }).nullable(),
  pairs: z.array(ThreeWays),
});
