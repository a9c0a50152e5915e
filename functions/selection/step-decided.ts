import type { DecisionRecord } from "../../shared/contract/selection.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { Decision } from "./decision.ts";

/** The decision of a record, from the store of documents. */
export async function decidedIn({ decisionKey, decisionVersionId }: DecisionRecord): Promise<Decision> {
  return Decision.parse(JSON.parse(await textOf("documents", decisionKey, decisionVersionId)));
}
