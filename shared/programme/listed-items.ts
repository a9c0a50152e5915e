import type { SectionContent } from "../contract/draft.ts";
import type { Opened, ReturnItem } from "../contract/return-items.ts";
import type { Words } from "../kernel/text.ts";
import type { ProgrammeDefinition } from "./schema.ts";

type Asked = Pick<ProgrammeDefinition, "sections" | "documents">;

/** What of an item's place the definition does not know, or that an item has none where it must. */
export interface PlaceFault {
  path: string;
  code: "no-place" | "unknown-section" | "unknown-part" | "unknown-document";
  words: Words;
}

/** The items of a return against the definition: where only listed items may be changed, each says where it is. */
export function placeFaults(
  { sections, documents, timetable }: Asked & Pick<ProgrammeDefinition, "timetable">,
  items: readonly ReturnItem[],
): PlaceFault[] {
  return items.flatMap(({ place }, at): PlaceFault[] => {
    const path = `items[${at}].place`;
    if (place === null) {
      const words = {
        zh: "须指明该项所在的部分或文件，否则申报单位无法修改",
        en: "Name the section or file of this item, or the society could change nothing",
      };
      return timetable.returns.listedItemsOnly ? [{ path, code: "no-place", words }] : [];
    }
    const faults: PlaceFault[] = [];
    const section = sections.find(({ key }) => key === place.section);
    if (place.section !== null && !section) {
      const words = {
        zh: `申报书中没有“${place.section}”部分`,
        en: `The form has no section ${place.section}`,
      };
      faults.push({ path: `${path}.section`, code: "unknown-section", words });
    }
    if (section && place.part !== null && !section.parts.some(({ key }) => key === place.part)) {
      const words = {
        zh: `“${section.name.zh}”中没有“${place.part}”一项`,
        en: `${section.name.en} has no part ${place.part}`,
      };
      faults.push({ path: `${path}.part`, code: "unknown-part", words });
    }
    if (place.document !== null && !documents.required.some(({ kind }) => kind === place.document)) {
      const words = {
        zh: `本项目不收“${place.document}”类文件`,
        en: `The programme takes no file of the kind ${place.document}`,
      };
      faults.push({ path: `${path}.document`, code: "unknown-document", words });
    }
    return faults;
  });
}

/**
 * The files that a change makes necessary: whatever content changes, the forms that are handed out filled in and their
 * stamped twins; when a form itself changes, its twin.
 */
export function followingDocuments(
  { documents: { required } }: Pick<ProgrammeDefinition, "documents">,
  { hasContent, documents }: { hasContent: boolean; documents: readonly string[] },
): string[] {
  const forms = hasContent ? required.filter(({ template }) => template !== null) : [];
  const changed = new Set([...documents, ...forms.map(({ kind }) => kind)]);
  const twins = required.filter(({ twinOf }) => twinOf !== null && changed.has(twinOf));
  return required
    .map(({ kind }) => kind)
    .filter((kind) => changed.has(kind) || twins.some((twin) => twin.kind === kind));
}

/** What the items of a return open: the sections or parts and the files that they name, and what must follow from these. */
export function openedBy(definition: Asked, items: readonly ReturnItem[]): Opened {
  const places = items.flatMap(({ place }) => place ?? []);
  const sections = definition.sections.flatMap(({ key }) => {
    const named = places.filter(({ section }) => section === key);
    if (named.length === 0) return [];
    const isWhole = named.some(({ part }) => part === null);
    return [{ key, parts: isWhole ? null : [...new Set(named.flatMap(({ part }) => part ?? []))] }];
  });
  const documents = followingDocuments(definition, {
    hasContent: sections.length > 0,
    documents: places.flatMap(({ document }) => document ?? []),
  });
  return { sections, documents };
}

/**
 * Was it returned, and not submitted since? A withdrawal taken back and a late pass leave the list in force, or they would
 * be a way around it.
 */
export function isUnderReturn({ stamps }: { stamps: readonly { act: string }[] }): boolean {
  const last = (...acts: string[]) => stamps.findLastIndex(({ act }) => acts.includes(act));
  return last("return") > last("submit");
}

interface Returned {
  stamps: readonly { act: string }[];
  returnReasons: readonly ReturnItem[];
}

/** What may be changed of an application now, as far as a return limits it; null: everything. */
export function openedOf(
  definition: Asked & Pick<ProgrammeDefinition, "timetable">,
  application: Returned,
): Opened | null {
  if (!definition.timetable.returns.listedItemsOnly || !isUnderReturn(application)) return null;
  return openedBy(definition, application.returnReasons);
}

/** Is something of this section open? Its lines and stated figures are then too: totals follow from any change of a budget. */
const openSection = ({ sections }: Opened, key: string) => sections.find((one) => one.key === key);

/** The places of a section that were changed and are not open: `budget`, or `budget.notes`. */
export function unlistedChanges(
  opened: Opened,
  key: string,
  { before, after }: { before: SectionContent | undefined; after: SectionContent },
): string[] {
  const open = openSection(opened, key);
  if (!open) return [key];
  if (open.parts === null) return [];
  const named = new Set([...Object.keys(before?.parts ?? {}), ...Object.keys(after.parts)]);
  const changed = [...named].filter(
    (part) => (before?.parts[part] ?? "") !== (after.parts[part] ?? "") && !open.parts?.includes(part),
  );
  return changed.map((part) => `${key}.${part}`);
}

interface NamedFile {
  kind: string;
  uploadId: string;
}

/** The kinds of files that are not open and would be others than in the submission that was returned. */
export function unlistedFiles(
  { documents }: Opened,
  { before, after }: { before: readonly NamedFile[]; after: readonly NamedFile[] },
): string[] {
  const fileOf = (files: readonly NamedFile[], kind: string) =>
    files.find((one) => one.kind === kind)?.uploadId;
  const kinds = new Set([...before, ...after].map(({ kind }) => kind));
  return [...kinds].filter(
    (kind) => !documents.includes(kind) && fileOf(before, kind) !== fileOf(after, kind),
  );
}
