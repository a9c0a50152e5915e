import type { BudgetFault, SectionContent } from "../contract/draft.ts";
import { isBlank } from "../kernel/blank.ts";
import type { Words } from "../kernel/text.ts";
import { budgetFaults } from "./budget-check.ts";
import { characterCount } from "./content.ts";
import type { Section } from "./documents.ts";
import type { EntryRoute } from "./eligibility.ts";
import type { ProgrammeDefinition } from "./schema.ts";

/** One thing that keeps an application from being submitted. `key` says where: `profile.president`, `budget.lines[2].item`. */
export interface Missing {
  kind:
    | "section"
    | "part"
    | "document"
    | "undertaking"
    | "self-nomination"
    | "budget"
    | "supplier"
    | "agreement";
  key: string;
  /** Which fault of a budget it is. */
  code?: BudgetFault["code"];
  words: Words;
}

/** An application as it stands. */
export interface Draft {
  route: EntryRoute["id"];
  sections: readonly { key: string; content: SectionContent }[];
  /** The kinds of the files that come with it. */
  documents: readonly string[];
  /** The version of the undertaking that was accepted; left out where that is not asked (yet). */
  undertakingVersion?: number | null;
  /** Is the society registered with the payer? Null: nothing is known; left out where that is not asked (yet). */
  isSupplier?: boolean | null;
}

type Asking = Pick<
  ProgrammeDefinition,
  "sections" | "documents" | "budget" | "entryRoutes" | "undertaking" | "supplierRegistration"
>;

/**
 * 四、申报程序（一）, 五、申报要求: everything that is missing or too long, at once; an empty list says that the application is
 * complete. Whether a file is sound is for inspection, whether a budget is reasonable for the experts.
 */
export function missingOf(definition: Asking, draft: Draft): Missing[] {
  const written = new Map(draft.sections.map(({ key, content }) => [key, content]));
  const { undertaking } = definition;
  const isAccepted =
    draft.undertakingVersion === undefined || draft.undertakingVersion === undertaking.version;
  return [
    ...definition.sections.flatMap((section) =>
      sectionMissing(definition, section, {
        content: written.get(section.key),
        isRequired: isRequired(definition, section, draft.route),
      }),
    ),
    ...definition.documents.required
      .filter(({ required, kind }) => required && !draft.documents.includes(kind))
      .map(({ kind, name }) => ({
        kind: "document" as const,
        key: kind,
        words: { zh: `缺少文件：${name.zh}`, en: `A document is missing: ${name.en}` },
      })),
    ...(isAccepted
      ? []
      : [
          {
            kind: "undertaking" as const,
            key: String(undertaking.version),
            words: {
              zh: "尚未接受现行版本的真实性承诺",
              en: "The present undertaking has not been accepted",
            },
          },
        ]),
    ...supplierMissing(definition, draft),
  ];
}

/** 四、申报程序（二）: registration as a supplier, where the programme wants it before the deadline. */
function supplierMissing({ supplierRegistration: asked }: Asking, { isSupplier }: Draft): Missing[] {
  if (asked?.blocks !== "submission" || isSupplier === undefined || isSupplier === true) return [];
  const words = {
    zh: `本单位尚未在“${asked.platform.zh}”完成供应商注册`,
    en: `The society is not registered as a supplier on the ${asked.platform.en}`,
  };
  return [{ kind: "supplier", key: asked.url, words }];
}

function isRequired(
  { entryRoutes }: Pick<ProgrammeDefinition, "entryRoutes">,
  section: Section,
  route: EntryRoute["id"],
): boolean {
  if (section.required === "always") return true;
  if (section.required === "self-nominated" && route === "self-nominated") return true;
  const needsReasons = entryRoutes.some((one) => one.id === route && one.needsReasons);
  return section.kind === "self-nomination" && needsReasons;
}

function sectionMissing(
  { budget }: Pick<ProgrammeDefinition, "budget">,
  section: Section,
  { content, isRequired }: { content: SectionContent | undefined; isRequired: boolean },
): Missing[] {
  const lines = content?.lines ?? [];
  const isEmpty =
    lines.length === 0 &&
    content?.stated === undefined &&
    section.parts.every(({ key }) => isBlank(content?.parts[key]));
  if (isEmpty) return isRequired ? [emptySection(section)] : [];
  const parts = section.parts.flatMap((part): Missing[] => {
    const text = content?.parts[part.key];
    const place = { kind: "part", key: `${section.key}.${part.key}` } as const;
    const names = {
      zh: `“${section.name.zh}”的“${part.name.zh}”`,
      en: `${section.name.en}, ${part.name.en}:`,
    };
    if (isBlank(text)) {
      const words = { zh: `${names.zh}未填写`, en: `${names.en} nothing is written` };
      return part.required ? [{ ...place, words }] : [];
    }
    const count = characterCount(text ?? "");
    if (count <= part.maxCharacters) return [];
    const words = {
      zh: `${names.zh}共 ${count} 字，超出上限 ${part.maxCharacters} 字`,
      en: `${names.en} ${count} characters, at most ${part.maxCharacters} are allowed`,
    };
    return [{ ...place, words }];
  });
  const total = section.parts.reduce((sum, { key }) => sum + characterCount(content?.parts[key] ?? ""), 0);
  const isTooLong = total > section.maxCharacters;
  const tooLong: Missing = {
    kind: "section",
    key: section.key,
    words: {
      zh: `“${section.name.zh}”共 ${total} 字，超出上限 ${section.maxCharacters} 字`,
      en: `${section.name.en} has ${total} characters, at most ${section.maxCharacters} are allowed`,
    },
  };
  const faults = section.kind === "budget" && budget ? budgetFaults(budget, lines, content?.stated) : [];
  const unsound = faults
    .filter(({ effect }) => effect === "blocks")
    .map(({ path, code, words }) => ({
      kind: "budget" as const,
      key: `${section.key}.${path}`,
      code,
      words,
    }));
  return [...parts, ...(isTooLong ? [tooLong] : []), ...unsound];
}

function emptySection(section: Section): Missing {
  const kind =
    section.kind === "self-nomination" || section.kind === "budget" ? section.kind : ("section" as const);
  const words = {
    zh: `“${section.name.zh}”未填写`,
    en: `Nothing is written under ${section.name.en}`,
  };
  return { kind, key: section.key, words };
}
