import type { Application, Section } from "../../shared/contract/applications.ts";
import { partnersOf } from "../../shared/contract/partnership-record.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import type { TwinFacts } from "../../shared/contract/twins.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { budgetTotalFen } from "../../shared/programme/budget-totals.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/** Names that are looked for; nobody has had more. */
const mostNames = 20;

/**
 * What a Word form and its PDF should both say: the template, the title, the society under any name that it has or had by the
 * register, and the total of the budget as it is recorded.
 */
export function expectedOf({
  definition,
  template,
  application,
  society,
  written,
}: {
  definition: ProgrammeDefinition;
  template: string | null;
  application: Pick<Application, "societyNames" | "state" | "receipt">;
  society: Pick<Society, "names" | "formerNames"> | undefined;
  written: readonly Pick<Section, "key" | "content">[];
}): TwinFacts {
  const budget = definition.sections.find(({ kind }) => kind === "budget");
  const lines = budget && written.find(({ key }) => key === budget.key)?.content.lines;
  const names = [
    application.societyNames.zh,
    ...(society ? [society.names.zh] : []),
    ...(society?.formerNames ?? []).map(({ zh }) => zh),
  ];
  const partners = partnersOf(application);
  return {
    templateId: template,
    title: wordsIn(definition.names, definition.locale),
    names: [...new Set(names)].slice(0, mostNames),
    budgetTotalFen: lines ? budgetTotalFen(lines) : null,
    // Until it is submitted its partners may still change.
    ...(application.state === "SUBMITTED" &&
      partners.length > 0 && { partners: partners.map(({ names: one }) => wordsIn(one, definition.locale)) }),
  };
}
