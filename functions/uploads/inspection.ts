import * as z from "zod";
import { ReasonCode } from "../../shared/contract/reasons.ts";
import { DigitalSignature } from "../../shared/contract/signatures.ts";
import { archiveLimits } from "../../shared/files/limits.ts";
import { PageKind } from "./page-kinds.ts";

export const Reason = z.object({ code: ReasonCode, where: z.string().nullable() });
export type Reason = z.infer<typeof Reason>;

export const Inspection = z.object({
  kind: z.enum(["docx", "pdf", "pptx", "ofd", "image", "other"]),
  verdict: z.enum(["accepted", "flagged", "refused"]),
  reasons: z.array(Reason),
  pages: z.int().nullable(),
  characters: z.int().nullable(),
  /** Null where none were looked for: in what can't be read, and in anything but a PDF. */
  signatures: z.array(DigitalSignature).nullable(),
});
export type Inspection = z.infer<typeof Inspection>;

/** What a document says: a Word form's paragraphs, and those of its headers and footers; a PDF's pages with their kind. */
export const DocumentText = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("word"), paragraphs: z.array(z.string()), margins: z.array(z.string()) }),
  z.object({ kind: z.literal("pdf"), pages: z.array(z.object({ text: z.string(), kind: PageKind })) }),
]);
export type DocumentText = z.infer<typeof DocumentText>;

/** What an engine found, before the verdict; the text is null where it stopped. */
export type Found = Pick<Inspection, "kind" | "reasons" | "pages" | "characters"> & {
  text: DocumentText | null;
  signatures?: Inspection["signatures"];
};

/** How much work a file may cause; beyond it is a bomb, whatever it says of itself. */
export const inspectionLimits = {
  ...archiveLimits,
  /** All streams of a PDF but its pictures; a full Chinese font has 20 MB. */
  unpackedBytes: 600_000_000,
  /** Pages that a person still looks through; the text of no more is read. */
  pages: 300,
};
export type InspectionLimits = typeof inspectionLimits;
