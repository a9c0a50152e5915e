import type { Words } from "../../shared/kernel/text.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

type Named = Pick<ProgrammeDefinition, "documents" | "sections">;

/** What people call a file or a section of the application; an officer's own words for something else stay as they are. */
export function nameOfItem({ documents, sections }: Named, item: string): Words {
  const document = documents.required.find(({ kind }) => kind === item);
  const section = sections.find(({ key }) => key === item);
  return document?.name ?? section?.name ?? { zh: item, en: item };
}
