import type { applications as routes } from "../../shared/contract/applications.ts";
import { isOfApplication } from "../../shared/contract/upload-record.ts";
import { budgetFaults } from "../../shared/programme/budget-check.ts";
import { missingOf } from "../../shared/programme/completeness.ts";
import { openedOf } from "../../shared/programme/listed-items.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { latestOfEachKind } from "./latest-files.ts";
import { knownDifferences } from "./step-agreement.ts";
import { jointStanding } from "./step-joint.ts";
import { readable } from "./step-readable.ts";
import { supplierAsked } from "./step-supplier.ts";

/** Says beforehand, by the same rule, what a submission would be refused for; changes nothing. */
export async function checkDraft(call: Call<(typeof routes)["checkDraft"]>) {
  const [application, written, all] = await Promise.all([
    readable(call.params.id, call.actor),
    sections.list(call.params.id),
    uploads.list(call.params.id),
  ]);
  const { roundId: id, definitionHash, route, version, closesAt } = application;
  const definition = await definitionOf({ id, definitionHash });
  const own = all.filter(({ kind }) => isOfApplication(kind));
  const files = latestOfEachKind(own);
  const usable = own.filter(({ state }) => ["LANDED", "ACCEPTED", "FLAGGED"].includes(state));
  const missing = missingOf(definition, {
    route,
    sections: written,
    documents: usable.map(({ kind }) => kind),
    ...(await supplierAsked(definition, application)),
  });
  const joint = await jointStanding(definition, application, written);
  const differing = await knownDifferences(definition, { application, named: usable, written });
  const budgetKey = definition.sections.find(({ kind }) => kind === "budget")?.key;
  const budget = written.find(({ key }) => key === budgetKey)?.content;
  const found =
    definition.budget && budget ? budgetFaults(definition.budget, budget.lines ?? [], budget.stated) : [];
  return {
    version,
    closesAt,
    missing: [...missing, ...joint.missing, ...differing],
    open: openedOf(definition, application),
    doubts: found.filter(({ effect }) => effect === "warns"),
    files: files.map(({ kind, id: uploadId, state }) => ({ kind, uploadId, state })),
  };
}
