import type { Application, Section } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { statesFor } from "../../shared/kernel/lifecycle.ts";
import { budgetFaults } from "../../shared/programme/budget-check.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { applicationRefused, inTime } from "./records.ts";

/** One section of a draft in its next version, written while the draft is open and in time, with the faults that it has now. */
export function savedSection({ id }: Application, definition: ProgrammeDefinition, section: Section) {
  const { savedAt } = section;
  const stale = (held: Record<string, unknown> | undefined) =>
    new Problem("version-conflict", { version: held?.version ?? 0 });
  return {
    writes: [
      section.version === 1 ? sections.create(section, stale) : sections.replace(section, [], stale),
      applications.check(
        { id },
        [stillIn(statesFor(applicationLifecycle, "save")), inTime(savedAt)],
        (held) =>
          held && String(held.closesAt) >= savedAt
            ? new Problem("wrong-state", { state: held.state })
            : applicationRefused(held, savedAt),
      ),
    ],
    answer: { ...section, faults: faultsOfBudget(definition, section) },
  };
}

function faultsOfBudget({ budget, sections: asked }: ProgrammeDefinition, { key, content }: Section) {
  const isBudget = asked.some((one) => one.key === key && one.kind === "budget");
  return budget && isBudget ? budgetFaults(budget, content.lines ?? [], content.stated) : [];
}
