import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  TextRun,
} from "docx";
import type { SectionContent } from "../../shared/contract/draft.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { checkCodeOf } from "../../shared/programme/check-code.ts";
import type { EntryRoute } from "../../shared/programme/eligibility.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { heading, pairs, paragraphs, prose, run, table, title } from "./form-blocks.ts";
import { withFixedDates } from "./form-package.ts";
import { type PartnerRow, partnerHeads } from "./form-partners.ts";
import { indicatorBlocks, sectionBlocks } from "./form-sections.ts";
import { chapterNumber, colon, formWords } from "./form-words.ts";

/** What the form says of the application itself. */
interface FormApplication {
  id: string;
  societyName: string;
  societyCode: string;
  uscc: string;
  route: EntryRoute["id"];
  /** Counts frozen submissions; printed on every page. */
  version: number;
}

export interface FormInput {
  definition: ProgrammeDefinition;
  application: FormApplication;
  /** What was written, by section key; a section that is missing is printed as not filled in. */
  sections: Readonly<Record<string, SectionContent | undefined>>;
  /** Of a joint application, the lead first. */
  partners?: readonly PartnerRow[];
  /** SHA-256 of the frozen canonical JSON in hex; its first 8 digits are printed on every page. */
  checkCode: string;
  /** Of a copy for the office: printed at the head of every page. */
  mark?: string | null;
}

/**
 * The filled-in Word form (附件2), A4, in the definition's first language. The same input gives the same bytes.
 * Heavy: load this module only where a form is asked for.
 */
export async function makeForm(input: FormInput): Promise<Uint8Array> {
  const { definition, application } = input;
  const language = definition.locale;
  const say = (word: keyof typeof formWords) => wordsIn(formWords[word], language);
  const route = definition.entryRoutes.find(({ id }) => id === application.route);
  const name = wordsIn(definition.names, language);
  const cover = pairs([
    [say("applicant"), application.societyName],
    [say("code"), application.societyCode],
    [say("uscc"), application.uscc],
    [say("route"), route ? wordsIn(route.name, language) : application.route],
    [say("number"), application.id],
    [say("version"), String(application.version)],
  ]);
  const children = [
    ...title(name),
    ...title(say("form")),
    ...paragraphs(wordsIn(definition.issuer, language), {}, { alignment: AlignmentType.CENTER }),
    cover,
    ...together(input),
    new Paragraph({ children: [new PageBreak()] }),
    ...chapters(input),
  ];
  const document = new Document({
    title: `${name} ${say("form")}`,
    creator: "linxuan",
    lastModifiedBy: "linxuan",
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1440, bottom: 1440, left: 1440, right: 1440 },
          },
        },
        ...(input.mark && { headers: { default: header(input.mark) } }),
        footers: { default: footer(input) },
        children,
      },
    ],
  });
  return withFixedDates(new Uint8Array(await Packer.toArrayBuffer(document)));
}

/** Who applies together, under the cover's own table. */
function together({ definition, partners = [] }: FormInput) {
  if (partners.length === 0) return [];
  const heads = partnerHeads(definition);
  const rows = partners.map(({ name, societyCode, uscc, role, share }) =>
    [name, societyCode, uscc, role, share].slice(0, heads.length).map((text) => ({ text })),
  );
  // Two tables without anything between them are one to a word processor.
  const head = heads.map((text) => ({ text, isHead: true }));
  return [...paragraphs(""), table([head, ...rows], [3, 1.5, 3, 5, 2].slice(0, heads.length), 1)];
}

/** The sections in the definition's order, capabilities that no section is for, and the undertaking at the end. */
function chapters({ definition, application, sections }: FormInput) {
  const language = definition.locale;
  const say = (word: keyof typeof formWords) => wordsIn(formWords[word], language);
  let count = 0;
  const number = () => {
    count += 1;
    return chapterNumber(count, language === "zh-CN");
  };
  const printed = definition.sections.filter(
    ({ key, required }) =>
      required !== "self-nominated" || application.route === "self-nominated" || sections[key] !== undefined,
  );
  const planned = new Set(printed.map(({ capability }) => capability));
  return [
    ...printed.flatMap((section) =>
      sectionBlocks(definition, section, { content: sections[section.key], number: number() }),
    ),
    ...definition.capabilities
      .filter(({ id }) => !planned.has(id))
      .flatMap((capability) => [
        heading(`${number()}${wordsIn(capability.name, language)}`, 1),
        ...indicatorBlocks(capability, language),
      ]),
    heading(`${number()}${say("undertaking")}`, 1),
    ...prose(wordsIn(definition.undertaking.text, language)),
    ...prose(
      `${say("consequence")}${colon(language)}${wordsIn(definition.undertaking.consequence, language)}`,
    ),
    ...paragraphs(say("representative"), {}, { spacing: { before: 720 } }),
    ...paragraphs(say("seal"), {}, { spacing: { before: 720 } }),
    ...paragraphs(say("date"), {}, { spacing: { before: 480 }, alignment: AlignmentType.RIGHT }),
  ];
}

/** Who took this copy out, and when. */
const header = (mark: string): Header =>
  new Header({
    children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [run(mark, { size: 16 })] })],
  });

/** By these words a printed page is matched with the electronic form it came from. */
function footer({ definition, application, checkCode }: FormInput): Footer {
  const language = definition.locale;
  const say = (word: keyof typeof formWords) => wordsIn(formWords[word], language);
  const form = definition.documents.required.find(({ format }) => format === "docx");
  const origin = [
    `${say("template")} ${form?.template ?? definition.id}`,
    `${say("definition")} ${definition.id} v${definition.version}`,
    `${say("version")} ${application.version}`,
    `${say("check")} ${checkCodeOf(checkCode)}`,
  ].join("  ");
  const [before, between, after] = language === "zh-CN" ? ["第 ", " 页 共 ", " 页"] : ["page ", " of ", ""];
  const size = 18;
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          run(`${origin}  ${before}`, { size }),
          new TextRun({ children: [PageNumber.CURRENT], size }),
          run(between, { size }),
          new TextRun({ children: [PageNumber.TOTAL_PAGES], size }),
          run(after, { size }),
        ],
      }),
    ],
  });
}
