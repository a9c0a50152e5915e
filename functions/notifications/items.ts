import type { ReturnItem } from "../../shared/contract/return-items.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { openedBy } from "../../shared/programme/listed-items.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

type Named = Pick<ProgrammeDefinition, "documents" | "sections">;

/** What people call a file or a section of the application; an officer's own words for something else stay as they are. */
export function nameOfItem({ documents, sections }: Named, item: string): Words {
  const document = documents.required.find(({ kind }) => kind === item);
  const section = sections.find(({ key }) => key === item);
  return document?.name ?? section?.name ?? { zh: item, en: item };
}

/** One item of a return for its reader: what and why, where it is, and what to do there. */
export interface ItemWords {
  item: Words;
  reason: string;
  /** Null where the officer named no place. */
  where: Words | null;
  cure: Words | null;
}

const joined = (names: readonly Words[]): Words => ({
  zh: names.map(({ zh }) => `“${zh}”`).join("、"),
  en: names.map(({ en }) => `“${en}”`).join(", "),
});

/** An item of a return in words: its section, part, file and page, and which files are made anew when it is mended. */
export function wordsOfItem(definition: Named, returned: ReturnItem): ItemWords {
  const { place, reason } = returned;
  const item = nameOfItem(definition, returned.item);
  if (place === null) return { item, reason, where: null, cure: null };
  const section = definition.sections.find(({ key }) => key === place.section);
  const part = section?.parts.find(({ key }) => key === place.part);
  const document = definition.documents.required.find(({ kind }) => kind === place.document);
  const { page } = place;
  const where: Words[] = [];
  if (section) {
    const within = part && { zh: `中的“${part.name.zh}”`, en: `, part “${part.name.en}”` };
    where.push({
      zh: `“${section.name.zh}”${within?.zh ?? ""}`,
      en: `section “${section.name.en}”${within?.en ?? ""}`,
    });
  }
  if (document) {
    where.push({
      zh: `文件“${document.name.zh}”${page === null ? "" : `第${page}页`}`,
      en: `file “${document.name.en}”${page === null ? "" : `, page ${page}`}`,
    });
  }
  const { documents } = openedBy(definition, [returned]);
  const anew = joined(documents.map((kind) => nameOfItem(definition, kind)));
  const field = part ?? section;
  const cures: Words[] = [];
  if (field)
    cures.push({ zh: `在平台修改“${field.name.zh}”`, en: `change “${field.name.en}” on the portal` });
  if (documents.length > 0)
    cures.push({ zh: `重新制作并上传${anew.zh}`, en: `make anew and upload ${anew.en}` });
  return {
    item,
    reason,
    where: { zh: where.map(({ zh }) => zh).join("，"), en: where.map(({ en }) => en).join("; ") },
    cure: { zh: cures.map(({ zh }) => zh).join("，"), en: cures.map(({ en }) => en).join(", ") },
  };
}
