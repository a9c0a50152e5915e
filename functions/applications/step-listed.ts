import type { Application } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { openedOf, unlistedFiles } from "../../shared/programme/listed-items.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

interface Submitting {
  application: Application;
  definition: ProgrammeDefinition;
  own: readonly Upload[];
}

/**
 * A resubmission has the files of the submission that was returned, but for those that the return leaves open and those
 * that inspection has refused since: nobody can submit these again.
 * @throws Problem not-listed
 */
export function onlyListedFiles({ application, definition, own }: Submitting, named: readonly Upload[]) {
  const open = openedOf(definition, application);
  if (open === null) return;
  const before = application.receipt?.files ?? [];
  const refused = own.filter(
    ({ id, state }) => state === "REFUSED" && before.some((one) => one.uploadId === id),
  );
  const documents = [...open.documents, ...refused.map(({ kind }) => kind)];
  const after = named.map(({ kind, id: uploadId }) => ({ kind, uploadId }));
  const changed = unlistedFiles({ ...open, documents }, { before, after });
  if (changed.length > 0) throw new Problem("not-listed", { changed, open });
}
