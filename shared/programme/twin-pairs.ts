import type { ProgrammeDefinition } from "./schema.ts";

interface Given<U> {
  definition: Pick<ProgrammeDefinition, "documents">;
  application: {
    state: string;
    receipt: { files: readonly { kind: string; uploadId: string }[] } | null;
  };
  uploads: readonly U[];
}
interface Uploaded {
  id: string;
  kind: string;
  state: string;
  createdAt: string;
}
type Document = ProgrammeDefinition["documents"]["required"][number];

/** A Word form and the stamped PDF that should say the same; null where none was let in yet. */
export interface TwinPair<U> {
  word: { document: Document; upload: U | null };
  pdf: { document: Document; upload: U | null };
}

const isLetIn = ({ state }: Uploaded) => state === "ACCEPTED" || state === "FLAGGED";

/**
 * 四、申报程序（一）: which files are held against each other: those of the submission while it stands, else the newest of each
 * kind that inspection let in.
 */
export function twinPairs<U extends Uploaded>({ definition, application, uploads }: Given<U>): TwinPair<U>[] {
  const { required } = definition.documents;
  const { state, receipt } = application;
  const pinned = state === "SUBMITTED" ? receipt?.files : undefined;
  const fileOf = ({ kind }: Document) => {
    const own = uploads.filter((one) => one.kind === kind && isLetIn(one));
    if (!pinned) return own.toSorted((a, b) => newer(a, b)).at(0) ?? null;
    return own.find(({ id }) => pinned.some(({ uploadId }) => uploadId === id)) ?? null;
  };
  return required.flatMap((pdf) => {
    const word = required.find(({ kind }) => kind === pdf.twinOf);
    if (word?.format !== "docx" || pdf.format !== "pdf") return [];
    return [
      {
        word: { document: word, upload: fileOf(word) },
        pdf: { document: pdf, upload: fileOf(pdf) },
      },
    ];
  });
}

const orderOf = ({ createdAt, id }: Uploaded) => `${createdAt}#${id}`;
const newer = (a: Uploaded, b: Uploaded) => (orderOf(a) < orderOf(b) ? 1 : -1);
