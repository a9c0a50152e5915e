import { type AssignmentPlan, FrozenPlan } from "../../shared/contract/assignment-plan-record.ts";
import { textOf } from "../../shared/runtime/objects.ts";

/** A plan as it was frozen, from the store of documents. */
export const frozenPlan = async ({
  key,
  versionId,
}: NonNullable<AssignmentPlan["frozen"]>): Promise<FrozenPlan> =>
  FrozenPlan.parse(JSON.parse(await textOf("documents", key, versionId)));
