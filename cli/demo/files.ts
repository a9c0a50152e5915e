import { makeForm } from "../../functions/applications/form.ts";
import type { SectionContent } from "../../shared/contract/draft.ts";
import type { EntryRoute } from "../../shared/programme/eligibility.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { demoFont } from "./font.ts";
import { footOf, type Layout, layOut, paragraphsOf } from "./page-layout.ts";
import { inventedUscc } from "./register.ts";
import { scanPdf } from "./scan-pdf.ts";
import type { PublicSociety } from "./societies.ts";
import { textPdf } from "./text-pdf.ts";
import { makeWrongFile, type WrongFile, type WrongFileKind } from "./wrong-files.ts";

interface FormAsked {
  definition: ProgrammeDefinition;
  society: PublicSociety;
  route: EntryRoute["id"];
  sections: Readonly<Record<string, SectionContent>>;
  application?: { id: string; version: number; checkCode: string };
}

const drafted = { id: "app_00000000000000000000000000", version: 1, checkCode: "00000000" };

/** The Word form of a society, made without the product; in a round it comes from `getForm`. */
export function makeDocx({
  definition,
  society,
  route,
  sections,
  application = drafted,
}: FormAsked): Promise<Uint8Array> {
  return makeForm({
    definition,
    application: {
      id: application.id,
      societyName: society.name_zh,
      societyCode: society.code,
      uscc: inventedUscc(society),
      route,
      version: application.version,
    },
    sections,
    checkCode: application.checkCode,
  });
}

/** What printing the Word form gives, page by page. */
const printed = (docx: Uint8Array): Layout => layOut(demoFont(), paragraphsOf(docx), footOf(docx));

/** The stamped PDF of a Word form: its text with a seal drawn over it, or, as a scan, pictures of two pages. */
export function makeStampedPdf(docx: Uint8Array, society: PublicSociety, isScan = false): Uint8Array {
  const layout = printed(docx);
  return isScan ? scanPdf(layout, society.name_zh) : textPdf(layout, society.name_zh);
}

/** A file of this society that inspection must refuse for `kind`. */
export function makeWrong(kind: WrongFileKind, docx: Uint8Array, society: PublicSociety): WrongFile {
  return makeWrongFile(kind, { docx, layout: printed(docx), societyName: society.name_zh });
}
