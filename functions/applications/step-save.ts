import type { Application, Section } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { statesFor } from "../../shared/kernel/lifecycle.ts";
import { budgetFaults } from "../../shared/programme/budget-check.ts";
import { openedOf, unlistedChanges } from "../../shared/programme/listed-items.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { applicationRefused, inTime } from "./records.ts";

/** @throws Problem not-listed, when a return leaves open other places than those that are changed */
async function onlyListed(application: Application, definition: ProgrammeDefinition, section: Section) {
  const open = openedOf(definition, application);
  if (open === null) return;
  const { applicationId, key, content: after } = section;
  const held = await sections.get({ applicationId, key });
  const changed = unlistedChanges(open, key, { before: held?.content, after });
  if (changed.length > 0) throw new Problem("not-listed", { changed, open });
}

/**
 * One section of a draft in its next version, written while the draft is open and in time, with the faults that it has now.
 * @throws Problem not-listed
 */
export async function savedSection(
  application: Application,
  definition: ProgrammeDefinition,
  section: Section,
) {
  const { id, returns } = application;
  const { savedAt } = section;
  await onlyListed(application, definition, section);
  const stale = (held: Record<string, unknown> | undefined) =>
    new Problem("version-conflict", { version: held?.version ?? 0 });
  return {
    writes: [
      section.version === 1 ? sections.create(section, stale) : sections.replace(section, [], stale),
      applications.check(
        { id },
        // A return that came between reading and writing has a list of its own.
        [
          stillIn(statesFor(applicationLifecycle, "save")),
          inTime(savedAt),
          { field: "returns", is: "=", to: returns },
        ],
        (held) =>
          held && String(held.closesAt) >= savedAt && held.returns === returns
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
