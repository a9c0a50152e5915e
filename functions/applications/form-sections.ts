import type { Paragraph, Table } from "docx";
import type { BudgetLine, SectionContent } from "../../shared/contract/draft.ts";
import { chineseAmount, showAmount, showYuan, unitName } from "../../shared/kernel/amount.ts";
import { type Language, wordsIn } from "../../shared/kernel/text.ts";
import { budgetTotalFen } from "../../shared/programme/budget-totals.ts";
import type { Capability } from "../../shared/programme/capabilities.ts";
import type { Section } from "../../shared/programme/documents.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { heading, pairs, paragraphs, prose, table } from "./form-blocks.ts";
import { isTableOfParts } from "./form-layout.ts";
import { carried } from "./form-text.ts";
import { colon, formWords } from "./form-words.ts";

type Block = Paragraph | Table;

/** One section with what the society wrote in it; `number` is its chapter's, as printed. */
export function sectionBlocks(
  definition: ProgrammeDefinition,
  section: Section,
  { content, number }: { content: SectionContent | undefined; number: string },
): Block[] {
  const language = definition.locale;
  const written = section.parts.flatMap((part) => {
    const text = content?.parts[part.key]?.trim();
    // What may be said of each indicator besides would fill pages with empty fields.
    if (carried(text ?? "") === "" && part.indicator !== null) return [];
    const chosen = part.options?.find(({ value }) => value === text)?.name;
    const shown = chosen ? wordsIn(chosen, language) : text;
    return [[wordsIn(part.name, language), shown || wordsIn(formWords.empty, language)] as const];
  });
  const chapter = heading(`${number}${wordsIn(section.name, language)}`, 1);
  const capability = definition.capabilities.find(({ id }) => id === section.capability);
  const indicators = capability ? indicatorBlocks(capability, language) : [];
  if (section.kind === "budget")
    return [chapter, ...budgetBlocks(definition, content?.lines ?? []), ...proseParts(written)];
  return [chapter, ...indicators, ...(isTableOfParts(section) ? [pairs(written)] : proseParts(written))];
}

/** The name of a part is printed only where a section has several. */
const proseParts = (written: readonly (readonly [string, string])[]): Block[] =>
  written.flatMap(([name, text]) => [...(written.length > 1 ? [heading(name, 2)] : []), ...prose(text)]);

/** What a capability asks for, before what the society plans for it. */
export function indicatorBlocks(capability: Capability, language: Language): Block[] {
  return [
    ...paragraphs(wordsIn(formWords.indicators, language), { isBold: true }),
    ...capability.indicators.flatMap(({ name, description }, at) =>
      paragraphs(`${at + 1}. ${wordsIn(name, language)}${colon(language)}${wordsIn(description, language)}`, {
        size: 21,
      }),
    ),
  ];
}

const widths = [1, 3, 4, 2.5, 1.5, 1.3, 3, 6];

/** Every line with its costing basis, the total in figures and in capital numerals. Amounts are fen. */
function budgetBlocks(definition: ProgrammeDefinition, lines: readonly BudgetLine[]): Block[] {
  const language = definition.locale;
  const unit = definition.budget?.shownUnit ?? "yuan";
  const say = (word: keyof typeof formWords) => wordsIn(formWords[word], language);
  const subjects = new Map(
    definition.budget?.subjects.map(({ code, name }) => [code, wordsIn(name, language)]),
  );
  const head = [
    say("line"),
    say("subject"),
    say("item"),
    say("unitPrice"),
    say("quantity"),
    say("times"),
    `${say("amount")} (${unitName(unit, language)})`,
    say("costing"),
  ].map((text) => ({ text, isHead: true, align: "center" as const }));
  const rows = lines.map((line, at) => [
    { text: String(at + 1), align: "center" as const },
    { text: subjects.get(line.subject) ?? line.subject },
    { text: line.item },
    { text: showYuan(line.unitPriceFen), align: "right" as const },
    { text: String(line.quantity), align: "right" as const },
    { text: String(line.times), align: "right" as const },
    { text: showAmount(line.amountFen, unit), align: "right" as const },
    { text: line.basis },
  ]);
  const totalFen = budgetTotalFen(lines);
  const figures = `${showAmount(totalFen, unit)} ${unitName(unit, language)} (${showYuan(totalFen)} ${unitName("yuan", language)})`;
  const totals = [
    [
      { text: say("total"), isHead: true, span: 3 },
      { text: figures, span: 5 },
    ],
    [
      { text: say("inWords"), isHead: true, span: 3 },
      { text: chineseAmount(totalFen), span: 5 },
    ],
  ];
  return [table([head, ...rows, ...totals], widths, 1)];
}
