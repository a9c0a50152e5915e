import type { Application, Section } from "../../shared/contract/applications.ts";
import type { Missing } from "../../shared/contract/draft.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sureDifferences } from "./agreement.ts";
import { differencesOf } from "./form-differences.ts";
import { readings } from "./records.ts";
import { formRows } from "./step-joint.ts";

/**
 * Where the programme wants draft and Word form to agree before they are submitted: the differences that are known by now. A form
 * that is not read yet holds nobody up.
 */
export async function knownDifferences(
  definition: ProgrammeDefinition,
  {
    application,
    named,
    written,
  }: { application: Application; named: readonly Upload[]; written: readonly Section[] },
): Promise<Missing[]> {
  const { required, agreement } = definition.documents;
  if (agreement?.difference !== "blocks") return [];
  const words = required.filter(
    ({ kind, format }) => format === "docx" && required.some(({ twinOf }) => twinOf === kind),
  );
  const partners = await formRows(definition, application);
  const found = await Promise.all(
    named
      .filter((upload) => words.some(({ kind }) => kind === upload.kind))
      .map(async ({ applicationId, id }) => {
        const kept = await readings.get({ applicationId, uploadId: id });
        return kept
          ? sureDifferences(differencesOf({ definition, written, reading: kept.reading, partners }))
          : [];
      }),
  );
  return found.flat().map(({ key, name }) => ({
    kind: "agreement",
    key,
    words: {
      zh: `“${name.zh}”在草稿与Word申报书中不一致`,
      en: `${name.en}: the draft and the Word form differ`,
    },
  }));
}
